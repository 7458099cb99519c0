using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Leineweber.Foundation.Data;
using Leineweber.Standards.Merkle;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Appends a change's entries to the tree, as the last thing its transaction does.</summary>
internal static class ProtokollWriter
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel)
    {
        // Raising the version first takes the row's lock, so that on PostgreSQL appends queue up here and nowhere earlier.
        var raised = await write.Db.Set<ProtokollHead>().Where(row => row.Id == 1)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Version, r => r.Version + 1), cancel);
        var head = raised == 1
            ? await write.Db.Set<ProtokollHead>().SingleAsync(row => row.Id == 1, cancel)
            : write.Db.Add(new ProtokollHead()).Entity;
        var tree = head.Tree.Length == 0 ? new MerkleTree() : MerkleTree.FromBytes(Convert.FromBase64String(head.Tree));
        foreach (var entry in entries)
        {
            write.Db.Add(RowFor(write, entry, tree));
        }

        head.Size = tree.Size;
        head.Tree = Convert.ToBase64String(tree.ToBytes());
        await write.Db.SaveChangesAsync(cancel);
    }

    private static ProtokollRow RowFor(Write write, ProtokollEntry entry, MerkleTree tree)
    {
        var content = JsonSerializer.Serialize(new ProtokollContent(write.Actor.Name, entry.Text, entry.Reason), Json);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var contentHash = ProtokollRow.HashOfContent(salt, content);
        var seq = tree.Size;
        var leaf = MerkleHash.LeafHash(
            ProtokollRow.LeafBytes(seq, write.Now, write.Actor.Kind, write.Actor.Id, entry.Action, entry.Subject, contentHash));
        tree.Append(leaf);
        return new ProtokollRow
        {
            Seq = seq,
            At = write.Now,
            ActorKind = write.Actor.Kind,
            ActorId = write.Actor.Id,
            Action = entry.Action,
            Subject = entry.Subject,
            Content = content,
            Salt = salt,
            ContentHash = contentHash,
            LeafHash = Convert.ToHexStringLower(leaf),
            RootHash = Convert.ToHexStringLower(tree.Root),
        };
    }
}
