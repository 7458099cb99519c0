using static Leineweber.Foundation.Texts;

namespace Leineweber.Signaturen.Check;

/// <summary>The results of a check in plain words.</summary>
internal static class EchtheitTexts
{
    public static string Heading(Echtheit echtheit) => echtheit switch
    {
        Echtheit.Genuine => T("Das Dokument ist echt und unverändert"),
        Echtheit.Altered => T("Das Dokument wurde verändert"),
        Echtheit.Foreign => T("Dieses Dokument haben wir nicht gesiegelt"),
        Echtheit.Unsealed => T("Das Dokument hat kein elektronisches Siegel"),
        _ => T("Wir können diese Datei nicht prüfen"),
    };

    public static string Advice(Echtheit echtheit) => echtheit switch
    {
        Echtheit.Genuine => T("Es kommt von uns, und seit dem Siegeln wurde nichts daran geändert."),
        Echtheit.Altered => T("Es trägt ein Siegel, aber sein Inhalt ist nicht mehr der, der gesiegelt wurde. Verlassen Sie sich nicht darauf. Fragen Sie bei der Stelle nach, von der es kommen soll."),
        Echtheit.Foreign => T("Es trägt ein Siegel oder eine Unterschrift von jemand anderem. Wer das ist, können wir nicht bestätigen. Prüfen Sie das Dokument bei der Stelle, die es ausgestellt hat."),
        Echtheit.Unsealed => T("Ob es echt ist, lässt sich so nicht feststellen. Auch ein Ausdruck, der eingescannt wurde, hat kein Siegel mehr: Bitte nehmen Sie die Datei, die Sie von uns bekommen haben."),
        _ => T("Bitte wählen Sie die PDF-Datei, so wie Sie sie bekommen haben. Fotos, beschädigte und verschlüsselte Dateien können wir nicht prüfen."),
    };

    public static string Kind(Echtheit echtheit) => echtheit switch
    {
        Echtheit.Genuine => "success",
        Echtheit.Altered => "danger",
        _ => "warning",
    };
}
