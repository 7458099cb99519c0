using System.Text;

namespace Leineweber.Foundation;

/// <summary>Texts that may hold anything a request can carry.</summary>
public static class WellFormed
{
    /// <summary>The normal form of any text; what no text may hold (halves of surrogate pairs, U+FFFE) becomes U+FFFD, where the framework would throw.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        if (!text.Any(IsDoubtful))
        {
            return text.Normalize(form);
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append((rune.Value == 0xFFFE ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString().Normalize(form);
    }

    private static bool IsDoubtful(char c) => char.IsSurrogate(c) || c == '\uFFFE';
}
