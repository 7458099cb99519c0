using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A street with its postcode and district; a long street has one entry for each postcode.</summary>
internal sealed record Strasse(string Name, string Plz, string Bezirk);

/// <summary>The city's streets: checks and suggests. Without a register every street is taken as written.</summary>
internal sealed class Strassenverzeichnis
{
    public static readonly Strassenverzeichnis Empty = new([]);

    private readonly ILookup<string, Strasse> byName;
    private readonly (string Folded, Strasse Street)[] all;

    public Strassenverzeichnis(IEnumerable<Strasse> streets)
    {
        all = [.. streets.OrderBy(street => street.Name, StringComparer.Ordinal).Select(street => (Fold(street.Name), street))];
        byName = all.ToLookup(entry => entry.Folded, entry => entry.Street);
    }

    public int Count => all.Length;

    /// <summary>The entries of a street, however it is spelled ("Str.", "strasse", capitals, umlauts).</summary>
    public IEnumerable<Strasse> Find(string name) => byName[Fold(name)];

    /// <summary>Streets that begin with the text, then those that contain it, then those spelled alike.</summary>
    public IReadOnlyList<Strasse> Suggest(string text, int most)
    {
        var folded = Fold(text);
        if (folded.Length < 2)
        {
            return [];
        }

        var close = all.Where(entry => entry.Folded.StartsWith(folded, StringComparison.Ordinal))
            .Concat(all.Where(entry => entry.Folded.Contains(folded, StringComparison.Ordinal)))
            .Concat(all.Select(entry => (entry, Distance: Distance(entry.Folded, folded))).Where(pair => pair.Distance <= Math.Max(1, folded.Length / 4))
                .OrderBy(pair => pair.Distance).Select(pair => pair.entry));
        return [.. close.Select(entry => entry.Street).DistinctBy(street => (street.Name, street.Plz)).Take(most)];
    }

    /// <summary>What is not right with street and postcode: the input and the message; null where they fit.</summary>
    public (string Input, string Message)? Problem(string street, string plz)
    {
        if (all.Length == 0)
        {
            return null;
        }

        var entries = Find(street).ToList();
        return entries.Count == 0
            ? ("strasse", T("Die Straße „{0}“ steht nicht im Straßenverzeichnis der Stadt. Bitte wählen Sie einen Vorschlag oder prüfen Sie die Schreibweise.", street))
            : entries.All(entry => entry.Plz != plz)
                ? ("plz", T("Zu dieser Straße gehört die Postleitzahl {0}.", string.Join(T(" oder "), entries.Select(entry => entry.Plz).Distinct())))
                : null;
    }

    private static string Fold(string name)
    {
        var lower = name.Trim().ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Replace("ä", "ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal);
        var letters = new string([.. lower.Where(char.IsLetterOrDigit)]);
        return lower.EndsWith("str.", StringComparison.Ordinal) || lower.EndsWith("str", StringComparison.Ordinal) ? letters + "asse" : letters;
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}
