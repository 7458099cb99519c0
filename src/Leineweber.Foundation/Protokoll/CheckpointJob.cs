using System.Text;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Time to sign the tree's head.</summary>
public sealed record SignCheckpoint
{
    /// <summary>True where the tree grew since its head was signed.</summary>
    public static Task<bool> IsDue(LeineweberDb db, CancellationToken cancel) =>
        db.Set<ProtokollHead>().AnyAsync(head => head.Id == 1 && !db.Set<ProtokollCheckpoint>().Any(row => row.Size == head.Size), cancel);
}

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

        // A signed head that a crash takes back would read like a Protokoll that was cut off.
        await db.MakeDurable(cancel);
        var space = tenant.Space;
        var key = ProtokollKey.For(space);
        var root = MerkleTree.FromBytes(Convert.FromBase64String(head.Tree)).Root;
        var note = key.Sign(new Checkpoint(ProtokollKey.NameOf(space.Tenant), head.Size, root));
        Append(Path.Combine(space.Folder, "protokoll.pruefpunkte"), note + "\n");
        await db.Write(Actor.System("protokoll"), write =>
        {
            write.Db.Add(new ProtokollCheckpoint { Size = head.Size, At = write.Now, Note = note });
            return Task.CompletedTask;
        }, cancel);
    }

    /// <summary>Adds a note to the file, durable. What a crash left half-written at its end is cut off first.</summary>
    private static void Append(string path, string note)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var whole = content.AsSpan().LastIndexOf("\n\n"u8) is >= 0 and var end ? end + 2 : 0;
        if (whole < content.Length)
        {
            file.SetLength(whole);
        }

        file.Position = whole;
        file.Write(Encoding.UTF8.GetBytes(note));
        file.Flush();
        DurableFile.Sync(file.SafeFileHandle);
        if (content.Length == 0)
        {
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
        }
    }
}
