using System.Globalization;
using System.Text;
using Leineweber.Foundation;

namespace Leineweber.Akten;

/// <summary>A word under which a Vorgang is found in its office: from its Betreff, folded, so that a search goes down an index instead of through all rows.</summary>
public sealed class Suchwort
{
    /// <summary>Longest word kept; what is longer is cut.</summary>
    public const int Longest = 40;

    private const int MostWords = 24;

    /// <summary>The office, first in the key: nobody searches where nothing is theirs.</summary>
    public required string UnitNummer { get; init; }

    /// <summary>The word, folded.</summary>
    public required string Wort { get; init; }

    /// <summary>The Vorgang.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>The words of a text, folded, each once: lower case, ä as ae, ß as ss, no accents; single letters are no words.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Fold(text).Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                if (word.Length < Longest)
                {
                    word.Append(c);
                }

                continue;
            }

            if (word.Length > 1 && words.Count < MostWords && !words.Contains(word.ToString()))
            {
                words.Add(word.ToString());
            }

            word.Clear();
        }

        return words;
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        var plain = text.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
        foreach (var c in WellFormed.Normalize(plain, NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }
}
