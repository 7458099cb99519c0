using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Time to sign the tree's head.</summary>
public sealed record SignCheckpoint;

/// <summary>Signs the tree's head where it grew, into the database and into a file outside of it.</summary>
internal sealed class CheckpointJob(LeineweberDb db, CurrentTenant tenant) : IHandle<SignCheckpoint>
{
    public async Task Run(SignCheckpoint payload, CancellationToken cancel)
    {
        var head = await db.Set<ProtokollHead>().SingleOrDefaultAsync(row => row.Id == 1, cancel);
        if (head is null || await db.Set<ProtokollCheckpoint>().AnyAsync(row => row.Size == head.Size, cancel))
        {
            return;
        }

        var space = tenant.Space;
        var key = ProtokollKey.For(space);
        var root = MerkleTree.FromBytes(Convert.FromBase64String(head.Tree)).Root;
        var note = key.Sign(new Checkpoint(ProtokollKey.NameOf(space.Tenant), head.Size, root));
        await File.AppendAllTextAsync(Path.Combine(space.Folder, "protokoll.pruefpunkte"), note + "\n", cancel);
        await db.Write(Actor.System("protokoll"), write =>
        {
            write.Db.Add(new ProtokollCheckpoint { Size = head.Size, At = write.Now, Note = note });
            return Task.CompletedTask;
        }, cancel);
    }
}
