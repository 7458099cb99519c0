using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Volltext;

/// <summary>Full-text search over a tenant's things. Opened on the first question, follows the database, builds itself anew where it is missing or damaged.</summary>
public sealed class Volltext(IServiceProvider services, CurrentTenant tenant, LeineweberDb db, IEnumerable<VolltextQuelle> sources, ILogger<Volltext> log)
{
    /// <summary>Asks an index. What was committed before the question is found.</summary>
    /// <param name="index">Name of the index.</param>
    /// <param name="frage">The question.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    public async Task<VolltextAntwort> Search(string index, VolltextFrage frage, CancellationToken cancel)
    {
        var source = Source(index);
        var file = File(source);
        try
        {
            return await Ask(source, file, frage, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            log.LogWarning(error, "Index {Index} of {Tenant} could not be read and is built anew", index, tenant.Space.Tenant.Key);
            await Rebuild(index, cancel);
            return await Ask(source, file, frage, cancel);
        }
    }

    /// <summary>Builds an index anew from the database. Questions meanwhile are answered from the old one.</summary>
    /// <returns>How many documents it holds.</returns>
    public async Task<int> Rebuild(string index, CancellationToken cancel)
    {
        var source = Source(index);
        var file = File(source);
        await file.Changing.WaitAsync(cancel);
        try
        {
            return await Build(source, file, cancel);
        }
        finally
        {
            file.Changing.Release();
        }
    }

    /// <summary>Takes in what changed since the index was last written.</summary>
    public async Task Follow(string index, CancellationToken cancel)
    {
        var source = Source(index);
        var file = File(source);
        await file.Changing.WaitAsync(cancel);
        try
        {
            if (Stand(file) is null && !file.TryOpen(await source.Words(services, cancel)))
            {
                await Build(source, file, cancel);
            }
            else
            {
                await TakeIn(source, file, cancel);
            }
        }
        finally
        {
            file.Changing.Release();
        }
    }

    /// <summary>Number of the newest change of an index: the same number means that nothing changed, so that answers may be kept.</summary>
    public Task<long> NewestChange(string index, CancellationToken cancel) => NewestChange(db, index, cancel);

    /// <inheritdoc cref="NewestChange(string, CancellationToken)"/>
    public static async Task<long> NewestChange(LeineweberDb db, string index, CancellationToken cancel) =>
        await db.Set<VolltextAenderung>().Where(row => row.Index == index).MaxAsync(row => (long?)row.Stand, cancel) ?? 0;

    /// <summary>Holds an index as it lies on the disk against the database; changes nothing.</summary>
    public async Task<VolltextStand> Inspect(string index, CancellationToken cancel)
    {
        var source = Source(index);
        using var file = new IndexFile(FolderOf(tenant.Space, source), source.Schema);
        if (!Directory.Exists(FolderOf(tenant.Space, source)) || !file.TryOpen(await source.Words(services, cancel)))
        {
            return new VolltextStand(false, 0, 0, 0, 0);
        }

        var newest = await NewestChange(index, cancel);
        var documents = (await source.Load(services, null, cancel)).Count;
        var snapshot = file.Use()!;
        var stand = new VolltextStand(true, snapshot.Stand, newest, snapshot.Count, documents);
        snapshot.Leave();
        return stand;
    }

    /// <summary>The indexes there are.</summary>
    public IEnumerable<string> Indexes => sources.Select(source => source.Index);

    private async Task<VolltextAntwort> Ask(VolltextQuelle source, IndexFile file, VolltextFrage frage, CancellationToken cancel)
    {
        if (Stand(file) != await NewestChange(source.Index, cancel))
        {
            await Follow(source.Index, cancel);
        }

        var snapshot = file.Use() ?? throw new IOException($"Index {source.Index} is closed.");
        try
        {
            return snapshot.Search(frage);
        }
        finally
        {
            snapshot.Leave();
        }
    }

    private async Task TakeIn(VolltextQuelle source, IndexFile file, CancellationToken cancel)
    {
        var stand = Stand(file) ?? -1;
        var changes = await db.Set<VolltextAenderung>().Where(row => row.Index == source.Index && row.Stand > stand).ToListAsync(cancel);
        if (changes.Count == 0)
        {
            if (stand > await NewestChange(source.Index, cancel))
            {
                // The database is older than the index: it was brought back from a copy.
                await Build(source, file, cancel);
            }

            return;
        }

        if (changes.Any(change => change.DokumentId == VolltextAenderung.Everything))
        {
            await Build(source, file, cancel);
            return;
        }

        var ids = changes.Select(change => change.DokumentId).ToList();
        var documents = new List<VolltextDokument>();
        foreach (var batch in ids.Chunk(500))
        {
            documents.AddRange(await source.Load(services, batch, cancel));
        }

        // The index must not be ahead of what a crash leaves of the database: numbers of changes are given again then.
        await db.MakeDurable(cancel);
        var found = documents.Select(document => document.Id).ToHashSet();
        file.Change(documents, [.. ids.Where(id => !found.Contains(id))], changes.Max(change => change.Stand), await source.Words(services, cancel));
    }

    private async Task<int> Build(VolltextQuelle source, IndexFile file, CancellationToken cancel)
    {
        // Read before the documents: what changes meanwhile is taken in once more.
        var stand = await NewestChange(source.Index, cancel);
        var words = await source.Words(services, cancel);
        var documents = await source.Load(services, null, cancel);
        await db.MakeDurable(cancel);
        file.Change(documents, null, stand, words);
        return documents.Count;
    }

    private static long? Stand(IndexFile file)
    {
        var snapshot = file.Use();
        var stand = snapshot?.Stand;
        snapshot?.Leave();
        return stand;
    }

    private VolltextQuelle Source(string index) =>
        sources.FirstOrDefault(source => source.Index == index) ?? throw new ArgumentException($"There is no index '{index}'.", nameof(index));

    private IndexFile File(VolltextQuelle source) =>
        tenant.Space.Own("index:" + source.Index, space => new IndexFile(FolderOf(space, source), source.Schema));

    private static string FolderOf(TenantSpace space, VolltextQuelle source) => Path.Combine(space.LocalFolder, "index", source.Index);
}

/// <summary>An index held against the database.</summary>
/// <param name="IsThere">False where there is none yet; it is built on the first question.</param>
/// <param name="Stand">Number of the last change it holds.</param>
/// <param name="Newest">Number of the newest change.</param>
/// <param name="Indexed">Documents in the index.</param>
/// <param name="Documents">Documents the database gives.</param>
public sealed record VolltextStand(bool IsThere, long Stand, long Newest, int Indexed, int Documents);

/// <summary>An index has changes to take in.</summary>
internal sealed record FollowVolltext(string Index);

/// <summary>Lets this node's index follow; other nodes do it when they are next asked.</summary>
internal sealed class FollowVolltextJob(Volltext volltext) : IHandle<FollowVolltext>
{
    public Task Run(FollowVolltext payload, CancellationToken cancel) => volltext.Follow(payload.Index, cancel);
}
