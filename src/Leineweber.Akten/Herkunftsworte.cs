using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>How the kinds of documents read.</summary>
public static class Herkunftsworte
{
    /// <summary>The kind in the reader's language.</summary>
    public static string Word(this Herkunft herkunft) => herkunft switch
    {
        Herkunft.Antrag => T("Antrag"),
        Herkunft.Anlage => T("Anlage"),
        Herkunft.Ausgang => T("Schreiben der Stadt"),
        Herkunft.Bescheid => T("Bescheid"),
        _ => T("Intern"),
    };
}
