using System.Buffers.Binary;
using System.Text;

namespace Leineweber.Standards.Tlog;

/// <summary>One signature line of a note: who says to have signed, and the signature (without the four bytes of the key id).</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>A text signed by one or more keys (C2SP signed-note). The text means nothing before <see cref="IsSignedBy"/> was true.</summary>
/// <param name="Text">The signed text, with its final newline.</param>
/// <param name="Signatures">One to 64 signatures, in the order of the note.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const int MaxLength = 1_000_000;
    private const int MaxSignatures = 64;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Signs a text with the given keys.</summary>
    /// <exception cref="ArgumentException">The text does not end in a newline, holds control characters, or there is no signer.</exception>
    public static SignedNote Sign(string text, params IReadOnlyList<NoteSigner> signers)
    {
        if (!text.EndsWith('\n') || HasControlCharacters(text) || signers.Count == 0)
        {
            throw new ArgumentException("A note ends in a newline, has no control characters and at least one signer.", nameof(text));
        }

        var bytes = Utf8.GetBytes(text);
        return new(text, [.. signers.Select(s => new NoteSignature(s.Key.Name, s.Key.KeyId, s.Sign(bytes)))]);
    }

    /// <summary>Reads a note. False for everything that is not exactly in the format; the signatures are not checked.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SignedNote note)
    {
        note = null!;
        if (bytes.Length > MaxLength || !TryDecode(bytes, out var all) || HasControlCharacters(all) || !all.EndsWith('\n'))
        {
            return false;
        }

        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0)
        {
            return false;
        }

        var lines = all[(split + 2)..].Split('\n')[..^1];
        var signatures = lines.Select(ParseLine).ToList();
        if (lines.Length is 0 or > MaxSignatures || signatures.Any(s => s is null))
        {
            return false;
        }

        note = new(all[..(split + 1)], signatures!);
        return true;
    }

    /// <summary>True where this key signed the text. A signature under the key's name and id that does not hold makes the whole note false.</summary>
    public bool IsSignedBy(NoteKey key, Ed25519Verify verify)
    {
        var text = Utf8.GetBytes(Text);
        var own = Signatures.Where(s => s.Name == key.Name && s.KeyId == key.KeyId).ToList();
        return own.Count > 0 && own.All(s => s.Signature.Length == 64 && verify(key.PublicKey, text, s.Signature));
    }

    /// <summary>The note as it is stored and published.</summary>
    public byte[] ToBytes() => Utf8.GetBytes(ToString());

    /// <inheritdoc />
    public override string ToString()
    {
        var builder = new StringBuilder(Text).Append('\n');
        foreach (var (name, keyId, signature) in Signatures)
        {
            var bytes = new byte[4 + signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, keyId);
            signature.CopyTo(bytes, 4);
            builder.Append("— ").Append(name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return builder.ToString();
    }

    private static NoteSignature? ParseLine(string line)
    {
        var parts = line.Split(' ');
        if (parts is not ["—", var name, var encoded] || !NoteKey.IsName(name) || !NoteKey.TryBase64(encoded, out var bytes) || bytes.Length < 5)
        {
            return null;
        }

        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]);
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = Utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    private static bool HasControlCharacters(string text) => text.AsSpan().ContainsAnyInRange('\0', '\t') || text.AsSpan().ContainsAnyInRange('\v', '\u001f');
}
