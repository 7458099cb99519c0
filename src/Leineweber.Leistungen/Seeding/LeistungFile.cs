using System.Text.Json.Nodes;
using Leineweber.Foundation.Seeding;

namespace Leineweber.Leistungen.Seeding;

/// <summary>Reads one description of a service from YAML.</summary>
internal static class LeistungFile
{
    public static Leistungsinhalt Read(string path, out bool isPublished)
    {
        var node = YamlFile.Read(path) as JsonObject ?? throw new InvalidDataException($"{path}: keine Beschreibung.");
        var text = new YamlText(node);
        isPublished = text["status"] is "" or "veroeffentlicht";
        var inhalt = new Leistungsinhalt
        {
            Name = text["name"],
            NameEn = text["name_en"],
            Titel = text["titel"],
            TitelEn = text["titel_en"],
            Teaser = text["teaser"],
            TeaserEn = text["teaser_en"],
            Zielgruppen = text.List("zielgruppe"),
            Lebenslagen = text.List("lebenslagen"),
            Stelle = text["stelle"],
            Wer = text["wer"],
            Ablauf = text.List("ablauf"),
            Unterlagen = text.List("unterlagen"),
            Kosten = [.. (node["kosten"] as JsonArray ?? []).Select(line => new YamlText(line!)).Select(line => new Kostenzeile(line["text"], line["betrag"]))],
            Kostenfrei = text["kostenfrei"] == "true",
            Dauer = text["dauer"],
            Frist = text["frist"],
            Rechtsgrundlagen = text.List("rechtsgrundlagen"),
            Hinweise = text["hinweise"],
            Suchworte = text.List("suchworte"),
            Online = node["online"] is { } online ? Way(new YamlText(online)) : null,
            Termin = text["termin"] == "true",
            Englisch = node["en"] is { } english ? English(new YamlText(english)) : null,
        };
        return inhalt.Name.Length > 0 ? Englisch.Mark(inhalt, null) : throw new InvalidDataException($"{path}: der Name fehlt.");
    }

    private static Englisch English(YamlText text) => new()
    {
        Wer = text["wer"],
        Ablauf = text.List("ablauf"),
        Unterlagen = text.List("unterlagen"),
        Kosten = text.List("kosten"),
        Dauer = text["dauer"],
        Frist = text["frist"],
        Hinweise = text["hinweise"],
    };

    private static Onlinedienst Way(YamlText way) => new(
        way["art"] == "assistent" ? OnlineArt.Assistent : OnlineArt.Verweis,
        way["formular"] is { Length: > 0 } form ? form : null,
        way["url"] is { Length: > 0 } url ? url : null,
        int.TryParse(way["minuten"], out var minutes) ? minutes : null);
}

/// <summary>Texts of a YAML node; what is missing is empty.</summary>
internal readonly struct YamlText(JsonNode node)
{
    public string this[string name] => node[name]?.ToString().Trim() ?? "";

    public IReadOnlyList<string> List(string name) => [.. (node[name] as JsonArray ?? []).Select(item => item?.ToString().Trim() ?? "").Where(item => item.Length > 0)];
}
