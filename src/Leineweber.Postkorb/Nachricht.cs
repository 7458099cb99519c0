namespace Leineweber.Postkorb;

/// <summary>What kind of message it is.</summary>
public enum NachrichtArt
{
    /// <summary>"We have received it", with the application's copy.</summary>
    Eingangsbestaetigung,

    /// <summary>A message without legal effect.</summary>
    Mitteilung,

    /// <summary>A request for missing papers.</summary>
    Nachforderung,

    /// <summary>A decision (Verwaltungsakt); its delivery has legal effect.</summary>
    Bescheid,

    /// <summary>What the citizen wrote back.</summary>
    Antwort,

    /// <summary>What the citizen wrote of their own accord.</summary>
    Schreiben,
}

/// <summary>A message between an office and an account; never changed once it is there.</summary>
public sealed class Nachricht
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The account in whose Postkorb it lies.</summary>
    public required Guid KontoId { get; init; }

    /// <summary>Kind of message.</summary>
    public required NachrichtArt Art { get; init; }

    /// <summary>Subject line, at most 200 characters.</summary>
    public required string Betreff { get; init; }

    /// <summary>Plain text, paragraphs separated by empty lines, at most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Who writes, as people read it: name of the office or of the citizen.</summary>
    public required string Absender { get; init; }

    /// <summary>What it belongs to, e.g. <c>vorgang:…</c>; given back with every fact about it.</summary>
    public required string Bezug { get; init; }

    /// <summary>When it was provided, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>True where the citizen may answer.</summary>
    public bool AnswerAllowed { get; init; }

    /// <summary>Until when an answer is asked for, the city's day.</summary>
    public DateOnly? AnswerBy { get; init; }

    /// <summary>The message this one answers.</summary>
    public Guid? AnswerTo { get; init; }

    /// <summary>Files that go with it.</summary>
    public List<Anlage> Anlagen { get; init; } = [];

    /// <summary>True where the citizen wrote it.</summary>
    public bool IsFromCitizen => Art is NachrichtArt.Antwort or NachrichtArt.Schreiben;

    /// <summary>Subject of its Protokoll entries.</summary>
    public string Subject => $"nachricht:{Id}";
}

/// <summary>A file attached to a message.</summary>
public sealed class Anlage
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The message.</summary>
    public Guid NachrichtId { get; init; }

    /// <summary>File name.</summary>
    public required string Name { get; init; }

    /// <summary>MIME type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Where its bytes lie in the Ablage.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }
}
