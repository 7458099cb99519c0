using System.Text.Json;

namespace Leineweber.Leistungen;

/// <summary>Whether citizens see a service.</summary>
public enum LeistungStatus
{
    /// <summary>Never published so far.</summary>
    Entwurf,

    /// <summary>On the portal.</summary>
    Veroeffentlicht,

    /// <summary>Taken off the portal; its address says so.</summary>
    Zurueckgezogen,
}

/// <summary>An administrative service as the city describes it.</summary>
public sealed class Leistung
{
    private Leistungsinhalt? inhalt;

    private Leistung()
    {
    }

    internal Leistung(string slug, Leistungsinhalt inhalt, DateTime now)
    {
        Slug = slug;
        CreatedAt = now;
        ChangedAt = now;
        Take(inhalt);
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Address part, a–z, 0–9 and hyphens; never changes.</summary>
    public string Slug { get; private init; } = "";

    /// <summary>Official name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Number of the unit in charge.</summary>
    public string OrganisationseinheitNummer { get; private set; } = "";

    /// <summary>Key of the form, where it is applied for on this portal.</summary>
    public string? FormularKey { get; private set; }

    /// <summary>Whether citizens see it.</summary>
    public LeistungStatus Status { get; internal set; }

    /// <summary>Number of the version citizens see; 0 before the first publication.</summary>
    public int PublishedVersion { get; internal set; }

    /// <summary>When it was first described.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>When the published words last changed.</summary>
    public DateTime ChangedAt { get; internal set; }

    internal string InhaltJson { get; private set; } = "{}";

    /// <summary>The published words; those of the draft while it was never published.</summary>
    public Leistungsinhalt Inhalt => inhalt ??= JsonSerializer.Deserialize<Leistungsinhalt>(InhaltJson, LeistungJson.Options)!;

    /// <summary>Title for citizens in the reader's language.</summary>
    public string Title => Inhalt.Title;

    /// <summary>True where there is a digital way.</summary>
    public bool IsOnline => Inhalt.Online is not null;

    /// <summary>Subject in the Protokoll.</summary>
    public string Subject => "leistung:" + Slug;

    internal void Take(Leistungsinhalt words)
    {
        inhalt = words;
        InhaltJson = JsonSerializer.Serialize(words, LeistungJson.Options);
        Name = words.Name;
        OrganisationseinheitNummer = words.Stelle;
        FormularKey = words.Online is { Art: OnlineArt.Assistent } online ? online.Formular : null;
    }
}

/// <summary>State of a version.</summary>
public enum LeistungVersionStatus
{
    /// <summary>Being written.</summary>
    Entwurf,

    /// <summary>What citizens see.</summary>
    Veroeffentlicht,

    /// <summary>Was published once, another one took its place.</summary>
    Abgeloest,
}

/// <summary>One version of a service's words. Only drafts change.</summary>
public sealed class LeistungVersion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The service.</summary>
    public required Guid LeistungId { get; init; }

    /// <summary>Number within the service, from 1.</summary>
    public required int Nummer { get; init; }

    /// <summary>State.</summary>
    public LeistungVersionStatus Status { get; internal set; }

    /// <summary>When it was begun.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last saved.</summary>
    public DateTime SavedAt { get; internal set; }

    /// <summary>Who saved it last.</summary>
    public string SavedBy { get; internal set; } = "";

    /// <summary>When it was published, or null.</summary>
    public DateTime? PublishedAt { get; internal set; }

    /// <summary>Who published it.</summary>
    public string? PublishedBy { get; internal set; }

    /// <summary>What was changed and why, in the editor's words.</summary>
    public string? Anlass { get; internal set; }

    /// <summary>Raised with every saving, so that two editors do not overwrite each other.</summary>
    public int Stand { get; internal set; }

    internal string InhaltJson { get; set; } = "{}";

    /// <summary>The words.</summary>
    public Leistungsinhalt Inhalt => JsonSerializer.Deserialize<Leistungsinhalt>(InhaltJson, LeistungJson.Options)!;
}
