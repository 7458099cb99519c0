using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
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

    /// <summary>Checks one tenant; reads only. What is entered meanwhile is not looked at.</summary>
    public static async Task<ProtokollFinding> Verify(TenantSpace space, CancellationToken cancel)
    {
        await using var db = space.OpenForReading();
        // The checkpoints first: entries they sign are there by then.
        var checkpoints = await Pruefpunkte.Read(space, db, cancel);
        var end = await End(db, cancel);
        var rebuilt = new Neuaufbau(space, db, checkpoints);
        if (await rebuilt.Run(end.Entries, cancel) is { } problem)
        {
            return new ProtokollFinding(problem.First, rebuilt.Seen, problem.Text, problem.First);
        }

        var size = rebuilt.Tree.Size;
        if (checkpoints.Find(checkpoint => checkpoint.Size > size) is { } longer)
        {
            return Bad(size, $"Eintrag {size} fehlt: ein Prüfpunkt bestätigt {longer.Size} Einträge, vorhanden sind {size}.");
        }

        if (end.Size != size)
        {
            return Bad(Math.Min(end.Size, size), $"Eintrag {Math.Min(end.Size, size)}: der Stand nennt {end.Size} Einträge, vorhanden sind {size}.");
        }

        if (size > 0 && end.Tree != Convert.ToBase64String(rebuilt.Tree.ToBytes()))
        {
            return Bad(size, $"Eintrag {size}: der Stand wurde verändert, der nächste Eintrag würde an einen anderen Baum anschließen.");
        }

        return rebuilt.Seen == 0 && await SignedOnce(space, db, cancel) is { } missing
            ? Bad(0, missing)
            : new ProtokollFinding(size, rebuilt.Seen, null, null);

        ProtokollFinding Bad(long first, string text) => new(first, rebuilt.Seen, text, first);
    }

    /// <summary>Where the Protokoll ends by its rows and by its growing edge, both at one moment.</summary>
    private static async Task<(long Entries, long Size, string Tree)> End(LeineweberDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT (SELECT MAX(seq) FROM protokoll_eintrag), (SELECT size FROM protokoll_stand WHERE id = 1), (SELECT tree FROM protokoll_stand WHERE id = 1)";
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.IsDBNull(0) ? 0 : row.GetInt64(0) + 1, row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? "" : row.GetString(2));
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
}
