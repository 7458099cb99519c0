using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Leineweber.Foundation.Ablage;

namespace Leineweber.Foundation.Sicherung;

/// <summary>The folder backups go to: one folder per saved state, and the blobs of all states once.</summary>
/// <remarks>
/// <c>staende/NAME/…</c> is written as <c>staende/.neu-NAME</c> and renamed when all of it is durable; <c>blobs/MANDANT/aa/bb/HASH</c> never changes.
/// With a passphrase every file is encrypted (<see cref="ChunkCipher"/>); names, times and lengths stay visible.
/// </remarks>
internal sealed class Sicherungsordner : IDisposable
{
    private const string Marker = "leineweber-sicherung.json";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private const int Rounds = 600_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly byte[]? key;
    private readonly FileStream? hold;

    private Sicherungsordner(string folder, byte[]? key, FileStream? hold)
    {
        Folder = folder;
        this.key = key;
        this.hold = hold;
    }

    public string Folder { get; }

    public bool IsEncrypted => key is not null;

    private string States => Path.Combine(Folder, "staende");

    /// <summary>Opens the folder for writing, making it where it is missing; one at a time.</summary>
    /// <exception cref="SicherungException">Something else lies there, another backup runs, or the passphrase does not fit.</exception>
    public static Sicherungsordner ForWriting(string folder, string? passphrase)
    {
        var isNew = !File.Exists(Path.Combine(folder, Marker));
        if (isNew && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != ".sperre"))
        {
            throw new SicherungException($"{folder} ist nicht leer und kein Sicherungsordner von Leineweber. Bitte einen leeren Ordner nennen.");
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FileStream hold;
        try
        {
            hold = new FileStream(Path.Combine(folder, ".sperre"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException error)
        {
            throw new SicherungException($"In {folder} läuft schon eine Sicherung.", error);
        }

        try
        {
            if (isNew)
            {
                var salt = passphrase is null ? null : Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
                var id = passphrase is null ? null : ChunkCipher.IdOf(KeyOf(passphrase, salt!));
                DurableFile.WriteAll(Path.Combine(folder, Marker), JsonSerializer.SerializeToUtf8Bytes(new Kept(1, salt, id), Json));
            }

            Directory.CreateDirectory(Path.Combine(folder, "staende"));
            Directory.CreateDirectory(Path.Combine(folder, "blobs"));
            return new Sicherungsordner(folder, KeyFor(folder, passphrase), hold);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Opens the folder for reading.</summary>
    /// <exception cref="SicherungException">It is none, or the passphrase does not fit.</exception>
    public static Sicherungsordner ForReading(string folder, string? passphrase) =>
        File.Exists(Path.Combine(folder, Marker))
            ? new Sicherungsordner(folder, KeyFor(folder, passphrase), null)
            : throw new SicherungException($"{folder} ist kein Sicherungsordner von Leineweber (die Datei {Marker} fehlt).");

    /// <summary>Names of the whole states, oldest first.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(States)
        ? [.. Directory.GetDirectories(States).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.').Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Name of a state begun at this time; always behind all others, also where the clock was set back.</summary>
    public string NewName(DateTime at) => Names().LastOrDefault() is { } last && string.CompareOrdinal(NameOf(at), last) <= 0
        ? NameOf(DateTime.ParseExact(last, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal).AddMilliseconds(1))
        : NameOf(at);

    public string PathOf(string state, string file) => Path.Combine(States, state, file.Replace('/', Path.DirectorySeparatorChar));

    public string Begin(string name)
    {
        foreach (var left in Directory.GetDirectories(States, ".neu-*"))
        {
            // A backup that was interrupted.
            Directory.Delete(left, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(States, ".neu-" + name));
        return ".neu-" + name;
    }

    public void Finish(string begun, string name)
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(States, begun), "*", SearchOption.AllDirectories).Append(Path.Combine(States, begun)))
        {
            DurableFile.SyncFolder(folder);
        }

        Directory.Move(Path.Combine(States, begun), Path.Combine(States, name));
        DurableFile.SyncFolder(States);
    }

    /// <summary>Writes a file of a state, durable; returns what the manifest says of it.</summary>
    public async Task<Sicherungsdatei> Write(string state, string file, Stream content, CancellationToken cancel)
    {
        var path = PathOf(state, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var (size, sha256) = await WriteTo(path, content, cancel);
        return new Sicherungsdatei(file, size, sha256);
    }

    /// <summary>Content of a file of a state, written to another place.</summary>
    /// <exception cref="InvalidDataException">It is not what the manifest says.</exception>
    public async Task Read(string state, Sicherungsdatei file, Stream target, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var hashing = new HashingStream(target, hash);
        await ReadFrom(PathOf(state, file.Path), hashing, cancel);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
        {
            throw new InvalidDataException($"Die Datei {file.Path} der Sicherung {state} ist beschädigt.");
        }
    }

    public async Task<Sicherungsmanifest> Manifest(string name, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        try
        {
            await ReadFrom(PathOf(name, "manifest.json"), memory, cancel);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SicherungException($"Den Stand {name} gibt es in {Folder} nicht. 'leineweber backup list' zeigt alle.", error);
        }

        var manifest = JsonSerializer.Deserialize<Sicherungsmanifest>(memory.ToArray(), Json) ?? throw new InvalidDataException($"Das Manifest des Standes {name} ist leer.");
        return manifest.Format == 1 ? manifest : throw new SicherungException($"Der Stand {name} hat das Format {manifest.Format}; dieses Programm liest Format 1. Bitte die passende Version verwenden.");
    }

    public Task<Sicherungsdatei> WriteManifest(string state, Sicherungsmanifest manifest, CancellationToken cancel) =>
        Write(state, "manifest.json", new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, Json)), cancel);

    public bool HasBlob(string tenant, string sha256) => File.Exists(BlobPath(tenant, sha256));

    /// <summary>Stores a blob that is not there yet; its name becomes visible only when the content is durable.</summary>
    public async Task WriteBlob(string tenant, string sha256, byte[] content, CancellationToken cancel)
    {
        var path = BlobPath(tenant, sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".neu";
        await WriteTo(temporary, new MemoryStream(content, writable: false), cancel);
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">It is missing or damaged.</exception>
    public async Task<byte[]> ReadBlob(string tenant, string sha256, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        try
        {
            await ReadFrom(BlobPath(tenant, sha256), memory, cancel);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"Das Dokument {sha256} fehlt in der Sicherung.", error);
        }

        var bytes = memory.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? bytes : throw new InvalidDataException($"Das Dokument {sha256} ist in der Sicherung beschädigt.");
    }

    /// <summary>Makes the names of all blobs durable.</summary>
    public void SyncBlobs() => DurableFile.SyncFileSystem(Folder);

    /// <summary>Deletes a state.</summary>
    public void Remove(string name) => Directory.Delete(Path.Combine(States, name), recursive: true);

    /// <summary>Deletes the blobs no state refers to.</summary>
    /// <param name="referred">All that are referred to, as <c>tenant/hash</c>.</param>
    /// <returns>How many were deleted.</returns>
    public int Sweep(IReadOnlySet<string> referred)
    {
        var gone = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "blobs"), "*", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(Path.Combine(Folder, "blobs"), file).Split(Path.DirectorySeparatorChar);
            if (!referred.Contains($"{parts[0]}/{parts[^1]}"))
            {
                File.Delete(file);
                gone++;
            }
        }

        return gone;
    }

    public void Dispose() => hold?.Dispose();

    private string BlobPath(string tenant, string sha256) => Path.Combine(Folder, "blobs", tenant, sha256[..2], sha256[2..4], sha256);

    private async Task<(long Size, string Sha256)> WriteTo(string path, Stream content, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        long size = 0;
        var target = key is null ? file : ChunkCipher.Seal(file, key);
        var buffer = new byte[ChunkCipher.ChunkSize];
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        if (!ReferenceEquals(target, file))
        {
            await target.DisposeAsync();
        }

        await file.FlushAsync(cancel);
        DurableFile.Sync(file.SafeFileHandle);
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task ReadFrom(string path, Stream target, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        if (key is null)
        {
            await file.CopyToAsync(target, cancel);
        }
        else
        {
            ChunkCipher.Open(file, target, key);
        }
    }

    private static byte[]? KeyFor(string folder, string? passphrase)
    {
        var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllText(Path.Combine(folder, Marker)), Json) ?? throw new InvalidDataException($"{Marker} ist leer.");
        if (kept.Salt is null)
        {
            return passphrase is null ? null : throw new SicherungException("Diese Sicherung ist unverschlüsselt angelegt. Für eine verschlüsselte bitte einen neuen Ordner nennen.");
        }

        if (passphrase is null)
        {
            throw new SicherungException("Diese Sicherung ist verschlüsselt. Bitte mit --schluesseldatei die Datei mit dem Kennwort nennen.");
        }

        var derived = KeyOf(passphrase, kept.Salt);
        return ChunkCipher.IdOf(derived) == kept.KeyId ? derived : throw new SicherungException("Das Kennwort in der Schlüsseldatei passt nicht zu dieser Sicherung.");
    }

    private static byte[] KeyOf(string passphrase, string salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), Convert.FromBase64String(salt), Rounds, HashAlgorithmName.SHA256, 32);

    private static string NameOf(DateTime at) => at.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private sealed record Kept(int Format, string? Salt, string? KeyId);
}

/// <summary>A backup cannot be made or read as things are; the message says in German what to do.</summary>
public sealed class SicherungException(string message, Exception? inner = null) : Exception(message, inner);
