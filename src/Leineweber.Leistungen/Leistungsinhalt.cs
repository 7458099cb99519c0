using Leineweber.Foundation;

namespace Leineweber.Leistungen;

/// <summary>The words of a service as editors write and citizens read them. Frozen with each version.</summary>
public sealed record Leistungsinhalt
{
    /// <summary>Official name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Title for citizens where the official name carries notes of projects; empty shows the name.</summary>
    public string Titel { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string TitelEn { get; init; } = "";

    /// <summary>What it is, in one sentence.</summary>
    public string Teaser { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string TeaserEn { get; init; } = "";

    /// <summary>For whom: keys of <see cref="Zielgruppe"/>.</summary>
    public IReadOnlyList<string> Zielgruppen { get; init; } = [];

    /// <summary>Keys of life situations.</summary>
    public IReadOnlyList<string> Lebenslagen { get; init; } = [];

    /// <summary>Number of the unit that is in charge.</summary>
    public string Stelle { get; init; } = "";

    /// <summary>Who may have it; Markdown.</summary>
    public string Wer { get; init; } = "";

    /// <summary>The steps.</summary>
    public IReadOnlyList<string> Ablauf { get; init; } = [];

    /// <summary>Papers one needs.</summary>
    public IReadOnlyList<string> Unterlagen { get; init; } = [];

    /// <summary>Fees as text.</summary>
    public IReadOnlyList<Kostenzeile> Kosten { get; init; } = [];

    /// <summary>True where it is said to cost nothing.</summary>
    public bool Kostenfrei { get; init; }

    /// <summary>How long it takes.</summary>
    public string Dauer { get; init; } = "";

    /// <summary>What time limit the citizen must keep.</summary>
    public string Frist { get; init; } = "";

    /// <summary>Laws it rests on.</summary>
    public IReadOnlyList<string> Rechtsgrundlagen { get; init; } = [];

    /// <summary>What else to know; Markdown.</summary>
    public string Hinweise { get; init; } = "";

    /// <summary>Words under which people look for it.</summary>
    public IReadOnlyList<string> Suchworte { get; init; } = [];

    /// <summary>The digital way, or null.</summary>
    public Onlinedienst? Online { get; init; }

    /// <summary>True where one needs an appointment at the office.</summary>
    public bool Termin { get; init; }

    /// <summary>The words above in English, or null where nobody wrote them yet; versions from before there was English have none.</summary>
    public Englisch? Englisch { get; init; }

    /// <summary>Title in the reader's language.</summary>
    public string Title => Sprache.IsEnglish
        ? First(TitelEn, NameEn, Titel, Name)
        : First(Titel, Name);

    /// <summary>The sentence in the reader's language.</summary>
    public string Summary => Sprache.IsEnglish ? First(TeaserEn, Teaser) : Teaser;

    private static string First(params string[] texts) => texts.FirstOrDefault(text => text.Length > 0) ?? "";
}

/// <summary>The digital way to a service.</summary>
/// <param name="Art">Our own form or another site.</param>
/// <param name="Formular">Key of the form; for <see cref="OnlineArt.Assistent"/>.</param>
/// <param name="Url">Address; for <see cref="OnlineArt.Verweis"/>.</param>
/// <param name="Minuten">How many minutes it usually takes, or null.</param>
public sealed record Onlinedienst(OnlineArt Art, string? Formular, string? Url, int? Minuten)
{
    /// <summary>Host of the other site, e.g. "serviceportal.example", or null.</summary>
    public string? Host => Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host : null;
}

/// <summary>Kinds of digital ways.</summary>
public enum OnlineArt
{
    /// <summary>A form of this portal.</summary>
    Assistent,

    /// <summary>A link to a site of the federation or the state.</summary>
    Verweis,
}
