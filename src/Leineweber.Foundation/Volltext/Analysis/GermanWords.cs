using System.Globalization;
using System.Text;

namespace Leineweber.Foundation.Volltext.Analysis;

/// <summary>Cuts text into words and brings words that people take for the same to the same form: small letters, ä = ae = a, ß = ss, é = e,
/// and without the endings of inflection.</summary>
/// <remarks>The endings follow the "light" stemmer for German by Jacques Savoy (University of Neuchâtel, 2006), with -ung added,
/// so that <c>Anmeldung</c> meets <c>anmelden</c>.</remarks>
public static class GermanWords
{
    /// <summary>Longest word that is looked at; longer ones are cut.</summary>
    public const int LongestWord = 60;

    private static readonly HashSet<string> Stop = [.. ((string[])
    [
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "und", "oder", "in", "im", "ins", "an", "am", "ans", "auf", "zu", "zum", "zur", "von", "vom",
        "mit", "bei", "beim", "für", "fürs", "aus", "über", "um", "als", "ist", "sind", "war", "wird", "werden", "ich", "du", "er", "sie", "es", "wir", "ihr", "mir", "mich", "mein", "meine", "meinen",
        "meinem", "meiner", "meines", "unser", "unsere", "unseren", "sein", "seine", "will", "wollen", "möchte", "möchten", "kann", "können", "muss", "müssen", "soll", "darf", "habe", "haben", "hab",
        "hat", "brauche", "brauchen", "braucht", "bekomme", "bekommen", "wo", "wie", "was", "wer", "wann", "warum", "welche", "welches", "man", "sich", "nicht", "auch", "nach", "bitte", "hier", "gibt", "lassen", "jemand", "wegen", "weil", "möglich", "machen", "vor",
        "the", "a", "of", "to", "for", "my", "i", "how", "where", "what", "do", "is", "and", "or", "want", "need", "can", "get",
    ]).Select(Fold)];

    /// <summary>The words of a text in their order, folded. Never throws, whatever the text holds.</summary>
    public static IEnumerable<string> Cut(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            yield break;
        }

        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || IsMark(text[i]) || (text[i] == '\u00AD' && start >= 0));
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                if (Fold(text.AsSpan(start, Math.Min(i - start, LongestWord)).ToString()) is { Length: > 0 } word)
                {
                    yield return word;
                }

                start = -1;
            }
        }
    }

    /// <summary>A word in the form in which spellings meet: <c>Straße</c>, <c>strasse</c> and <c>STRASSE</c>; <c>Gebühr</c> and <c>gebuehr</c>.</summary>
    public static string Fold(string word)
    {
        var plain = new StringBuilder(word.Length + 4);
        foreach (var c in WellFormed.Normalize(word.ToLowerInvariant(), NormalizationForm.FormKD))
        {
            _ = c switch
            {
                'ß' => plain.Append("ss"),
                'æ' => plain.Append('a'),
                'ø' or 'œ' => plain.Append('o'),
                'ł' => plain.Append('l'),
                'đ' or 'ð' => plain.Append('d'),
                'ı' => plain.Append('i'),
                _ when char.IsLetterOrDigit(c) => plain.Append(c),
                _ => plain,
            };
        }

        return Umlauts(plain);
    }

    /// <summary>A folded word without the endings of inflection.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || word.Any(char.IsAsciiDigit))
        {
            return word;
        }

        var end = word.Length;
        bool Ends(string ending, int atLeast) => end >= atLeast + ending.Length && word.AsSpan(0, end).EndsWith(ending, StringComparison.Ordinal);
        bool After(string letters, string ending, int atLeast) => Ends(ending, atLeast) && letters.Contains(word[end - ending.Length - 1], StringComparison.Ordinal);
        end -= Ends("ern", 3) ? 3
            : Ends("en", 3) || Ends("em", 3) || Ends("er", 3) || Ends("es", 3) ? 2
            // Hunds, but not Ausweis; Titeln, but not Verein.
            : Ends("e", 3) || After("bdfghklmnt", "s", 3) || After("lr", "n", 4) ? 1
            : 0;
        end -= Ends("est", 3) || Ends("ung", 4) ? 3 : Ends("er", 4) || Ends("en", 4) || After("bdfghklmnt", "st", 4) ? 2 : 0;
        return word[..end];
    }

    /// <summary>True for words that say nothing about the matter: "der", "ich", "wo" …</summary>
    public static bool IsStop(string folded) => Stop.Contains(folded);

    // ae, oe, ue mean ä, ö, ü except after a vowel or q: Steuer, neue, Quelle stay.
    private static string Umlauts(StringBuilder plain)
    {
        var folded = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var before = folded.Length > 0 ? folded[^1] : ' ';
            var dropped = plain[i] == 'e' && i > 0 && (before is 'a' or 'o' || (before == 'u' && !(folded.Length > 1 && folded[^2] is 'a' or 'e' or 'i' or 'o' or 'u' or 'q')));
            if (!dropped)
            {
                folded.Append(plain[i]);
            }
        }

        return folded.ToString();
    }

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
