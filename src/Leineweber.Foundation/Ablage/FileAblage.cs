using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Leineweber.Foundation.Ablage;

/// <summary>Blobs as files: temporary name, fsync on file and folder, rename, and only then "stored".</summary>
internal sealed class FileAblage(string folder, AblageKeys keys) : IAblage
{
    private readonly string incoming = Path.Combine(folder, "eingang");
    private readonly ConcurrentDictionary<string, byte> durable = new();
    private readonly string discarded = Path.Combine(folder, "papierkorb");

    public async Task<Blob> Put(Stream content, long mostBytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            var blob = await WriteDurably(content, temporary, mostBytes, cancel);
            var target = PathOf(blob.Sha256);
            MakeFolder(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
            {
                File.Move(temporary, target, overwrite: true);
            }

            // Also where the file was there already: another call may have renamed it and not yet synced the folder.
            DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
            return blob;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<byte[]> Read(string sha256, CancellationToken cancel)
    {
        if (!AblageExtensions.IsSha256(sha256))
        {
            throw new FileNotFoundException("Not the name of a blob.");
        }

        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(PathOf(sha256), cancel);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            bytes = await Recover(sha256, cancel) ? await File.ReadAllBytesAsync(PathOf(sha256), cancel) : throw new FileNotFoundException($"No blob {sha256}.");
        }

        return keys.Open(sha256, bytes);
    }

    public async Task<bool> Renew(string sha256, CancellationToken cancel)
    {
        var stored = await File.ReadAllBytesAsync(PathOf(sha256), cancel);
        if (keys.IsCurrent(stored))
        {
            return false;
        }

        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            await WriteDurably(new MemoryStream(keys.Open(sha256, stored), writable: false), temporary, long.MaxValue, cancel);
            File.Move(temporary, PathOf(sha256), overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(PathOf(sha256))!);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<bool> Exists(string sha256, CancellationToken cancel) =>
        Task.FromResult(AblageExtensions.IsSha256(sha256) && (File.Exists(PathOf(sha256)) || File.Exists(Path.Combine(discarded, sha256))));

    public async IAsyncEnumerable<StoredBlob> List(bool discarded, [EnumeratorCancellation] CancellationToken cancel)
    {
        var root = discarded ? this.discarded : folder;
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var file in discarded ? new DirectoryInfo(root).EnumerateFiles() : Stored(root))
        {
            cancel.ThrowIfCancellationRequested();
            if (AblageExtensions.IsSha256(file.Name))
            {
                yield return new StoredBlob(file.Name, file.Length, file.LastWriteTimeUtc);
            }
        }

        await Task.CompletedTask;
    }

    public Task Discard(string sha256, CancellationToken cancel)
    {
        MakeFolder(discarded);
        var aside = Path.Combine(discarded, sha256);
        File.Move(PathOf(sha256), aside, overwrite: true);
        File.SetLastWriteTimeUtc(aside, TimeProvider.System.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }

    public Task<bool> Recover(string sha256, CancellationToken cancel)
    {
        var aside = Path.Combine(discarded, sha256);
        if (!File.Exists(aside))
        {
            return Task.FromResult(false);
        }

        MakeFolder(Path.GetDirectoryName(PathOf(sha256))!);
        try
        {
            File.Move(aside, PathOf(sha256), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another call took it back a moment ago.
            return Task.FromResult(File.Exists(PathOf(sha256)));
        }

        DurableFile.SyncFolder(Path.GetDirectoryName(PathOf(sha256))!);
        return Task.FromResult(true);
    }

    public Task Destroy(string sha256, CancellationToken cancel)
    {
        File.Delete(Path.Combine(discarded, sha256));
        return Task.CompletedTask;
    }

    private static IEnumerable<FileInfo> Stored(string root) =>
        from first in new DirectoryInfo(root).EnumerateDirectories("??")
        from second in first.EnumerateDirectories("??")
        from file in second.EnumerateFiles()
        select file;

    private async Task<Blob> WriteDurably(Stream content, string path, long mostBytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var target = keys.Current is { } key ? ChunkCipher.Seal(file, key) : file;
        var buffer = new byte[81920];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            size += read;
            if (size > mostBytes)
            {
                throw new BlobTooLargeException(mostBytes);
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        if (!ReferenceEquals(target, file))
        {
            await target.DisposeAsync();
        }

        await file.FlushAsync(cancel);
        DurableFile.Sync(file.SafeFileHandle);
        return new Blob(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    /// <summary>Makes a folder of the Ablage, whose name is durable when this returns, also where another call made it and has not synced yet or could not.</summary>
    private void MakeFolder(string path)
    {
        if (!durable.ContainsKey(path))
        {
            var parent = Path.GetDirectoryName(path)!;
            if (path != folder)
            {
                MakeFolder(parent);
            }

            Directory.CreateDirectory(path);
            DurableFile.SyncFolder(parent);
            durable.TryAdd(path, 0);
        }
    }

    private string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);
}
