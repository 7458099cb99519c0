using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Leineweber.Leistungen;

/// <summary>The words of a service in English. Lists go line by line with the German ones; the law it rests on stays German.</summary>
public sealed record Englisch
{
    /// <summary>Who may have it; Markdown.</summary>
    public string Wer { get; init; } = "";

    /// <summary>The steps.</summary>
    public IReadOnlyList<string> Ablauf { get; init; } = [];

    /// <summary>Papers one needs.</summary>
    public IReadOnlyList<string> Unterlagen { get; init; } = [];

    /// <summary>What each fee is for; the amount is that of the German line. "For what | amount" says an amount that is a phrase.</summary>
    public IReadOnlyList<string> Kosten { get; init; } = [];

    /// <summary>How long it takes.</summary>
    public string Dauer { get; init; } = "";

    /// <summary>What time limit the citizen must keep.</summary>
    public string Frist { get; init; } = "";

    /// <summary>What else to know; Markdown.</summary>
    public string Hinweise { get; init; } = "";

    /// <summary>Mark of the German words this was written for; another mark today means that the German is newer.</summary>
    public string Zu { get; init; } = "";

    /// <summary>True where nothing is written.</summary>
    public bool IsEmpty() => Wer.Length + Dauer.Length + Frist.Length + Hinweise.Length + Ablauf.Count + Unterlagen.Count + Kosten.Count == 0;

    /// <summary>The words that carry the mark of the German they belong to.</summary>
    /// <param name="next">As saved now.</param>
    /// <param name="before">As they were, or null for a new service.</param>
    public static Leistungsinhalt Mark(Leistungsinhalt next, Leistungsinhalt? before)
    {
        if (next.Englisch is not { } english || english.IsEmpty())
        {
            return next with { Englisch = null };
        }

        if (english.Zu.Length > 0)
        {
            return next;
        }

        var isKept = before?.Englisch is not null && Words(before) == Words(next);
        return next with { Englisch = english with { Zu = isKept ? before!.Englisch!.Zu : MarkOf(next) } };
    }

    /// <summary>Mark of the German words, 16 hexadecimal digits; amounts and links do not count, as both languages share them.</summary>
    public static string MarkOf(Leistungsinhalt words)
    {
        var german = JsonSerializer.Serialize(new object[]
        {
            words.Name, words.Titel, words.Teaser, words.Wer, words.Ablauf, words.Unterlagen, words.Kosten.Select(fee => fee.Text), words.Dauer, words.Frist, words.Hinweise,
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(german)))[..16];
    }

    /// <summary>
    /// The words as they are, with the English of a newer collection where nobody has written any: name, title and teaser each, the details as a whole.
    /// A part whose German an editor has changed since is left out, as its English would say something else.
    /// </summary>
    /// <param name="there">The words as they are.</param>
    /// <param name="file">The words of the collection.</param>
    public static Leistungsinhalt TopUp(Leistungsinhalt there, Leistungsinhalt file)
    {
        static string One(string english, bool isSame, string offered) => english.Length == 0 && isSame ? offered : english;
        var topped = there with
        {
            NameEn = One(there.NameEn, there.Name == file.Name, file.NameEn),
            TitelEn = One(there.TitelEn, there.Titel == file.Titel, file.TitelEn),
            TeaserEn = One(there.TeaserEn, there.Teaser == file.Teaser, file.TeaserEn),
        };
        return there.Englisch?.IsEmpty() == false || file.Englisch is not { } offered ? topped : topped with
        {
            Englisch = new Englisch
            {
                Wer = there.Wer == file.Wer ? offered.Wer : "",
                Ablauf = there.Ablauf.SequenceEqual(file.Ablauf) ? offered.Ablauf : [],
                Unterlagen = there.Unterlagen.SequenceEqual(file.Unterlagen) ? offered.Unterlagen : [],
                Kosten = there.Kosten.Select(fee => fee.Text).SequenceEqual(file.Kosten.Select(fee => fee.Text)) ? offered.Kosten : [],
                Dauer = there.Dauer == file.Dauer ? offered.Dauer : "",
                Frist = there.Frist == file.Frist ? offered.Frist : "",
                Hinweise = there.Hinweise == file.Hinweise ? offered.Hinweise : "",
                Zu = MarkOf(file),
            } is var kept && !kept.IsEmpty() ? kept : null,
        };
    }

    private static string Words(Leistungsinhalt words) =>
        JsonSerializer.Serialize(new object?[] { words.NameEn, words.TitelEn, words.TeaserEn, words.Englisch! with { Zu = "" } });
}
