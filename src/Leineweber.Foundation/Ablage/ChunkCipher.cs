using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Leineweber.Foundation.Ablage;

/// <summary>Encrypts content of any length in chunks, so that it can be written and read as a stream.</summary>
/// <remarks>
/// Header: magic <c>LWA1</c>, 8 bytes key id, 16 bytes salt. Each content has its own AES-256 key, HKDF-SHA256 of the data key and the salt, so a nonce
/// never comes twice under a key. Chunks of 64 KiB, AES-256-GCM, nonce = running number and a mark on the last one: a chunk that was changed,
/// moved, left out or cut off is found (the STREAM construction).
/// </remarks>
internal static class ChunkCipher
{
    public const int ChunkSize = 64 * 1024;
    public const int HeaderSize = 28;
    private const int TagSize = 16;
    private const int KeyIdSize = 8;

    private static ReadOnlySpan<byte> Magic => "LWA1"u8;

    private static ReadOnlySpan<byte> Purpose => "leineweber-ablage/1"u8;

    /// <summary>True where bytes look like an encrypted content.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> content) => content.Length >= HeaderSize + TagSize && content.StartsWith(Magic);

    /// <summary>Id of the key an encrypted content was made with: 16 hex digits.</summary>
    public static string KeyIdOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(content.Slice(Magic.Length, KeyIdSize));

    /// <summary>Id of a key: the beginning of its SHA-256.</summary>
    public static string IdOf(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, KeyIdSize));

    /// <summary>Encrypts what is written to it. Dispose it to write the last chunk; the target stays open.</summary>
    public static Stream Seal(Stream target, ReadOnlySpan<byte> key)
    {
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        SHA256.HashData(key).AsSpan(0, KeyIdSize).CopyTo(header.AsSpan(Magic.Length));
        RandomNumberGenerator.Fill(header.AsSpan(Magic.Length + KeyIdSize));
        return new SealingStream(target, CipherOf(header, key), header);
    }

    /// <summary>Decrypts a whole content.</summary>
    /// <exception cref="InvalidDataException">It was changed, cut off, or made with another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> content, ReadOnlySpan<byte> key)
    {
        using var opened = new MemoryStream(content.Length);
        Open(new MemoryStream(content.ToArray(), writable: false), opened, key);
        return opened.ToArray();
    }

    /// <summary>Decrypts a stream into another one.</summary>
    /// <exception cref="InvalidDataException">It was changed, cut off, or made with another key. What was written so far is no whole content.</exception>
    public static void Open(Stream content, Stream target, ReadOnlySpan<byte> key)
    {
        var header = new byte[HeaderSize];
        if (content.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || !header.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException("Not an encrypted content.");
        }

        using var cipher = CipherOf(header, key);
        var chunk = new byte[ChunkSize + TagSize];
        var ahead = new byte[ChunkSize + TagSize];
        var plain = new byte[ChunkSize];
        var length = content.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        for (long number = 0; ; number++)
        {
            var next = length < chunk.Length ? 0 : content.ReadAtLeast(ahead, ahead.Length, throwOnEndOfStream: false);
            if (length < TagSize)
            {
                throw new InvalidDataException("The encrypted content is cut off.");
            }

            try
            {
                var body = plain.AsSpan(0, length - TagSize);
                cipher.Decrypt(NonceOf(number, isLast: next == 0), chunk.AsSpan(0, length - TagSize), chunk.AsSpan(length - TagSize, TagSize), body, header);
                target.Write(body);
            }
            catch (AuthenticationTagMismatchException error)
            {
                throw new InvalidDataException("The encrypted content was changed, cut off, or made with another key.", error);
            }

            if (next == 0)
            {
                return;
            }

            (chunk, ahead, length) = (ahead, chunk, next);
        }
    }

    private static AesGcm CipherOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> key)
    {
        Span<byte> own = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, header[(HeaderSize - 16)..], Purpose);
        var cipher = new AesGcm(own, TagSize);
        CryptographicOperations.ZeroMemory(own);
        return cipher;
    }

    private static byte[] NonceOf(long number, bool isLast)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[11] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    private sealed class SealingStream(Stream target, AesGcm cipher, byte[] header) : Stream
    {
        private readonly byte[] chunk = new byte[ChunkSize];
        private int filled;
        private long number;
        private bool begun;
        private bool ended;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                if (filled == ChunkSize)
                {
                    // Only now it is known that this chunk is not the last.
                    Emit(isLast: false);
                }

                var part = Math.Min(buffer.Length, ChunkSize - filled);
                buffer[..part].CopyTo(chunk.AsSpan(filled));
                filled += part;
                buffer = buffer[part..];
            }
        }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !ended)
            {
                ended = true;
                Emit(isLast: true);
                cipher.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Emit(bool isLast)
        {
            if (!begun)
            {
                begun = true;
                target.Write(header);
            }

            var bytes = new byte[filled + TagSize];
            cipher.Encrypt(NonceOf(number++, isLast), chunk.AsSpan(0, filled), bytes.AsSpan(0, filled), bytes.AsSpan(filled), header);
            target.Write(bytes);
            filled = 0;
        }
    }
}
