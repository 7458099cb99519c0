using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Foundation.Sicherung;

/// <summary>Brings an installation back from a saved state, into an empty folder: first <see cref="Files"/>, then, with the program put together on it, <see cref="Fill"/>.</summary>
public static class Wiederherstellung
{
    /// <summary>Lies in the data folder until it is whole; the program does not start on it.</summary>
    public const string Marker = "wiederherstellung.unfertig";

    private const string Waiting = ".sicherung";

    /// <summary>True where a restore into this folder was begun and not finished.</summary>
    public static bool IsUnfinished(string dataFolder) => File.Exists(Path.Combine(dataFolder, Marker));

    /// <summary>Copies all files of a state, each checked against the manifest; the databases lie ready beside their place.</summary>
    /// <param name="from">The backup folder.</param>
    /// <param name="at">Name of the state; null for the newest.</param>
    /// <param name="dataFolder">The new data folder: empty or not there.</param>
    /// <param name="passphrase">Passphrase of the backup, or null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What the state holds.</returns>
    /// <exception cref="SicherungException">The folder is not empty, or there is no such state.</exception>
    /// <exception cref="InvalidDataException">The backup is damaged; the message names the file.</exception>
    public static async Task<Sicherungsmanifest> Files(string from, string? at, string dataFolder, string? passphrase, CancellationToken cancel)
    {
        if (Directory.Exists(dataFolder) && Directory.EnumerateFileSystemEntries(dataFolder).Any())
        {
            throw new SicherungException(IsUnfinished(dataFolder)
                ? $"In {dataFolder} liegt eine abgebrochene Wiederherstellung. Bitte den Ordner leeren und noch einmal beginnen."
                : $"{dataFolder} ist nicht leer. Eine Wiederherstellung überschreibt nichts: bitte einen leeren Ordner nennen.");
        }

        using var store = Sicherungsordner.ForReading(from, passphrase);
        var name = at ?? store.Names().LastOrDefault() ?? throw new SicherungException($"In {from} liegt noch keine Sicherung.");
        var manifest = await store.Manifest(name, cancel);
        Directory.CreateDirectory(dataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        DurableFile.WriteAll(Path.Combine(dataFolder, Marker), []);
        foreach (var file in manifest.Files.Where(file => Path.GetFileName(file.Path) != Sicherungen.BlobList))
        {
            var target = Path.GetFullPath(Path.Combine(dataFolder, IsDatabase(file) ? file.Path + Waiting : file.Path));
            if (!target.StartsWith(Path.GetFullPath(dataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"Das Manifest nennt eine Datei außerhalb des Ordners: {file.Path}");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var stream = new FileStream(target, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            await store.Read(name, file, stream, cancel);
        }

        return manifest;
    }

    /// <summary>Makes the databases, brings them to the newest schema and puts the blobs into the Ablage; then the folder is whole.</summary>
    /// <param name="from">The backup folder.</param>
    /// <param name="manifest">What <see cref="Files"/> gave.</param>
    /// <param name="tenants">The tenants of the new installation.</param>
    /// <param name="passphrase">Passphrase of the backup, or null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Blobs that could not be brought back, as German sentences.</returns>
    /// <exception cref="InvalidDataException">A database of that name has content already.</exception>
    public static async Task<IReadOnlyList<string>> Fill(string from, Sicherungsmanifest manifest, Tenants tenants, string? passphrase, CancellationToken cancel)
    {
        using var store = Sicherungsordner.ForReading(from, passphrase);
        var problems = new System.Collections.Concurrent.ConcurrentBag<string>();
        foreach (var tenant in manifest.Tenants.Select(saved => tenants.All[saved.Key]))
        {
            await tenants.Restore(tenant, copy => Path.Combine("mandanten", tenant.Key, copy + Waiting), cancel);
            var ablage = tenants.Space(tenant).Ablage;
            var blobs = await Sicherungen.BlobsOf(store, manifest, tenant.Key, cancel);
            await Parallel.ForEachAsync(blobs, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (sha256, stop) =>
            {
                try
                {
                    await ablage.Put(await store.ReadBlob(tenant.Key, sha256, stop), stop);
                }
                catch (InvalidDataException error)
                {
                    problems.Add($"{tenant.Key}: {error.Message}");
                }
            });
        }

        return [.. problems.Order(StringComparer.Ordinal)];
    }

    /// <summary>Says that the folder is whole: from now on the program starts on it.</summary>
    public static void Finish(string dataFolder)
    {
        DurableFile.SyncFileSystem(dataFolder);
        File.Delete(Path.Combine(dataFolder, Marker));
        DurableFile.SyncFolder(dataFolder);
    }

    private static bool IsDatabase(Sicherungsdatei file) => Path.GetFileName(file.Path) is "leineweber.db" or "datenbank.dump";
}
