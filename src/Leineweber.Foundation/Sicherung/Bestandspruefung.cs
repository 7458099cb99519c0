using System.Globalization;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Sicherung;

/// <summary>Holds all that a tenant has against each other: database, Protokoll, Ablage, search, jobs. Reads only.</summary>
public sealed class Bestandspruefung(LeineweberDb db, CurrentTenant tenant, Volltext.Volltext volltext, TimeProvider clock)
{
    /// <summary>Blobs nobody refers to are no news before this age: the change that refers to them may be under way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <summary>Checks everything.</summary>
    /// <param name="quick">True looks only whether blobs are there; false reads and compares each of them.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Bestandsbefund>> Run(bool quick, CancellationToken cancel)
    {
        List<Bestandsbefund> findings = [await Try("Datenbank", Database, cancel)];
        if (findings[0].Problem is not null)
        {
            return findings;
        }

        findings.Add(await Try("Protokoll", Protokoll, cancel));
        findings.Add(await Try("Ablage", stop => Blobs(quick, stop), cancel));
        findings.Add(await Try("Suche", Search, cancel));
        findings.Add(await Try("Aufträge", Jobs, cancel));
        return findings;
    }

    private static async Task<Bestandsbefund> Try(string part, Func<CancellationToken, Task<Bestandsbefund>> check, CancellationToken cancel)
    {
        try
        {
            return await check(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new Bestandsbefund(part, "", $"Die Prüfung ist gescheitert: {error.Message}");
        }
    }

    private async Task<Bestandsbefund> Database(CancellationToken cancel)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0)
        {
            return new Bestandsbefund("Datenbank", "", $"Die Datenbank ist auf einem alten Stand: {pending[0]} fehlt. Bitte 'leineweber migrate' aufrufen.");
        }

        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var problem = await Dialect.For(tenant.Space.Installation).Inspect(db.Database.GetDbConnection(), cancel);
            return new Bestandsbefund("Datenbank", $"{db.Model.GetEntityTypes().Count()} Arten von Zeilen, Schema auf neuem Stand", problem);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<Bestandsbefund> Protokoll(CancellationToken cancel)
    {
        var finding = await ProtokollVerifier.Verify(tenant.Space, cancel);
        return new Bestandsbefund("Protokoll", $"{Number(finding.Entries)} Einträge, {Number(finding.Checkpoints)} signierte Prüfpunkte", finding.Problem);
    }

    private async Task<Bestandsbefund> Blobs(bool quick, CancellationToken cancel)
    {
        // Listed first: what comes in meanwhile is then referred to and not listed, which is no fault.
        var stored = new Dictionary<string, StoredBlob>(StringComparer.Ordinal);
        await foreach (var blob in tenant.Space.Ablage.List(discarded: false, cancel))
        {
            stored[blob.Sha256] = blob;
        }

        var referred = await tenant.Space.ReferredBlobs(cancel);
        string? problem = null;
        long bytes = 0;
        var bad = 0;
        foreach (var reference in referred)
        {
            var (size, wrong) = await Look(reference, quick, cancel);
            bytes += size;
            bad += wrong is null ? 0 : 1;
            problem ??= wrong;
        }

        var names = referred.Select(reference => reference.Sha256).ToHashSet(StringComparer.Ordinal);
        var orphans = stored.Values.Count(blob => !names.Contains(blob.Sha256) && blob.At < clock.Now() - Grace);
        var told = $"{Number(referred.Count)} Dokumente {(quick ? "vorhanden" : $"gelesen und verglichen ({Number(bytes)} Byte)")}"
            + (orphans > 0 ? $"; {Number(orphans)} ohne Verweis" : "");
        return new Bestandsbefund("Ablage", told, problem is null || bad == 1 ? problem : $"{problem} Insgesamt sind {Number(bad)} Dokumente betroffen.");
    }

    private async Task<(long Size, string? Problem)> Look(BlobReference reference, bool quick, CancellationToken cancel)
    {
        try
        {
            if (quick)
            {
                return await tenant.Space.Ablage.Exists(reference.Sha256, cancel) ? (reference.Size ?? 0, null) : (0, $"Dokument {reference.Sha256} ({reference.Column}) fehlt.");
            }

            var length = (await tenant.Space.Ablage.Read(reference.Sha256, cancel)).LongLength;
            return reference.Size is { } size && size != length
                ? (length, $"Dokument {reference.Sha256} ({reference.Column}) hat {length} Byte; die Datenbank nennt {size}.")
                : (length, null);
        }
        catch (FileNotFoundException)
        {
            return (0, $"Dokument {reference.Sha256} ({reference.Column}) fehlt.");
        }
        catch (InvalidDataException)
        {
            return (0, $"Dokument {reference.Sha256} ({reference.Column}) ist beschädigt: sein Inhalt passt nicht zu seinem Fingerabdruck.");
        }
    }

    private async Task<Bestandsbefund> Search(CancellationToken cancel)
    {
        var told = new List<string>();
        foreach (var index in volltext.Indexes)
        {
            var stand = await volltext.Inspect(index, cancel);
            told.Add(stand switch
            {
                { IsThere: false } => $"{index} wird bei der ersten Frage gebaut",
                _ when stand.Stand > stand.Newest => $"{index} ist neuer als die Datenbank und wird bei der ersten Frage neu gebaut",
                _ when stand.Stand < stand.Newest => $"{index} holt {Number(stand.Newest - stand.Stand)} Änderungen bei der nächsten Frage nach",
                _ => $"{index} mit {Number(stand.Indexed)} Einträgen",
            });
            if (stand.IsThere && stand.Stand == stand.Newest && stand.Indexed != stand.Documents && stand.Newest == await volltext.NewestChange(index, cancel))
            {
                return new Bestandsbefund("Suche", "", $"Der Index {index} hat {Number(stand.Indexed)} Einträge, die Datenbank {Number(stand.Documents)}. Bitte 'leineweber index' aufrufen.");
            }
        }

        return new Bestandsbefund("Suche", string.Join(", ", told), null);
    }

    private async Task<Bestandsbefund> Jobs(CancellationToken cancel)
    {
        var groups = await db.Set<Job>().Where(job => job.Status != JobStatus.Done).GroupBy(job => new { job.Handler, job.Status })
            .Select(group => new { group.Key.Handler, group.Key.Status, Count = group.Count(), Oldest = group.Min(job => job.DueAt) }).ToListAsync(cancel);
        if (groups.Find(group => !JobCatalog.Knows(group.Handler)) is { } stranger)
        {
            return new Bestandsbefund("Aufträge", "", $"Für {Number(stranger.Count)} Aufträge '{stranger.Handler}' gibt es in dieser Version keine Bearbeitung.");
        }

        var parked = groups.Where(group => group.Status == JobStatus.Parked).Sum(group => group.Count);
        var waiting = groups.Where(group => group.Status == JobStatus.Waiting).Sum(group => group.Count);
        return new Bestandsbefund("Aufträge", $"{Number(waiting)} warten, {Number(parked)} angehalten{(parked > 0 ? " (bitte unter /amt/betrieb ansehen)" : "")}", null);
    }

    private static string Number(long number) => number.ToString("N0", German);
}

/// <summary>What the check found about one part.</summary>
/// <param name="Part">Which part, in German.</param>
/// <param name="Told">What was looked at, in figures.</param>
/// <param name="Problem">The first thing that is wrong, as a German sentence; null where all is well.</param>
public sealed record Bestandsbefund(string Part, string Told, string? Problem);
