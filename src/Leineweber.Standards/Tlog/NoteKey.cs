using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leineweber.Standards.Tlog;

/// <summary>Checks an Ed25519 signature (RFC 8032). .NET has none of its own, so the caller brings it.</summary>
public delegate bool Ed25519Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>Makes an Ed25519 signature (RFC 8032) of 64 bytes with a key that it knows.</summary>
public delegate byte[] Ed25519Sign(ReadOnlySpan<byte> message);

/// <summary>A key that signs notes.</summary>
public sealed record NoteSigner(NoteKey Key, Ed25519Sign Sign);

/// <summary>The public half of an Ed25519 key that signs notes, with the name it signs under (C2SP signed-note, "verifier keys").</summary>
public sealed record NoteKey
{
    private const byte Ed25519 = 1;

    /// <summary>A key under a name, by recommendation a host and path without scheme, e.g. <c>leineweber.example/protokoll</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty, or has spaces, a plus or control characters; or the key is not 32 bytes.</exception>
    public NoteKey(string name, byte[] publicKey)
    {
        if (!IsName(name) || publicKey.Length != 32)
        {
            throw new ArgumentException("A note key has a name without spaces and plus, and 32 bytes.", nameof(name));
        }

        (Name, PublicKey) = (name, publicKey);
        KeyId = IdOf(name, publicKey);
    }

    /// <summary>The name in the signature line.</summary>
    public string Name { get; }

    /// <summary>The Ed25519 public key, 32 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>First four bytes of SHA-256(name, newline, 0x01, key): an identifier, not a proof.</summary>
    public uint KeyId { get; }

    /// <summary>Reads a verifier key, e.g. <c>example.com/foo+530d903a+AekyeRrm56hApGFk…</c>.</summary>
    public static bool TryParse(string vkey, out NoteKey key)
    {
        key = null!;
        var parts = vkey.Split('+', 3);
        if (parts is not [var name, { Length: 8 } id, var encoded] || !IsName(name) || !TryBase64(encoded, out var bytes)
            || bytes is not [Ed25519, ..] || bytes.Length != 33)
        {
            return false;
        }

        var parsed = new NoteKey(name, bytes[1..]);
        if (id != parsed.KeyId.ToString("x8", CultureInfo.InvariantCulture))
        {
            return false;
        }

        key = parsed;
        return true;
    }

    /// <summary>The verifier key as text, to be handed to those who check.</summary>
    public override string ToString() =>
        $"{Name}+{KeyId.ToString("x8", CultureInfo.InvariantCulture)}+{Convert.ToBase64String([Ed25519, .. PublicKey])}";

    internal static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>Strict base64: no white space, and only one spelling for the same bytes.</summary>
    internal static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[(text.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var written))
        {
            return false;
        }

        bytes = bytes[..written];
        return Convert.ToBase64String(bytes) == text;
    }

    private static uint IdOf(string name, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey]));
}
