using System.Collections.Concurrent;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;

namespace Leineweber.Foundation.Protokoll;

/// <summary>What is wrong with the Protokoll.</summary>
/// <param name="First">Number of the first bad entry.</param>
/// <param name="Text">A German sentence.</param>
internal sealed record Befund(long First, string Text);

/// <summary>
/// Builds the tree anew from the rows. Stretches are read and hashed on all cores at once and put together in their order; where one does not fit, its entries are
/// checked one by one, so that the first bad one is named.
/// </summary>
internal sealed class Neuaufbau(TenantSpace space, LeineweberDb db, List<Checkpoint> checkpoints)
{
    private readonly ConcurrentBag<EntryReader> idle = [];
    private readonly long[] sizes = [.. checkpoints.Select(checkpoint => checkpoint.Size)];
    private string link = Convert.ToHexStringLower(MerkleHash.Empty);
    private long lastGood;
    private int next;

    /// <summary>The tree as far as all was in order.</summary>
    public MerkleTree Tree { get; } = new();

    /// <summary>Number of checkpoints that agreed.</summary>
    public int Seen { get; private set; }

    /// <summary>Builds the tree of the first entries.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public async Task<Befund?> Run(long entries, CancellationToken cancel)
    {
        var workers = Math.Clamp(Environment.ProcessorCount, 1, 8);
        var running = new Queue<Task<Stretch>>();
        try
        {
            for (long begun = 0; begun < entries || running.Count > 0;)
            {
                // One more than there are cores, so that none waits while stretches are put together.
                while (begun < entries && running.Count <= workers)
                {
                    var from = begun;
                    begun = Math.Min(from + EntryReader.Length, entries);
                    running.Enqueue(Task.Run(() => Read(from, Math.Min(from + EntryReader.Length, entries)), cancel));
                }

                cancel.ThrowIfCancellationRequested();
                if (await Join(await running.Dequeue(), entries, cancel) is { } bad)
                {
                    return bad;
                }
            }

            return null;
        }
        finally
        {
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            foreach (var reader in idle)
            {
                reader.Dispose();
            }
        }
    }

    private Stretch Read(long from, long to)
    {
        var reader = idle.TryTake(out var waiting) ? waiting : new EntryReader(space);
        var after = Array.BinarySearch(sizes, from + 1) is >= 0 and var found ? found : ~Array.BinarySearch(sizes, from + 1);
        var stretch = reader.Check(from, to, fold: after == sizes.Length || sizes[after] >= to);
        idle.Add(reader);
        return stretch;
    }

    private async Task<Befund?> Join(Stretch stretch, long entries, CancellationToken cancel)
    {
        if (stretch.Leaves is null)
        {
            var check = new EntryCheck(Tree, link);
            var befund = await check.Run(db, Math.Min(stretch.From + EntryReader.Length, entries), Agree, cancel);
            link = check.Link;
            return befund;
        }

        if (stretch.IsFolded)
        {
            Tree.AppendPerfect(stretch.Leaves, EntryReader.Length);
            link = stretch.Link;
            return Agree();
        }

        for (var leaf = 0; leaf < stretch.Leaves.Length; leaf += MerkleHash.Length)
        {
            Tree.Append(stretch.Leaves.AsSpan(leaf, MerkleHash.Length));
            if (Agree() is { } bad)
            {
                return bad;
            }
        }

        link = stretch.Link;
        return null;
    }

    /// <summary>Holds the tree against the checkpoint of this size, where there is one.</summary>
    private Befund? Agree()
    {
        for (; next < checkpoints.Count && checkpoints[next].Size <= Tree.Size; next++)
        {
            if (checkpoints[next].Size < Tree.Size)
            {
                continue;
            }

            if (!checkpoints[next].Root.AsSpan().SequenceEqual(Tree.Root))
            {
                return new Befund(lastGood, $"Die Einträge {lastGood} bis {Tree.Size - 1} sind nicht mehr die, die der Prüfpunkt über {Tree.Size} Einträge bestätigt hat.");
            }

            lastGood = Tree.Size;
            Seen++;
        }

        return null;
    }
}
