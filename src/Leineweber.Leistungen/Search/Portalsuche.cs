using Leineweber.Foundation;
using Leineweber.Foundation.Volltext;

namespace Leineweber.Leistungen.Search;

/// <summary>A hit in the reader's language.</summary>
/// <param name="Titel">Title.</param>
/// <param name="Url">Address on this portal.</param>
/// <param name="Typ"><c>leistung</c>, <c>amt</c>, <c>lebenslage</c> or <c>katalog</c>.</param>
/// <param name="Auszug">The sentence that answers.</param>
/// <param name="Online">True where it can be done online.</param>
public sealed record Suchtreffer(string Titel, string Url, string Typ, string Auszug, bool Online);

/// <summary>What someone narrows the hits to.</summary>
/// <param name="Online">Only what can be done online.</param>
/// <param name="Zielgruppe">Only for these people, or null.</param>
/// <param name="Lebenslage">Only in this life situation, or null.</param>
public sealed record Suchfilter(bool Online = false, string? Zielgruppe = null, string? Lebenslage = null)
{
    /// <summary>True where nothing is narrowed.</summary>
    public bool IsEmpty => !Online && Zielgruppe is null && Lebenslage is null;
}

/// <summary>Hits and how many there are.</summary>
public sealed record Suchergebnis(int Total, IReadOnlyList<Suchtreffer> Treffer, string? DidYouMean);

/// <summary>The portal's search.</summary>
public sealed class Portalsuche(Volltext volltext)
{
    /// <summary>Longest question in characters; longer ones are refused.</summary>
    public const int LongestQuestion = 200;

    /// <summary>Everything that fits, the city's own services first.</summary>
    public Task<Suchergebnis> Everything(string text, int most, bool isTyping, CancellationToken cancel) =>
        Ask(new VolltextFrage(text) { Most = most, IsTyping = isTyping }, cancel);

    /// <summary>The city's services.</summary>
    public Task<Suchergebnis> Leistungen(string text, Suchfilter filter, int most, int skip, bool isTyping, CancellationToken cancel)
    {
        var filters = new Dictionary<string, IReadOnlyCollection<string>> { ["art"] = [PortalIndex.Service] };
        if (filter.Online)
        {
            filters["online"] = ["ja"];
        }

        if (filter.Zielgruppe is not null)
        {
            filters["zielgruppe"] = [filter.Zielgruppe];
        }

        if (filter.Lebenslage is not null)
        {
            filters["lebenslage"] = [filter.Lebenslage];
        }

        return Ask(new VolltextFrage(text) { Filter = filters, Most = most, Skip = skip, IsTyping = isTyping }, cancel);
    }

    /// <summary>Hits of other kinds: <c>amt</c>, <c>lebenslage</c>, <c>katalog</c>.</summary>
    public Task<Suchergebnis> Others(string text, string[] kinds, int most, bool isTyping, CancellationToken cancel) =>
        Ask(new VolltextFrage(text) { Filter = new Dictionary<string, IReadOnlyCollection<string>> { ["art"] = kinds }, Most = most, IsTyping = isTyping }, cancel);

    private async Task<Suchergebnis> Ask(VolltextFrage frage, CancellationToken cancel)
    {
        var answer = await volltext.Search(PortalIndex.Name, frage, cancel);
        return new Suchergebnis(answer.Total, [.. answer.Hits.Select(Read)], answer.DidYouMean);
    }

    private static Suchtreffer Read(VolltextTreffer hit)
    {
        var ending = Sprache.IsEnglish ? "_en" : "";
        var shown = hit.Shown;
        return new Suchtreffer(shown["titel" + ending], shown["url"], shown["typ"], shown["auszug" + ending], shown["online"] == "ja");
    }
}
