using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>How the states read, to staff and to citizens.</summary>
public static class Standworte
{
    /// <summary>The state as staff reads it.</summary>
    public static string Word(this Bearbeitungsstand stand) => stand switch
    {
        Bearbeitungsstand.Neu => T("Neu"),
        Bearbeitungsstand.InBearbeitung => T("In Bearbeitung"),
        Bearbeitungsstand.Wartet => T("Wartet auf Antwort"),
        Bearbeitungsstand.ZurZeichnung => T("Zur Zeichnung"),
        Bearbeitungsstand.Ausfertigung => T("Wird ausgefertigt"),
        Bearbeitungsstand.Entschieden => T("Entschieden"),
        _ => T("Abgeschlossen (z. d. A.)"),
    };

    /// <summary>The colour of the state's badge; the word says the same.</summary>
    public static string Kind(this Bearbeitungsstand stand) => stand switch
    {
        Bearbeitungsstand.Neu => "info",
        Bearbeitungsstand.Wartet or Bearbeitungsstand.ZurZeichnung => "warning",
        Bearbeitungsstand.Entschieden => "success",
        _ => "neutral",
    };

    /// <summary>The state as the citizen reads it.</summary>
    public static string CitizenWord(this Bearbeitungsstand stand) => stand switch
    {
        Bearbeitungsstand.Neu => T("Eingegangen"),
        Bearbeitungsstand.Wartet => T("Wartet auf Sie"),
        Bearbeitungsstand.Entschieden or Bearbeitungsstand.Abgeschlossen => T("Entschieden"),
        _ => T("In Bearbeitung"),
    };

    /// <summary>The colour of the badge the citizen sees; where the office waits, they are meant.</summary>
    public static string CitizenKind(this Bearbeitungsstand stand) => stand switch
    {
        Bearbeitungsstand.Wartet => "warning",
        Bearbeitungsstand.Entschieden or Bearbeitungsstand.Abgeschlossen => "success",
        _ => "info",
    };

    /// <summary>What was decided.</summary>
    public static string Word(this Entscheidungsart art) => art switch
    {
        Entscheidungsart.Bewilligung => T("Bewilligung"),
        Entscheidungsart.Teilbewilligung => T("Bewilligung in Teilen"),
        Entscheidungsart.Ablehnung => T("Ablehnung"),
        _ => T("Bestätigung"),
    };

    /// <summary>What was decided, in German whoever reads: for the Protokoll.</summary>
    internal static string German(this Entscheidungsart art) => art switch
    {
        Entscheidungsart.Bewilligung => "Bewilligung",
        Entscheidungsart.Teilbewilligung => "Bewilligung in Teilen",
        Entscheidungsart.Ablehnung => "Ablehnung",
        _ => "Bestätigung",
    };
}
