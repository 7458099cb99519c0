using System.Globalization;
using System.Text;

namespace Leineweber.Foundation.Uploads;

/// <summary>Makes names of files harmless and still recognisable for the person who gave them.</summary>
public static class FileName
{
    private const int Longest = 120;

    /// <summary>A safe name with the given extension: no path, no control or direction characters, composed Unicode, at most 120 characters.</summary>
    public static string Safe(string? name, string extension)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var kept = new StringBuilder();
        foreach (var rune in WellFormed.Normalize(last, NormalizationForm.FormC).EnumerateRunes())
        {
            if (!IsHarmful(rune))
            {
                kept.Append(rune);
            }
        }

        var stem = Path.GetFileNameWithoutExtension(kept.ToString()).Trim(' ', '.', '-', '_');
        if (stem.Length > Longest - extension.Length)
        {
            stem = stem[..(Longest - extension.Length)].TrimEnd('\uD800', ' ', '.');
            stem = char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem;
        }

        return (stem.Length == 0 ? "Datei" : IsDevice(stem) ? "Datei-" + stem : stem) + extension;
    }

    /// <summary>Windows takes these names for devices, whatever ending follows; a file of that name cannot be saved there.</summary>
    private static bool IsDevice(string stem) => stem.Split('.')[0].TrimEnd().ToUpperInvariant()
        is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$" or ['C', 'O', 'M', _] or ['L', 'P', 'T', _];

    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar || rune.Value is '<' or '>' or '"' or '|' or '?' or '*' or ':';
}
