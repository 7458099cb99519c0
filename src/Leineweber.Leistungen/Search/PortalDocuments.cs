using Leineweber.Foundation.Volltext;
using Leineweber.Organisation;

namespace Leineweber.Leistungen.Search;

/// <summary>How services, offices, life situations and catalogue entries are found and shown in lists of hits.</summary>
internal static class PortalDocuments
{
    public static VolltextDokument Of(Leistung leistung, long opened)
    {
        var words = leistung.Inhalt;
        var isStaffOnly = words.Zielgruppen.Count > 0 && words.Zielgruppen.All(group => group == Zielgruppe.Staff);
        return new VolltextDokument(PortalIndex.IdOf(leistung), Texts(words.Name, words.Titel, words.NameEn, words.TitelEn))
        {
            Keywords = words.Suchworte,
            Teaser = Texts(words.Teaser, words.TeaserEn),
            Body = [words.Wer, words.Hinweise, .. words.Ablauf, .. words.Unterlagen, .. words.Kosten.Select(fee => fee.Text), words.Frist, .. words.Rechtsgrundlagen, .. English(words.Englisch)],
            Weight = (isStaffOnly ? 0.5f : 1f) * (leistung.IsOnline ? 1.1f : 1f) * (1 + 0.03f * MathF.Log2(1 + opened)),
            Filter = new Dictionary<string, IReadOnlyCollection<string>>
            {
                ["art"] = [PortalIndex.Service],
                ["online"] = leistung.IsOnline ? ["ja"] : [],
                ["zielgruppe"] = words.Zielgruppen.ToList(),
                ["lebenslage"] = words.Lebenslagen.ToList(),
            },
            Shown = Shown(PortalIndex.Service, "/leistung/" + leistung.Slug, First(words.Titel, words.Name), First(words.TitelEn, words.NameEn), words.Teaser, words.TeaserEn, leistung.IsOnline),
        };
    }

    public static VolltextDokument Of(Organisationseinheit unit) => new($"{PortalIndex.Office}:{unit.Nummer}", Texts(unit.Name, unit.NameEn, unit.Nummer))
    {
        Keywords = Texts(unit.Strasse),
        Weight = unit.Art switch { "amt" => 0.7f, "dezernat" => 0.4f, _ => 0.5f },
        Filter = Kind(PortalIndex.Office),
        Shown = Shown(PortalIndex.Office, "/aemter/" + Uri.EscapeDataString(unit.Nummer), unit.Name, unit.NameEn, Address(unit), Address(unit), false),
    };

    public static VolltextDokument Of(Lebenslage situation) => new($"{PortalIndex.Situation}:{situation.Key}", Texts(situation.Name, situation.NameEn))
    {
        Teaser = Texts(situation.Text, situation.TextEn),
        Weight = 0.6f,
        Filter = Kind(PortalIndex.Situation),
        Shown = Shown(PortalIndex.Situation, "/lebenslagen/" + situation.Key, situation.Name, situation.NameEn, situation.Text, situation.TextEn, false),
    };

    public static VolltextDokument Of(Katalogleistung entry) => new(PortalIndex.IdOf(entry), [entry.Name])
    {
        Keywords = Texts(entry.Buendel),
        Teaser = Texts(entry.Lage),
        Body = Texts(entry.Beschreibung, entry.Schluessel, entry.Themenfeld),
        Weight = 0.2f,
        Filter = Kind(PortalIndex.Catalogue),
        Shown = Shown(PortalIndex.Catalogue, $"/katalog/{entry.Id}", entry.Name, null, First(Cut(entry.Beschreibung), entry.Lage), null, false),
    };

    private static Dictionary<string, string> Shown(string kind, string url, string title, string? titleEn, string about, string? aboutEn, bool isOnline) => new()
    {
        ["typ"] = kind,
        ["url"] = url,
        ["titel"] = title,
        ["titel_en"] = First(titleEn, title),
        ["auszug"] = about,
        ["auszug_en"] = First(aboutEn, about),
        ["online"] = isOnline ? "ja" : "",
    };

    private static Dictionary<string, IReadOnlyCollection<string>> Kind(string kind) => new() { ["art"] = [kind] };

    private static IEnumerable<string> English(Englisch? words) =>
        words is null ? [] : [words.Wer, words.Hinweise, .. words.Ablauf, .. words.Unterlagen, .. words.Kosten, words.Frist];

    private static string Address(Organisationseinheit unit) => string.Join(", ", Texts(unit.Strasse, $"{unit.Plz} {unit.Ort}".Trim(), unit.Telefon));

    private static string Cut(string text) => text.Length > 200 ? text[..(text.LastIndexOf(' ', 200) is > 0 and var end ? end : 200)] + " …" : text;

    private static IReadOnlyList<string> Texts(params string?[] texts) => [.. texts.OfType<string>().Where(text => text.Length > 0)];

    private static string First(params string?[] texts) => texts.FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "";
}
