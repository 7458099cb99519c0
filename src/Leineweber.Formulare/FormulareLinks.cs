namespace Leineweber.Formulare;

/// <summary>Addresses of this module.</summary>
public static class FormulareLinks
{
    /// <summary>The person's applications.</summary>
    public const string Mine = "/antraege";

    /// <summary>Start page of a form.</summary>
    public static string Start(string formularKey) => $"/antrag/neu/{formularKey}";

    /// <summary>An application wherever it stands: its next question, or its confirmation.</summary>
    public static string Antrag(Guid id) => $"/antrag/{id}";

    /// <summary>Confirmation of a submitted application.</summary>
    public static string Confirmation(Guid id) => $"/antrag/{id}/bestaetigung";

    /// <summary>For staff: who has the limited places of a form and who waits.</summary>
    public static string Places(string formularKey) => $"/amt/formulare/{formularKey}/plaetze";

    internal static string Check(Guid id) => $"/antrag/{id}/pruefen";

    internal static string NewVersion(Guid id) => $"/antrag/{id}/neue-fassung";

    internal static string Tasks(Guid id) => $"/antrag/{id}/uebersicht";

    internal static string Delete(Guid id) => $"/antrag/{id}/loeschen";

    internal static string File(Guid id, Guid file) => $"/antrag/{id}/anlage/{file}";

    internal static string Page(Guid id, Seite page, bool back = false) =>
        (page.Repeat is null ? $"/antrag/{id}/{page.Id}" : $"/antrag/{id}/liste/{page.Id}") + (back ? "?zurueck=pruefen" : "");

    internal static string Item(Guid id, Seite page, string item, bool back = false) =>
        $"/antrag/{id}/{page.Id}/{item}" + (back ? "?zurueck=pruefen" : "");
}
