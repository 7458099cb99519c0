using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Sicherung;

/// <summary>Backups of an installation: taken while it runs, consistent, and after the first one only what is new.</summary>
/// <remarks>
/// Order matters. Checkpoints of the Protokoll are read before the database (they must not confirm entries the copy lacks), keys after it (the copy
/// must not need keys the backup lacks), blobs last: they are durable before the database refers to them.
/// </remarks>
public sealed class Sicherungen(Tenants tenants, Installation installation, TimeProvider clock)
{
    internal const string LastFile = "sicherung.json";
    internal const string BlobList = "dokumente.txt";
    private const string Checkpoints = "protokoll.pruefpunkte";
    private const int Parallel = 4;

    /// <summary>Derived or unfinished things in a tenant's folder that no backup needs, and what is saved in its own way.</summary>
    private static readonly string[] LeftOut = ["index", "ablage", "zwischenablage", "mail", "leineweber.db", "leineweber.db-wal", "leineweber.db-shm", "leineweber.db-journal", Checkpoints];

    /// <summary>Saves the installation as it is now.</summary>
    /// <param name="folder">Backup folder; made where it is missing.</param>
    /// <param name="only">Key of the only tenant to save, or null for all.</param>
    /// <param name="passphrase">Encrypts the backup; null leaves it readable. The same one for every backup into this folder.</param>
    /// <param name="cancel">Gives up; nothing half-done becomes visible.</param>
    /// <returns>What was saved, and which blobs could not be because the Ablage no longer has them whole.</returns>
    /// <exception cref="SicherungException">It cannot be done as things are.</exception>
    public async Task<Sicherungsergebnis> Take(string folder, string? only, string? passphrase, CancellationToken cancel)
    {
        var chosen = tenants.All.Values.Where(tenant => only is null || tenant.Key == only).ToList();
        if (chosen.Count == 0)
        {
            throw new SicherungException(only is null ? "In diesem Ordner gibt es keinen Mandanten." : $"Den Mandanten '{only}' gibt es nicht.");
        }

        using var store = Sicherungsordner.ForWriting(folder, passphrase);
        var at = clock.Now();
        var name = store.NewName(at);
        var begun = store.Begin(name);
        var files = new List<Sicherungsdatei>();
        var saved = new List<Sicherungsmandant>();
        var problems = new ConcurrentBag<string>();
        foreach (var file in FilesIn(installation.DataFolder, "leineweber.json", "schluessel"))
        {
            await Save(store, begun, installation.DataFolder, file, files, cancel);
        }

        var copied = 0;
        foreach (var tenant in chosen)
        {
            var (blobs, entries) = await SaveTenant(store, begun, tenants.Space(tenant), files, cancel);
            copied += await SaveBlobs(store, tenants.Space(tenant), blobs, problems, cancel);
            saved.Add(new Sicherungsmandant(tenant.Key, tenant.Name, blobs.Count, blobs.Sum(blob => blob.Size ?? 0), entries));
        }

        store.SyncBlobs();
        var manifest = new Sicherungsmanifest(1, name, at, Version, installation.UsesSqlite ? "sqlite" : "postgresql", saved, files);
        await store.WriteManifest(begun, manifest, cancel);
        store.Finish(begun, name);
        DurableFile.WriteAll(Path.Combine(installation.DataFolder, LastFile), JsonSerializer.SerializeToUtf8Bytes(new LetzteSicherung(at, name)));
        return new Sicherungsergebnis(manifest, copied, [.. problems.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The saved states of a folder, oldest first.</summary>
    /// <exception cref="SicherungException">It is no backup folder, or the passphrase does not fit.</exception>
    public static async Task<IReadOnlyList<Sicherungsmanifest>> List(string folder, string? passphrase, CancellationToken cancel)
    {
        using var store = Sicherungsordner.ForReading(folder, passphrase);
        var list = new List<Sicherungsmanifest>();
        foreach (var name in store.Names())
        {
            list.Add(await store.Manifest(name, cancel));
        }

        return list;
    }

    /// <summary>Keeps the newest states and deletes the others with the blobs only they refer to.</summary>
    /// <param name="folder">The backup folder.</param>
    /// <param name="keep">How many to keep, at least 1.</param>
    /// <param name="passphrase">The passphrase of the backup.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Number of deleted states and blobs.</returns>
    public static async Task<(int States, int Blobs)> Keep(string folder, int keep, string? passphrase, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        using var store = Sicherungsordner.ForWriting(folder, passphrase);
        var names = store.Names();
        var referred = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Skip(names.Count - keep))
        {
            var manifest = await store.Manifest(name, cancel);
            foreach (var tenant in manifest.Tenants)
            {
                referred.UnionWith((await BlobsOf(store, manifest, tenant.Key, cancel)).Select(sha256 => $"{tenant.Key}/{sha256}"));
            }
        }

        // All that stays was read before anything goes.
        var old = names.Take(Math.Max(0, names.Count - keep)).ToList();
        old.ForEach(store.Remove);
        return (old.Count, store.Sweep(referred));
    }

    /// <summary>When the last backup of an installation was finished, or null.</summary>
    public static DateTime? LastOf(Installation installation)
    {
        try
        {
            return JsonSerializer.Deserialize<LetzteSicherung>(File.ReadAllBytes(Path.Combine(installation.DataFolder, LastFile)))?.At;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    internal static async Task<IReadOnlyList<string>> BlobsOf(Sicherungsordner store, Sicherungsmanifest manifest, string tenant, CancellationToken cancel)
    {
        var file = manifest.Files.Single(file => file.Path == $"mandanten/{tenant}/{BlobList}");
        using var memory = new MemoryStream();
        await store.Read(manifest.Name, file, memory, cancel);
        return [.. Encoding.ASCII.GetString(memory.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }

    private static string Version => typeof(Sicherungen).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private async Task<(IReadOnlyList<BlobReference> Blobs, long Entries)> SaveTenant(Sicherungsordner store, string state, TenantSpace space, List<Sicherungsdatei> files, CancellationToken cancel)
    {
        var folder = $"mandanten/{space.Tenant.Key}";
        await SaveBytes(store, state, $"{folder}/{Checkpoints}", WholeNotes(Path.Combine(space.Folder, Checkpoints)), files, cancel);
        var dialect = Dialect.For(installation);
        var copy = Path.Combine(store.IsEncrypted ? space.Folder : Path.GetDirectoryName(store.PathOf(state, $"{folder}/x"))!, dialect.CopyName + ".kopie");
        IReadOnlyList<BlobReference> blobs;
        long entries;
        try
        {
            await using var db = space.OpenForReading();
            var columns = BlobColumns.In(db.Model);
            (blobs, entries) = await dialect.Copy(space, copy, async connection =>
            {
                var known = new HashSet<string>(await connection.Column<string>(dialect.ColumnsQuery, cancel), StringComparer.Ordinal);
                var size = known.Contains("protokoll_stand.size") ? (await connection.Column<long>("SELECT size FROM protokoll_stand", cancel)).FirstOrDefault() : 0;
                return (await BlobColumns.Read(columns, known, connection, cancel), size);
            }, cancel);
            await using var content = File.OpenRead(copy);
            files.Add(await store.Write(state, $"{folder}/{dialect.CopyName}", content, cancel));
        }
        finally
        {
            File.Delete(copy);
        }

        foreach (var file in FilesIn(space.Folder, null, null))
        {
            await Save(store, state, installation.DataFolder, file, files, cancel);
        }

        var list = string.Concat(blobs.Select(blob => string.Create(CultureInfo.InvariantCulture, $"{blob.Sha256} {blob.Size ?? 0}\n")));
        await SaveBytes(store, state, $"{folder}/{BlobList}", Encoding.ASCII.GetBytes(list), files, cancel);
        return (blobs, entries);
    }

    private static async Task<int> SaveBlobs(Sicherungsordner store, TenantSpace space, IReadOnlyList<BlobReference> blobs, ConcurrentBag<string> problems, CancellationToken cancel)
    {
        var copied = 0;
        var missing = blobs.Where(blob => !store.HasBlob(space.Tenant.Key, blob.Sha256));
        await System.Threading.Tasks.Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (blob, stop) =>
        {
            try
            {
                await store.WriteBlob(space.Tenant.Key, blob.Sha256, await space.Ablage.Read(blob.Sha256, stop), stop);
                Interlocked.Increment(ref copied);
            }
            catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
            {
                problems.Add($"{space.Tenant.Key}: Dokument {blob.Sha256} ({blob.Column}) {(error is InvalidDataException ? "ist beschädigt" : "fehlt")}");
            }
        });
        return copied;
    }

    private static async Task Save(Sicherungsordner store, string state, string root, string path, List<Sicherungsdatei> files, CancellationToken cancel)
    {
        FileStream content;
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            // Gone between looking and opening.
            return;
        }

        await using (content)
        {
            files.Add(await store.Write(state, Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), content, cancel));
        }
    }

    private static async Task SaveBytes(Sicherungsordner store, string state, string path, byte[] content, List<Sicherungsdatei> files, CancellationToken cancel) =>
        files.Add(await store.Write(state, path, new MemoryStream(content, writable: false), cancel));

    private static IEnumerable<string> FilesIn(string folder, string? file, string? subfolder) => Directory.EnumerateFileSystemEntries(folder)
        .Where(entry => (file is null && !LeftOut.Contains(Path.GetFileName(entry))) || Path.GetFileName(entry) == file || Path.GetFileName(entry) == subfolder)
        .SelectMany(entry => Directory.Exists(entry) ? Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories) : [entry])
        .Where(path => !path.EndsWith(".neu", StringComparison.Ordinal) && !path.EndsWith(".kopie", StringComparison.Ordinal) && !path.EndsWith(".sperre", StringComparison.Ordinal));

    /// <summary>The checkpoints up to the last whole one: another may be on its way into the file.</summary>
    private static byte[] WholeNotes(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        return bytes[..(bytes.AsSpan().LastIndexOf("\n\n"u8) is >= 0 and var end ? end + 2 : 0)];
    }

    private sealed record LetzteSicherung(DateTime At, string Name);
}

/// <summary>What a backup did.</summary>
/// <param name="Manifest">The saved state.</param>
/// <param name="Copied">Blobs that were new to the backup folder.</param>
/// <param name="Problems">Blobs the Ablage no longer has whole, as German sentences; the rest is saved.</param>
public sealed record Sicherungsergebnis(Sicherungsmanifest Manifest, int Copied, IReadOnlyList<string> Problems);
