namespace Leineweber.Foundation.Ablage;

/// <summary>A stored blob: known by the SHA-256 of its content.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record Blob(string Sha256, long Size);

/// <summary>A tenant's blobs: content-addressed, stored once, durable when the call returns, verified when read.</summary>
/// <remarks>Put before the write that refers to it: a blob nobody refers to is collected later, a reference without blob never exists.</remarks>
public interface IAblage
{
    /// <summary>Stores content; returns only after it is durable.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="mostBytes"/> bytes came.</exception>
    /// <exception cref="IOException">It could not be made durable; nothing was stored.</exception>
    Task<Blob> Put(Stream content, long mostBytes, CancellationToken cancel);

    /// <summary>All of a blob's bytes, checked against its hash.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    /// <exception cref="InvalidDataException">The stored bytes are not what they were.</exception>
    Task<byte[]> Read(string sha256, CancellationToken cancel);

    /// <summary>True where the blob is there.</summary>
    Task<bool> Exists(string sha256, CancellationToken cancel);

    /// <summary>Every blob that is there, in no order.</summary>
    /// <param name="discarded">True for those set aside by <see cref="Discard"/> instead.</param>
    /// <param name="cancel">Gives up.</param>
    IAsyncEnumerable<StoredBlob> List(bool discarded, CancellationToken cancel);

    /// <summary>Sets a blob aside that nothing refers to. Who reads or stores it meanwhile gets it back; nothing is lost yet.</summary>
    Task Discard(string sha256, CancellationToken cancel);

    /// <summary>Takes a blob back that was set aside.</summary>
    /// <returns>False where it was not set aside.</returns>
    Task<bool> Recover(string sha256, CancellationToken cancel);

    /// <summary>Stores a blob anew where it is not encrypted with the current key.</summary>
    /// <returns>True where it was.</returns>
    Task<bool> Renew(string sha256, CancellationToken cancel);

    /// <summary>Deletes a blob that was set aside, for good.</summary>
    Task Destroy(string sha256, CancellationToken cancel);
}

/// <summary>A blob as it lies in the store.</summary>
/// <param name="Sha256">Its name.</param>
/// <param name="Bytes">Length as stored (encrypted, it is a little more than its content).</param>
/// <param name="At">When it was stored or set aside, UTC.</param>
public sealed record StoredBlob(string Sha256, long Bytes, DateTime At);

/// <summary>More bytes came than allowed.</summary>
public sealed class BlobTooLargeException(long most) : IOException($"More than {most} bytes.")
{
    /// <summary>The limit in bytes.</summary>
    public long Most { get; } = most;
}

/// <summary>Shorter ways to use an <see cref="IAblage"/>.</summary>
public static class AblageExtensions
{
    /// <summary>Stores bytes.</summary>
    public static Task<Blob> Put(this IAblage ablage, byte[] content, CancellationToken cancel) =>
        ablage.Put(new MemoryStream(content, writable: false), long.MaxValue, cancel);

    /// <summary>True where the text is a blob's name.</summary>
    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
