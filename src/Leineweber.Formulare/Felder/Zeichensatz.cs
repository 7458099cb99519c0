using System.Globalization;
using System.Text;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>Which characters an answer may hold: those of DIN 91379 and common signs, so that registers, XML and letters can carry them.</summary>
internal static class Zeichensatz
{
    /// <summary>Brings a text into shape: NFC, line feeds, no characters that cannot be seen.</summary>
    /// <returns>The text, or a message naming the character that does not go.</returns>
    public static (string Text, string? Problem) Clean(string text, bool lines)
    {
        if (IsDamaged(text))
        {
            return (text, T("Der Text enthält ein beschädigtes Zeichen. Bitte geben Sie ihn neu ein, statt ihn zu kopieren."));
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                clean.Append(lines ? '\n' : ' ');
            }
            else if (rune.Value is '\t' or 0xA0 or 0x202F or 0x2009)
            {
                clean.Append(' ');
            }
            else if (IsInvisible(rune))
            {
                // Soft hyphens, zero-width and direction marks come along when copying; nobody typed them.
            }
            else if (!IsAllowed(rune))
            {
                return (text, IsSign(rune)
                    ? T("Das Zeichen „{0}“ können unsere Register nicht speichern. Bitte schreiben Sie es anders oder lassen Sie es weg.", rune)
                    : T("Der Text enthält ein Zeichen, das wir nicht verarbeiten können. Bitte geben Sie ihn neu ein, statt ihn zu kopieren."));
            }
            else
            {
                clean.Append(rune);
            }
        }

        return (clean.ToString().Trim(), null);
    }

    /// <summary>Halves of surrogate pairs and U+FFFE are no signs; the framework would throw.</summary>
    private static bool IsDamaged(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] == '\uFFFE')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInvisible(Rune rune) =>
        rune.Value == 0xAD || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value != 0xFFFE);

    private static bool IsSign(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    // Latin with all diacritics, Greek and Cyrillic (datatype E of DIN 91379), and the signs people use in sentences, addresses and amounts.
    private static bool IsAllowed(Rune rune) => rune.Value switch
    {
        >= 0x20 and <= 0x7E => true,
        >= 0xA1 and <= 0x24F => true,
        >= 0x259 and <= 0x292 => true,
        >= 0x2B0 and <= 0x2FF => true,
        >= 0x300 and <= 0x36F => true,
        >= 0x370 and <= 0x52F => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned,
        >= 0x1D00 and <= 0x1DBF => true,
        >= 0x1E00 and <= 0x1FFF => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned,
        >= 0x2010 and <= 0x2027 or >= 0x2030 and <= 0x205E => true,
        >= 0x2070 and <= 0x209C => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned,
        >= 0x20A0 and <= 0x20C0 => true,
        >= 0x2100 and <= 0x214F or >= 0x2150 and <= 0x218B => true,
        >= 0x2190 and <= 0x21FF or >= 0x2200 and <= 0x22FF => true,
        0x2C6D or 0x2C70 or 0xA78B or 0xA78C => true,
        _ => false,
    };
}
