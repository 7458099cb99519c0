using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>What an offline check of a tenant's Protokoll found.</summary>
/// <param name="Entries">Entries checked.</param>
/// <param name="Checkpoints">Signed checkpoints checked.</param>
/// <param name="Problem">What is wrong, as a German sentence naming the first bad entry; null where all is well.</param>
/// <param name="FirstBad">Number of the first bad entry, or null.</param>
public sealed record ProtokollFinding(long Entries, int Checkpoints, string? Problem, long? FirstBad);

/// <summary>Proves that no entry was changed, removed or reordered: rebuilds the tree and holds it against every signed checkpoint.</summary>
public static class ProtokollVerifier
{
    private static readonly TimeSpan LongestUnsigned = TimeSpan.FromDays(1);

    /// <summary>Checks one tenant; reads only.</summary>
    public static async Task<ProtokollFinding> Verify(TenantSpace space, CancellationToken cancel)
    {
        await using var db = space.OpenForReading();
        var checkpoints = await Checkpoints(space, db, cancel);
        var tree = new MerkleTree();
        var seen = 0;
        var lastGood = 0L;
        await foreach (var row in db.Set<ProtokollRow>().OrderBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var seq = tree.Size;
            if (Check(row, tree) is { } problem)
            {
                return Bad(seq, seen, problem);
            }

            foreach (var checkpoint in checkpoints.Where(checkpoint => checkpoint.Size == tree.Size))
            {
                if (!checkpoint.Root.AsSpan().SequenceEqual(tree.Root))
                {
                    return Bad(lastGood, seen, $"Die Einträge {lastGood} bis {tree.Size - 1} sind nicht mehr die, die der Prüfpunkt über {checkpoint.Size} Einträge bestätigt hat.");
                }

                lastGood = tree.Size;
                seen++;
            }
        }

        if (checkpoints.Find(checkpoint => checkpoint.Size > tree.Size) is { } longer)
        {
            return Bad(tree.Size, seen, $"Eintrag {tree.Size} fehlt: ein Prüfpunkt bestätigt {longer.Size} Einträge, vorhanden sind {tree.Size}.");
        }

        var head = await db.Set<ProtokollHead>().SingleOrDefaultAsync(row => row.Id == 1, cancel);
        if ((head?.Size ?? 0) != tree.Size)
        {
            return Bad(Math.Min(head?.Size ?? 0, tree.Size), seen, $"Eintrag {Math.Min(head?.Size ?? 0, tree.Size)}: der Stand nennt {head?.Size ?? 0} Einträge, vorhanden sind {tree.Size}.");
        }

        return seen == 0 && await SignedOnce(space, db, cancel) is { } missing
            ? Bad(0, seen, missing)
            : new ProtokollFinding(tree.Size, seen, null, null);
    }

    /// <summary>Entries without a single checkpoint are only in order in a municipality that is new.</summary>
    private static async Task<string?> SignedOnce(TenantSpace space, LeineweberDb db, CancellationToken cancel)
    {
        var first = await db.Set<ProtokollRow>().OrderBy(row => row.Seq).Select(row => (DateTime?)row.At).FirstOrDefaultAsync(cancel);
        if (first is null)
        {
            return null;
        }

        if (File.Exists(Path.Combine(space.Folder, "protokoll.pub")) || File.Exists(Path.Combine(space.Folder, "schluessel", "protokoll.ed25519")))
        {
            return "Eintrag 0 und alle folgenden sind nicht mehr belegt: Es gibt keinen Prüfpunkt, obwohl schon welche unterschrieben wurden. Die Prüfpunkte wurden in der Datenbank und im Ordner gelöscht.";
        }

        return first < space.Clock.Now() - LongestUnsigned
            ? $"Eintrag 0 und alle folgenden sind nicht belegt: Der erste Eintrag ist vom {first:dd.MM.yyyy}, und es gibt keinen Prüfpunkt. Entweder wurden Schlüssel und Prüfpunkte gelöscht, oder es läuft kein Prozess, der Aufträge erledigt."
            : null;
    }

    private static ProtokollFinding Bad(long first, int seen, string problem) => new(first, seen, problem, first);

    private static string? Check(ProtokollRow row, MerkleTree tree)
    {
        var seq = tree.Size;
        if (row.Seq != seq)
        {
            return $"Eintrag {seq} fehlt; der nächste vorhandene ist {row.Seq}.";
        }

        if (row.Content is not null && ProtokollRow.HashOfContent(row.Salt ?? "", row.Content) != row.ContentHash)
        {
            return $"Eintrag {seq} wurde verändert: Wer, Was oder Warum stimmt nicht mit seinem Fingerabdruck überein.";
        }

        var leaf = row.ComputeLeaf();
        if (Convert.ToHexStringLower(leaf) != row.LeafHash)
        {
            return $"Eintrag {seq} wurde verändert: Zeit, Handelnde, Vorgang oder Inhalt stimmen nicht mit seinem Fingerabdruck überein.";
        }

        tree.Append(leaf);
        return Convert.ToHexStringLower(tree.Root) == row.RootHash
            ? null
            : $"Eintrag {seq} wurde verändert oder verschoben: der Baum bis hierher ergibt eine andere Wurzel.";
    }

    private static async Task<List<Checkpoint>> Checkpoints(TenantSpace space, LeineweberDb db, CancellationToken cancel)
    {
        var notes = await db.Set<ProtokollCheckpoint>().Select(row => row.Note).ToListAsync(cancel);
        var file = Path.Combine(space.Folder, "protokoll.pruefpunkte");
        if (File.Exists(file))
        {
            notes.AddRange(NotesIn(await File.ReadAllLinesAsync(file, cancel)));
        }

        // The public half is enough, and in a copy without private keys it is all there is.
        var publicKey = Path.Combine(space.Folder, "protokoll.pub");
        if (!File.Exists(publicKey) || !NoteKey.TryParse((await File.ReadAllTextAsync(publicKey, cancel)).Trim(), out var key))
        {
            return notes.Count == 0 ? [] : throw new InvalidDataException("Der öffentliche Schlüssel der Prüfpunkte fehlt (protokoll.pub).");
        }

        var checkpoints = new List<Checkpoint>();
        foreach (var note in notes.Distinct())
        {
            if (!Checkpoint.TryOpen(System.Text.Encoding.UTF8.GetBytes(note), key, ProtokollKey.NameOf(space.Tenant), ProtokollKey.Verify, out var checkpoint))
            {
                throw new InvalidDataException("Ein Prüfpunkt trägt keine gültige Signatur.");
            }

            checkpoints.Add(checkpoint);
        }

        return [.. checkpoints.OrderBy(checkpoint => checkpoint.Size)];
    }

    /// <summary>A note is text lines, an empty line, signature lines; notes in the file are followed by an empty line.</summary>
    private static IEnumerable<string> NotesIn(IReadOnlyList<string> lines)
    {
        var note = new System.Text.StringBuilder();
        var signed = false;
        foreach (var line in lines)
        {
            if (line.Length == 0 && signed)
            {
                yield return note.ToString();
                note.Clear();
                signed = false;
                continue;
            }

            signed |= line.StartsWith("— ", StringComparison.Ordinal);
            note.Append(line).Append('\n');
        }
    }
}
