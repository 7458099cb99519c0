using Leineweber.Foundation;

namespace Leineweber.Leistungen.Read;

/// <summary>A text in the reader's language, or in German where there is no other.</summary>
/// <param name="Text">The words; empty where there are none.</param>
/// <param name="Lang"><c>de</c> where an English reader gets German, else null.</param>
public sealed record Fassung(string Text, string? Lang);

/// <summary>A list in the reader's language, or in German where there is no other.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Lang"><c>de</c> where an English reader gets German, else null.</param>
public sealed record Listenfassung(IReadOnlyList<string> Items, string? Lang);

/// <summary>A fee in the reader's language.</summary>
/// <param name="Text">What for.</param>
/// <param name="Amount">The amount.</param>
public sealed record Gebuehr(string Text, string Amount);

/// <summary>The words of a service in the reader's language. An English list counts only where it has as many lines as the German one, so that nothing is lost.</summary>
public sealed class Leistungstexte
{
    private Leistungstexte(Leistungsinhalt words, Englisch? english)
    {
        Wer = Text(words.Wer, english?.Wer);
        Ablauf = List(words.Ablauf, english?.Ablauf);
        Unterlagen = List(words.Unterlagen, english?.Unterlagen);
        Dauer = Text(words.Dauer, english?.Dauer);
        Frist = Text(words.Frist, english?.Frist);
        Hinweise = Text(words.Hinweise, english?.Hinweise);
        var what = List([.. words.Kosten.Select(fee => fee.Text)], english?.Kosten);
        KostenLang = what.Lang;
        Kosten = [.. words.Kosten.Zip(what.Items, Fee)];
        HasGerman = new[] { Wer.Lang, Ablauf.Lang, Unterlagen.Lang, KostenLang, Dauer.Lang, Frist.Lang, Hinweise.Lang }.Any(lang => lang is not null);
        IsOlder = Sprache.IsEnglish && english is not null && english.Zu.Length > 0 && english.Zu != Englisch.MarkOf(words);
    }

    /// <summary>Who may have it; Markdown.</summary>
    public Fassung Wer { get; }

    /// <summary>The steps.</summary>
    public Listenfassung Ablauf { get; }

    /// <summary>Papers one needs.</summary>
    public Listenfassung Unterlagen { get; }

    /// <summary>Fees.</summary>
    public IReadOnlyList<Gebuehr> Kosten { get; }

    /// <summary><c>de</c> where an English reader gets the fees in German, else null.</summary>
    public string? KostenLang { get; }

    /// <summary>How long it takes.</summary>
    public Fassung Dauer { get; }

    /// <summary>The time limit.</summary>
    public Fassung Frist { get; }

    /// <summary>What else to know; Markdown.</summary>
    public Fassung Hinweise { get; }

    /// <summary>True where an English reader gets some of it in German.</summary>
    public bool HasGerman { get; }

    /// <summary>True where an English reader gets words from before the German ones were changed.</summary>
    public bool IsOlder { get; }

    /// <summary>The words of a service for the reader of this page.</summary>
    public static Leistungstexte Of(Leistungsinhalt words) => new(words, words.Englisch);

    private static Fassung Text(string german, string? english) =>
        !Sprache.IsEnglish || german.Length == 0 ? new(german, null) : string.IsNullOrEmpty(english) ? new(german, "de") : new(english, null);

    private static Listenfassung List(IReadOnlyList<string> german, IReadOnlyList<string>? english) =>
        !Sprache.IsEnglish || german.Count == 0 ? new(german, null) : english?.Count == german.Count ? new(english, null) : new(german, "de");

    private static Gebuehr Fee(Kostenzeile fee, string text)
    {
        var at = Sprache.IsEnglish ? text.LastIndexOf('|') : -1;
        return at < 0 ? new(text, fee.Shown()) : new(text[..at].Trim(), text[(at + 1)..].Trim());
    }
}
