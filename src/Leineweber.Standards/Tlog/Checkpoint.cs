using System.Globalization;
using Leineweber.Standards.Merkle;

namespace Leineweber.Standards.Tlog;

/// <summary>What a log says about itself at one moment: its name, how many entries it has and their Merkle root (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Identity of the log, non-empty, without newline; by recommendation the name of the signing key.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">Root of the tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>Lines after the third, opaque; none by recommendation.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text to be signed.</summary>
    public string ToText() =>
        string.Concat(new[] { Origin, Size.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Root) }
            .Concat(Extensions).Select(line => line + "\n"));

    /// <summary>The checkpoint as a signed note.</summary>
    public SignedNote Sign(params IReadOnlyList<NoteSigner> signers) => SignedNote.Sign(ToText(), signers);

    /// <summary>Reads the text of a note as a checkpoint; false for everything that is not exactly in the format.</summary>
    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (!text.EndsWith('\n'))
        {
            return false;
        }

        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(l => l.Length == 0) || !TrySize(lines[1], out var size)
            || !NoteKey.TryBase64(lines[2], out var root) || root.Length != MerkleHash.Length)
        {
            return false;
        }

        checkpoint = new(lines[0], size, root) { Extensions = lines[3..] };
        return true;
    }

    /// <summary>Reads a note that must be a checkpoint of this log, signed by this key.</summary>
    /// <returns>False where the format, the signature or the origin is wrong.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> note, NoteKey key, string origin, Ed25519Verify verify, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        return SignedNote.TryParse(note, out var signed) && signed.IsSignedBy(key, verify)
            && TryParse(signed.Text, out checkpoint) && checkpoint.Origin == origin;
    }

    private static bool TrySize(string line, out long size) =>
        long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out size)
        && line == size.ToString(CultureInfo.InvariantCulture);
}
