using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>A piece of text that stayed, came or went.</summary>
/// <param name="Kind">0 stayed, 1 came, -1 went.</param>
/// <param name="Text">The words.</param>
public sealed record Textstueck(int Kind, string Text);

/// <summary>What changed in one field between two versions, word by word.</summary>
/// <param name="Field">Name of the field as editors know it.</param>
/// <param name="Pieces">The text of both versions in one.</param>
public sealed record Feldvergleich(string Field, IReadOnlyList<Textstueck> Pieces)
{
    private const int MostWords = 1500;

    /// <summary>The fields that differ.</summary>
    public static IReadOnlyList<Feldvergleich> Of(Leistungsinhalt before, Leistungsinhalt after) =>
        [.. Fields(before).Zip(Fields(after)).Where(pair => pair.First.Text != pair.Second.Text).Select(pair => new Feldvergleich(pair.First.Name, Compare(pair.First.Text, pair.Second.Text)))];

    private static IEnumerable<(string Name, string Text)> Fields(Leistungsinhalt words) =>
    [
        (T("Amtlicher Name"), words.Name),
        (T("Name auf Englisch"), words.NameEn),
        (T("Titel für Bürgerinnen und Bürger"), words.Titel),
        (T("Titel auf Englisch"), words.TitelEn),
        (T("Worum geht es? Ein Satz."), words.Teaser),
        (T("Der Satz auf Englisch"), words.TeaserEn),
        (T("Suchworte"), Lines(words.Suchworte)),
        (T("Zuständige Stelle"), words.Stelle),
        (T("Für wen?"), string.Join(", ", words.Zielgruppen.Select(key => Zielgruppe.Find(key)?.Title ?? key))),
        (T("In welchen Lebenslagen?"), string.Join(", ", words.Lebenslagen)),
        (T("Wer kann das nutzen?"), words.Wer),
        (T("Unterlagen"), Lines(words.Unterlagen)),
        (T("Ablauf"), Lines(words.Ablauf)),
        (T("Kosten"), words.Kostenfrei && words.Kosten.Count == 0 ? T("kostenfrei") : Lines(words.Kosten.Select(fee => $"{fee.Text}: {fee.Betrag}"))),
        (T("Wie lange dauert es?"), words.Dauer),
        (T("Welche Frist ist einzuhalten?"), words.Frist),
        (T("Gut zu wissen"), words.Hinweise),
        (T("Rechtsgrundlagen"), Lines(words.Rechtsgrundlagen)),
        (T("Online"), words.Online is { } online ? $"{online.Formular}{online.Url} {online.Minuten}".Trim() : ""),
        (T("Termin"), words.Termin ? T("ja") : T("nein")),
        (T("Englisch: Wer kann das nutzen?"), words.Englisch?.Wer ?? ""),
        (T("Englisch: Unterlagen"), Lines(words.Englisch?.Unterlagen ?? [])),
        (T("Englisch: Ablauf"), Lines(words.Englisch?.Ablauf ?? [])),
        (T("Englisch: Kosten"), Lines(words.Englisch?.Kosten ?? [])),
        (T("Englisch: Wie lange dauert es?"), words.Englisch?.Dauer ?? ""),
        (T("Englisch: Welche Frist ist einzuhalten?"), words.Englisch?.Frist ?? ""),
        (T("Englisch: Gut zu wissen"), words.Englisch?.Hinweise ?? ""),
    ];

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>The longest common sequence of words stays, the rest went or came; texts too long for that are shown one after the other.</summary>
    internal static IReadOnlyList<Textstueck> Compare(string before, string after)
    {
        var (old, next) = (Words(before), Words(after));
        if (old.Length > MostWords || next.Length > MostWords)
        {
            return [new(-1, before), new(1, after)];
        }

        var length = new int[old.Length + 1, next.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = next.Length - 1; j >= 0; j--)
            {
                length[i, j] = old[i] == next[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var pieces = new List<Textstueck>();
        for (int i = 0, j = 0; i < old.Length || j < next.Length;)
        {
            if (i < old.Length && j < next.Length && old[i] == next[j])
            {
                Put(pieces, 0, old[i++]);
                j++;
            }
            else if (i < old.Length && (j == next.Length || length[i + 1, j] >= length[i, j + 1]))
            {
                Put(pieces, -1, old[i++]);
            }
            else
            {
                Put(pieces, 1, next[j++]);
            }
        }

        return pieces;
    }

    private static void Put(List<Textstueck> pieces, int kind, string word)
    {
        if (pieces.Count > 0 && pieces[^1].Kind == kind)
        {
            pieces[^1] = new Textstueck(kind, pieces[^1].Text + " " + word);
        }
        else
        {
            pieces.Add(new Textstueck(kind, word));
        }
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
