using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Leineweber.Standards.Merkle;

namespace Leineweber.Foundation.Protokoll;

/// <summary>An entry's words as JSON, their salt and the hash over both, hex.</summary>
internal readonly record struct ProtokollWords(string Content, string Salt, string Hash)
{
    private const int SaltLength = 16;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Puts entries into words, with a salt and their hash: all of them that does not depend on their place.</summary>
    public static ProtokollWords[] Of(Actor actor, IReadOnlyList<ProtokollEntry> entries)
    {
        // One draw for all: the call costs more than the bytes.
        Span<byte> salts = new byte[entries.Count * SaltLength];
        RandomNumberGenerator.Fill(salts);
        var words = new ProtokollWords[entries.Count];
        for (var first = 0; first < words.Length; first += Sha256Lanes.Count)
        {
            var some = words.AsSpan(first, Math.Min(Sha256Lanes.Count, words.Length - first));
            for (var i = 0; i < some.Length; i++)
            {
                some[i] = Unhashed(actor, entries[first + i], Convert.ToHexStringLower(salts.Slice((first + i) * SaltLength, SaltLength)));
            }

            Seal(some);
        }

        return words;
    }

    /// <summary>Puts an entry into words with a salt that is given, 32 hex digits.</summary>
    public static ProtokollWords Of(Actor actor, ProtokollEntry entry, string salt)
    {
        var words = Unhashed(actor, entry, salt);
        Seal(new Span<ProtokollWords>(ref words));
        return words;
    }

    private static ProtokollWords Unhashed(Actor actor, ProtokollEntry entry, string salt) =>
        new(JsonSerializer.Serialize(new ProtokollContent(actor.Name, entry.Text, entry.Reason), Json), salt, "");

    private static void Seal(Span<ProtokollWords> words)
    {
        var lanes = Sha256Lanes.OfThread;
        foreach (var one in words)
        {
            var message = lanes.Next(one.Salt.Length + Encoding.UTF8.GetByteCount(one.Content));
            Encoding.UTF8.GetBytes(one.Content, message[Encoding.UTF8.GetBytes(one.Salt, message)..]);
        }

        Span<byte> hashes = stackalloc byte[Sha256Lanes.Count * MerkleHash.Length];
        lanes.Finish(hashes);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = words[i] with { Hash = Convert.ToHexStringLower(hashes.Slice(i * MerkleHash.Length, MerkleHash.Length)) };
        }
    }
}
