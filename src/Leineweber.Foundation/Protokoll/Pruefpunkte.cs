using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Tlog;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>The signed checkpoints of a tenant: those in its database and those in the file outside of it.</summary>
internal static class Pruefpunkte
{
    /// <summary>All checkpoints, smallest first.</summary>
    /// <exception cref="InvalidDataException">The public key is gone, or a checkpoint bears no valid signature.</exception>
    public static async Task<List<Checkpoint>> Read(TenantSpace space, LeineweberDb db, CancellationToken cancel)
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
