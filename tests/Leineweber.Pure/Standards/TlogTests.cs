using System.Text;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Leineweber.Pure.Standards;

public sealed class TlogTests
{
    private const string Origin = "leineweber.example/protokoll";

    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly NoteSigner Signer = new(new NoteKey(Origin, PublicOf(Secret)), m => Sign(Secret, m));

    [Fact]
    public void The_example_of_the_specification_verifies()
    {
        var spec = File.ReadAllText(Path.Combine(TestData.Folder("dms/tlog-spec"), "signed-note.md"));
        var example = spec[spec.IndexOf("### Example", StringComparison.Ordinal)..];
        var vkey = example.Split('\n').First(line => line.StartsWith("    ", StringComparison.Ordinal)).Trim();
        Assert.True(NoteKey.TryParse(vkey, out var key));
        Assert.Equal("example.com/foo", key.Name);
        Assert.Equal(0x530d903au, key.KeyId);
        Assert.Equal(vkey, key.ToString());

        var text = example.Split("```")[1].TrimStart('\n');
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note));
        Assert.Equal(text, note.ToString());
        Assert.True(note.IsSignedBy(key, Verify));
        Assert.False((note with { Text = note.Text.Replace('e', 'a') }).IsSignedBy(key, Verify));
    }

    [Fact]
    public void The_checkpoint_of_the_specification_is_read()
    {
        var spec = File.ReadAllText(Path.Combine(TestData.Folder("dms/tlog-spec"), "tlog-checkpoint.md"));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(spec.Split("```")[1].TrimStart('\n')), out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        Assert.Equal(("example.com/behind-the-sofa", 20852163), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(note.Text, checkpoint.ToText());
    }

    [Fact]
    public void A_signed_checkpoint_opens_only_under_its_key_and_origin()
    {
        var bytes = new Checkpoint(Origin, 42, MerkleHash.LeafHash("x"u8)).Sign(Signer).ToBytes();
        Assert.True(Checkpoint.TryOpen(bytes, Signer.Key, Origin, Verify, out var opened));
        Assert.Equal(42, opened.Size);
        Assert.False(Checkpoint.TryOpen(bytes, Signer.Key, "other.example", Verify, out _));
        Assert.False(Checkpoint.TryOpen(bytes, new NoteKey(Origin, PublicOf([.. Secret.Reverse()])), Origin, Verify, out _));
    }

    [Fact]
    public void No_flipped_bit_of_a_signed_checkpoint_goes_unnoticed()
    {
        var bytes = new Checkpoint(Origin, 42, MerkleHash.LeafHash("x"u8)).Sign(Signer).ToBytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Checkpoint.TryOpen(bytes, Signer.Key, Origin, Verify, out _), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Signatures_of_others_do_not_disturb_but_a_false_one_under_our_key_does()
    {
        var witness = new NoteSigner(new NoteKey("witness.example", PublicOf([.. Secret.Reverse()])), m => Sign([.. Secret.Reverse()], m));
        var note = new Checkpoint(Origin, 1, MerkleHash.LeafHash("x"u8)).Sign(Signer, witness);
        Assert.True(note.IsSignedBy(Signer.Key, Verify) && note.IsSignedBy(witness.Key, Verify));
        var broken = note.Signatures[0] with { Signature = new byte[64] };
        Assert.False((note with { Signatures = [.. note.Signatures, broken] }).IsSignedBy(Signer.Key, Verify));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name  AAAAAAAA\n")]
    [InlineData("text\n\n— na+me AAAAAAAA\n")]
    [InlineData("text\n\n- name AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    [InlineData("te\txt\n\n— name AAAAAAAA\n")]
    [InlineData("te\rxt\n\n— name AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    public void What_is_not_a_note_is_refused(string text) => Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("o\n01\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGRc=\n")]
    [InlineData("o\n-1\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGRc=\n")]
    [InlineData("o\n1\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGR==\n")]
    [InlineData("o\n1\n\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGRc=\n")]
    [InlineData("\n1\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGRc=\n")]
    [InlineData("o\n1\nAAAA\n")]
    [InlineData("o\n99999999999999999999\nRlsKqz4UVDQOPn6OxY7hzqgnZkjcEwgjq1nQGSDzGRc=\n")]
    public void What_is_not_a_checkpoint_is_refused(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    private static byte[] PublicOf(byte[] secret)
    {
        var key = new byte[32];
        Ed25519.GeneratePublicKey(secret, 0, key, 0);
        return key;
    }

    private static byte[] Sign(byte[] secret, ReadOnlySpan<byte> message)
    {
        var signature = new byte[64];
        Ed25519.Sign(secret, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }

    private static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(signature.ToArray(), 0, key.ToArray(), 0, message.ToArray(), 0, message.Length);
}
