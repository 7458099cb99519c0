using System.Globalization;
using System.Security.Cryptography;

namespace Leineweber.Foundation.Ablage;

/// <summary>A tenant's data keys: files <c>ablage-TIME.key</c> of 32 bytes in its key folder. The newest encrypts, all of them open. None: blobs lie open.</summary>
internal sealed class AblageKeys(string folder)
{
    private const string TimeFormat = "yyyyMMddHHmmssfff";
    private readonly Lock reading = new();
    private DateTime seen = DateTime.MinValue;
    private IReadOnlyList<byte[]> keys = [];

    /// <summary>The key new blobs are encrypted with, or null.</summary>
    public byte[]? Current => All() is [.., var newest] ? newest : null;

    /// <summary>The key with this id, or null.</summary>
    public byte[]? Find(string id)
    {
        bool Fits(byte[] key) => ChunkCipher.IdOf(key) == id;
        return All().FirstOrDefault(Fits) ?? All(again: true).FirstOrDefault(Fits);
    }

    /// <summary>Makes a new key; from now on it encrypts.</summary>
    public void Add(DateTime now)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(32);
        // A key is never written over, and the new one is always the last by name, also where the clock was set back.
        var at = now;
        while (Names().LastOrDefault() is { } last && string.CompareOrdinal(NameOf(at), last) <= 0)
        {
            at = at < TimeOf(last) ? TimeOf(last) : at.AddMilliseconds(1);
        }

        DurableFile.WriteAll(Path.Combine(folder, NameOf(at)), key);
        All(again: true);
    }

    /// <summary>The content of a blob out of what is stored.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are not what they were, or the key is missing.</exception>
    public byte[] Open(string sha256, byte[] stored)
    {
        // The hash decides, not the first bytes: someone may hand in a file that only looks encrypted.
        if (ChunkCipher.IsSealed(stored) && Find(ChunkCipher.KeyIdOf(stored)) is { } key)
        {
            try
            {
                var opened = ChunkCipher.Open(stored, key);
                if (Fits(sha256, opened))
                {
                    return opened;
                }
            }
            catch (InvalidDataException)
            {
                // Damaged, unless the bytes themselves are the content.
            }
        }

        return Fits(sha256, stored) ? stored
            : throw new InvalidDataException(ChunkCipher.IsSealed(stored) && Find(ChunkCipher.KeyIdOf(stored)) is null
                ? $"Blob {sha256} is encrypted with the key {ChunkCipher.KeyIdOf(stored)}, which is not in the tenant's key folder."
                : $"Blob {sha256} is damaged: its content no longer matches its name.");
    }

    /// <summary>True where stored bytes are as a new blob would be: encrypted with the current key, or open where there is none.</summary>
    public bool IsCurrent(ReadOnlySpan<byte> stored) => Current is { } key
        ? ChunkCipher.IsSealed(stored) && ChunkCipher.KeyIdOf(stored) == ChunkCipher.IdOf(key)
        : true;

    private static bool Fits(string sha256, byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content)) == sha256;

    private static string NameOf(DateTime at) => $"ablage-{at.ToString(TimeFormat, CultureInfo.InvariantCulture)}.key";

    private static DateTime TimeOf(string name) => DateTime.ParseExact(name["ablage-".Length..^".key".Length], TimeFormat, CultureInfo.InvariantCulture);

    private IEnumerable<string> Names() => Directory.GetFiles(folder, "ablage-*.key").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    private IReadOnlyList<byte[]> All(bool again = false)
    {
        // A key made by a command is seen by the running program without a restart.
        var changed = Directory.Exists(folder) ? Directory.GetLastWriteTimeUtc(folder) : DateTime.MinValue;
        lock (reading)
        {
            if (again || changed != seen)
            {
                keys = changed == DateTime.MinValue ? [] : [.. Names().Select(name => File.ReadAllBytes(Path.Combine(folder, name)))];
                seen = changed;
            }

            return keys;
        }
    }
}
