using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen;

/// <summary>A life situation: how citizens think of their affairs.</summary>
public sealed class Lebenslage
{
    /// <summary>Key and address part.</summary>
    public required string Key { get; init; }

    /// <summary>German name.</summary>
    public required string Name { get; set; }

    /// <summary>English name.</summary>
    public required string NameEn { get; set; }

    /// <summary>One German sentence.</summary>
    public required string Text { get; set; }

    /// <summary>One English sentence.</summary>
    public required string TextEn { get; set; }

    /// <summary>Place on the start page.</summary>
    public int Reihenfolge { get; set; }

    /// <summary>Name in the reader's language.</summary>
    public string Title => Sprache.IsEnglish && NameEn.Length > 0 ? NameEn : Name;

    /// <summary>Sentence in the reader's language.</summary>
    public string Summary => Sprache.IsEnglish && TextEn.Length > 0 ? TextEn : Text;
}

/// <summary>For whom services are.</summary>
/// <param name="Key">Key and address part.</param>
public sealed record Zielgruppe(string Key)
{
    /// <summary>Staff of the city; their services are not shown to citizens in front.</summary>
    public const string Staff = "bedienstete";

    /// <summary>All there are, in the order of the portal.</summary>
    public static IReadOnlyList<Zielgruppe> All { get; } = [new("buerger"), new("unternehmen"), new("vereine"), new(Staff)];

    /// <summary>Name in the reader's language.</summary>
    public string Title => Key switch
    {
        "buerger" => T("Bürgerinnen und Bürger"),
        "unternehmen" => T("Unternehmen"),
        "vereine" => T("Vereine und Initiativen"),
        _ => T("Beschäftigte der Stadt"),
    };

    /// <summary>Sentence in the reader's language.</summary>
    public string Summary => Key switch
    {
        "buerger" => T("Alles für Sie und Ihre Familie: Ausweise, Wohnen, Auto, Kinder, Hilfe."),
        "unternehmen" => T("Alles für Ihren Betrieb: anmelden, erlauben lassen, Steuern, Flächen."),
        "vereine" => T("Alles für Ihr Engagement: Veranstaltungen, Räume, Förderung."),
        _ => T("Dienste für Menschen, die bei der Stadt arbeiten."),
    };

    /// <summary>The group with this key, or null.</summary>
    public static Zielgruppe? Find(string key) => All.FirstOrDefault(group => group.Key == key);
}
