namespace Leineweber.Foundation.Volltext;

/// <summary>One thing that can be found.</summary>
/// <param name="Id">Stable id inside the index, e.g. <c>leistung:bewohnerparkausweis</c>.</param>
/// <param name="Title">Names under which people know it; weighs most.</param>
public sealed record VolltextDokument(string Id, IReadOnlyList<string> Title)
{
    /// <summary>Words and short phrases under which people look for it.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>What it is in a sentence; several where there are several languages.</summary>
    public IReadOnlyList<string> Teaser { get; init; } = [];

    /// <summary>All other text.</summary>
    public IReadOnlyList<string> Body { get; init; } = [];

    /// <summary>Exact values to filter by, e.g. <c>art → leistung</c>, <c>schrank → {id}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Filter { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>How much it counts beside others that fit as well; 1 is usual, 0.01 to 100.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>What a list of hits shows; given back as it is, never searched.</summary>
    public IReadOnlyDictionary<string, string> Shown { get; init; } = new Dictionary<string, string>();
}

/// <summary>What someone looks for.</summary>
/// <param name="Text">As typed; any text is allowed, nothing in it is an operator.</param>
public sealed record VolltextFrage(string Text)
{
    /// <summary>Each named filter must hold one of the values; an empty set of values finds nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Filter { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>How many hits to give back.</summary>
    public int Most { get; init; } = 20;

    /// <summary>How many hits to leave out in front.</summary>
    public int Skip { get; init; }

    /// <summary>True while someone is still typing: the last word may be the beginning of one.</summary>
    public bool IsTyping { get; init; }
}

/// <summary>A hit.</summary>
/// <param name="Id">Id of the document.</param>
/// <param name="Score">How well it fits; comparable within one answer only.</param>
/// <param name="Shown">What the document gave to be shown.</param>
public sealed record VolltextTreffer(string Id, float Score, IReadOnlyDictionary<string, string> Shown);

/// <summary>An answer.</summary>
/// <param name="Total">How many documents fit.</param>
/// <param name="Hits">The hits asked for, best first.</param>
/// <param name="DidYouMean">The question with words the index knows in place of unknown ones, or null.</param>
public sealed record VolltextAntwort(int Total, IReadOnlyList<VolltextTreffer> Hits, string? DidYouMean);
