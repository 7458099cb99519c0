using System.Globalization;
using System.Text;

namespace Leineweber.Faults.Disk;

/// <summary>
/// Takes away what a power cut would take: everything the killed program wrote and did not sync. Pages of files go back to what they held at
/// their last sync, files that were made and names that were changed without a sync of their folder vanish. A page whose sync failed is
/// gone although later syncs succeeded, unless it was written again: that is what Linux does.
/// </summary>
internal sealed class PowerCut
{
    private const int PageSize = 4096;
    private readonly Dictionary<string, FilePages> files = [];
    private readonly List<NameChange> names = [];

    private readonly string log;

    private PowerCut(string log) => this.log = log;

    /// <summary>Restores the files and empties the log.</summary>
    /// <param name="log">The disk's log.</param>
    /// <param name="root">The data folder.</param>
    /// <param name="luck">Chance (0 to 1) of an unsynced page to have reached the disk all the same.</param>
    /// <param name="random">Decides which pages were lucky.</param>
    /// <returns>How many pages and names were taken away.</returns>
    public static int Happen(string log, string root, double luck, Random random)
    {
        var cut = new PowerCut(log);
        if (File.Exists(log))
        {
            cut.Read(File.ReadAllBytes(log));
        }

        var taken = cut.TakeNames() + cut.TakePages(luck, random);
        foreach (var shared in Directory.GetFiles(root, "*-shm", SearchOption.AllDirectories))
        {
            File.Delete(shared);
        }

        Forget(log);
        return taken;
    }

    /// <summary>Empties the log: what was written so far counts as durable.</summary>
    public static void Forget(string log)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(log)!, Path.GetFileName(log) + "*"))
        {
            File.Delete(file);
        }
    }

    private void Read(byte[] bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            if (end < 0)
            {
                return;
            }

            var words = Encoding.UTF8.GetString(bytes, at, end - at).Split(' ', 5);
            var size = int.Parse(words[3], CultureInfo.InvariantCulture);
            var content = bytes.AsSpan(end + 1, Math.Min(size, bytes.Length - end - 1));
            Take(words[0][0], Number(words[1]), Number(words[2]), words[4], content);
            at = end + 1 + size;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private void Take(char letter, long one, long two, string path, ReadOnlySpan<byte> bytes)
    {
        switch (letter)
        {
            case 'w':
                PagesOf(path).Written(one, two, bytes);
                break;
            case 's':
                PagesOf(path).Synced();
                names.RemoveAll(change => Path.GetDirectoryName(change.Path) == path);
                break;
            case 'l':
                PagesOf(path).SyncFailed();
                break;
            case 'c':
                names.Add(new NameChange(path, null));
                break;
            case 'r':
                Renamed(Encoding.UTF8.GetString(bytes), path, one, two);
                break;
            case 'u':
                files.Remove(path);
                names.Add(new NameChange(path, Kept(one, two)));
                break;
        }
    }

    private void Renamed(string from, string to, long process, long number)
    {
        files.Remove(to);
        if (files.Remove(from, out var pages))
        {
            files[to] = pages;
        }

        names.RemoveAll(change => change.Path == from);
        names.Add(new NameChange(to, Kept(process, number)));
    }

    private string? Kept(long process, long number) => number == 0 ? null : $"{log}.{process}.{number}";

    private FilePages PagesOf(string path) => files.TryGetValue(path, out var pages) ? pages : files[path] = new FilePages();

    private int TakeNames()
    {
        for (var at = names.Count - 1; at >= 0; at--)
        {
            var (path, kept) = names[at];
            if (kept is not null && File.Exists(kept))
            {
                File.Move(kept, path, overwrite: true);
            }
            else if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
                files.Remove(path);
            }
        }

        return names.Count;
    }

    private int TakePages(double luck, Random random)
    {
        var taken = 0;
        foreach (var (path, pages) in files.Where(pair => pair.Value.Doubtful && File.Exists(pair.Key)))
        {
            taken += pages.TakeBack(path, luck, random);
        }

        return taken;
    }

    private sealed record NameChange(string Path, string? Kept);

    /// <summary>What a file's pages held when they were last known to be on the disk.</summary>
    private sealed class FilePages
    {
        private readonly SortedDictionary<long, byte[]> before = [];
        private readonly HashSet<long> dirty = [];
        private long length = -1;

        public bool Doubtful => before.Count > 0 || length >= 0;

        public void Written(long page, long lengthBefore, ReadOnlySpan<byte> bytes)
        {
            before.TryAdd(page, bytes.ToArray());
            dirty.Add(page);
            length = length < 0 ? lengthBefore : Math.Min(length, lengthBefore);
        }

        public void Synced()
        {
            foreach (var page in dirty)
            {
                before.Remove(page);
            }

            dirty.Clear();
            length = -1;
        }

        public void SyncFailed() => dirty.Clear();

        public int TakeBack(string path, double luck, Random random)
        {
            var taken = 0;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            foreach (var (page, bytes) in before)
            {
                if (random.NextDouble() < luck)
                {
                    continue;
                }

                taken++;
                var whole = new byte[PageSize];
                bytes.CopyTo(whole, 0);
                file.Position = page;
                // Beyond the old end there was nothing; zeros stand for it, as in a file whose length was written and whose pages were not.
                file.Write(whole.AsSpan(0, (int)Math.Clamp(file.Length - page, bytes.Length, PageSize)));
            }

            if (luck == 0 && length >= 0 && length < file.Length)
            {
                file.SetLength(length);
            }

            return taken;
        }
    }
}
