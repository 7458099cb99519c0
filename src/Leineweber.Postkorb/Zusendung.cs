namespace Leineweber.Postkorb;

/// <summary>What an office wants delivered.</summary>
/// <param name="KontoId">To whom.</param>
/// <param name="Art">Kind of message.</param>
/// <param name="Betreff">Subject line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Absender">Name of the office.</param>
/// <param name="Bezug">What it belongs to.</param>
public sealed record Zusendung(Guid KontoId, NachrichtArt Art, string Betreff, string Text, string Absender, string Bezug)
{
    /// <summary>Attachments, already in the Ablage.</summary>
    public IReadOnlyList<NeueAnlage> Anlagen { get; init; } = [];

    /// <summary>True where the citizen may answer.</summary>
    public bool AnswerAllowed { get; init; }

    /// <summary>Until when an answer is asked for.</summary>
    public DateOnly? AnswerBy { get; init; }

    /// <summary>The rule of its legal effect; null chooses by kind of message and of account.</summary>
    public BekanntgabeRegel? Regel { get; init; }
}

/// <summary>What a citizen writes of their own accord.</summary>
/// <param name="KontoId">Who writes.</param>
/// <param name="Betreff">Subject line; cut at 200 characters.</param>
/// <param name="Text">Plain text; cut at <see cref="Postkoerbe.LongestText"/> characters.</param>
/// <param name="Bezug">What it belongs to.</param>
/// <param name="Anlagen">Attachments, already in the Ablage.</param>
public sealed record Einsendung(Guid KontoId, string Betreff, string Text, string Bezug, IReadOnlyList<NeueAnlage> Anlagen);

/// <summary>A file to attach.</summary>
public sealed record NeueAnlage(string Name, string ContentType, string Sha256, long Size);
