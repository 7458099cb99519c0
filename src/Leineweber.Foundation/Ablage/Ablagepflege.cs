using System.Text.Json;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Ablage;

/// <summary>Keeps a tenant's Ablage sound: reads every blob, names what is damaged or missing, and clears away what nothing refers to.</summary>
/// <remarks>
/// A blob nothing refers to is set aside after <see cref="Grace"/> and deleted after the same time again. Whoever reads or stores it in between has it
/// back, so a change that refers to it at the very moment it is set aside loses nothing.
/// </remarks>
public sealed partial class Ablagepflege(LeineweberDb db, CurrentTenant tenant, TimeProvider clock, ILogger<Ablagepflege> log)
{
    /// <summary>How long a blob may lie without anything referring to it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    private const string LastFile = "ablage-pruefung.json";
    private const int MostNamed = 100;

    /// <summary>Reads all blobs and clears away.</summary>
    /// <param name="actor">Who asked for it; stands in the Protokoll where something is damaged.</param>
    /// <param name="cancel">Gives up; what was done is kept.</param>
    public async Task<Ablagebefund> Scrub(Actor actor, CancellationToken cancel)
    {
        var ablage = tenant.Space.Ablage;
        var stored = await All(ablage, discarded: false, cancel);
        var aside = await All(ablage, discarded: true, cancel);
        var referred = (await tenant.Space.ReferredBlobs(cancel)).ToDictionary(blob => blob.Sha256, StringComparer.Ordinal);
        var needed = referred.Keys.ToHashSet(StringComparer.Ordinal);
        needed.UnionWith(await InJobs(cancel));

        // What a crash brings back would refer to what is thrown away here.
        await db.MakeDurable(cancel);
        var recovered = 0;
        foreach (var blob in aside.Where(blob => needed.Contains(blob.Sha256)))
        {
            recovered += await ablage.Recover(blob.Sha256, cancel) ? 1 : 0;
        }

        var (bytes, bad) = await ReadAll(referred.Values, cancel);
        var limit = clock.Now() - Grace;
        var orphans = stored.Where(blob => !needed.Contains(blob.Sha256) && blob.At < limit).ToList();
        foreach (var orphan in orphans)
        {
            await ablage.Discard(orphan.Sha256, cancel);
        }

        var old = aside.Where(blob => !needed.Contains(blob.Sha256) && blob.At < limit).ToList();
        foreach (var blob in old)
        {
            await ablage.Destroy(blob.Sha256, cancel);
        }

        var finding = new Ablagebefund(clock.Now(), referred.Count, bytes, bad.Count, [.. bad.Take(MostNamed)], orphans.Count, recovered, old.Count);
        DurableFile.WriteAll(Path.Combine(tenant.Space.Folder, LastFile), JsonSerializer.SerializeToUtf8Bytes(finding));
        if (bad.Count > 0)
        {
            log.LogError("Ablage of {Tenant}: {Bad} of {Blobs} blobs are damaged or missing, first {First}", tenant.Space.Tenant.Key, bad.Count, referred.Count, bad[0]);
            await db.Write(actor, write =>
            {
                write.Record("ablage:pruefung", "ablage.damaged", $"{bad.Count} von {referred.Count} Dokumenten sind beschädigt oder fehlen, zuerst {bad[0]}");
                return Task.CompletedTask;
            }, cancel);
        }

        return finding;
    }

    /// <summary>Makes a data key where there is none, or a further one, and encrypts every blob with the newest.</summary>
    /// <param name="newKey">True makes a further key although there is one.</param>
    /// <param name="cancel">Gives up; what was encrypted stays so, calling again goes on.</param>
    /// <returns>How many blobs were stored anew.</returns>
    public async Task<int> Encrypt(bool newKey, CancellationToken cancel)
    {
        var keys = tenant.Space.AblageKeys;
        if (newKey || keys.Current is null)
        {
            keys.Add(clock.Now());
        }

        var renewed = 0;
        foreach (var blob in await All(tenant.Space.Ablage, discarded: false, cancel))
        {
            renewed += await tenant.Space.Ablage.Renew(blob.Sha256, cancel) ? 1 : 0;
        }

        return renewed;
    }

    /// <summary>What the last scrub of a tenant found, or null.</summary>
    public static Ablagebefund? LastOf(TenantSpace space)
    {
        try
        {
            return JsonSerializer.Deserialize<Ablagebefund>(File.ReadAllBytes(Path.Combine(space.Folder, LastFile)));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    private async Task<(long Bytes, List<string> Bad)> ReadAll(IEnumerable<BlobReference> references, CancellationToken cancel)
    {
        long bytes = 0;
        var bad = new List<string>();
        foreach (var reference in references)
        {
            try
            {
                bytes += (await tenant.Space.Ablage.Read(reference.Sha256, cancel)).LongLength;
            }
            catch (FileNotFoundException)
            {
                bad.Add($"{reference.Sha256} ({reference.Column}) fehlt");
            }
            catch (InvalidDataException)
            {
                bad.Add($"{reference.Sha256} ({reference.Column}) ist beschädigt");
            }
        }

        return (bytes, bad);
    }

    /// <summary>A job not yet done may carry the name of a blob that no row knows yet.</summary>
    private async Task<IEnumerable<string>> InJobs(CancellationToken cancel)
    {
        var payloads = await db.Set<Job>().Where(job => job.Status != JobStatus.Done).Select(job => job.Payload).ToListAsync(cancel);
        return payloads.SelectMany(payload => BlobName().Matches(payload).Select(match => match.Value));
    }

    private static async Task<List<StoredBlob>> All(IAblage ablage, bool discarded, CancellationToken cancel)
    {
        var all = new List<StoredBlob>();
        await foreach (var blob in ablage.List(discarded, cancel))
        {
            all.Add(blob);
        }

        return all;
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex BlobName();
}

/// <summary>What a scrub found and did.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Blobs">Blobs the database refers to; each was read and compared.</param>
/// <param name="Bytes">Their length together.</param>
/// <param name="BadCount">How many are damaged or missing.</param>
/// <param name="Bad">The first hundred of them, in words.</param>
/// <param name="Aside">Blobs without reference that were set aside now.</param>
/// <param name="Recovered">Blobs that had been set aside and were taken back.</param>
/// <param name="Destroyed">Blobs that had been set aside long ago and were deleted.</param>
public sealed record Ablagebefund(DateTime At, int Blobs, long Bytes, int BadCount, IReadOnlyList<string> Bad, int Aside, int Recovered, int Destroyed);

/// <summary>Time to scrub the Ablage.</summary>
public sealed record ScrubAblage;

internal sealed class ScrubAblageJob(Ablagepflege pflege) : IHandle<ScrubAblage>
{
    public Task Run(ScrubAblage payload, CancellationToken cancel) => pflege.Scrub(Actor.System("ablage"), cancel);
}
