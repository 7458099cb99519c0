using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Leineweber.Faults.Disk;

/// <summary>Calls to the disk that can be made to fail.</summary>
[Flags]
internal enum Calls
{
    Write = 1,
    Sync = 2,
    Rename = 4,
    Truncate = 8,
    Create = 16,
    Unlink = 32,
    Mkdir = 64,
    All = 127,
}

/// <summary>What the disk does from now on.</summary>
/// <param name="Calls">Which calls count.</param>
/// <param name="At">Which one fails, from 1; 0 for none: they are only counted.</param>
/// <param name="Error">Number of the error (<c>errno</c>), or 0: the process is killed with SIGKILL.</param>
internal sealed record DiskFault(Calls Calls, long At, int Error)
{
    public const int Eio = 5;
    public const int Enospc = 28;

    /// <summary>All later calls fail too, until disarmed.</summary>
    public bool Lasting { get; init; }

    /// <summary>Half of a failing write reaches the file.</summary>
    public bool Torn { get; init; }

    /// <summary>The call after which the process is killed is done first.</summary>
    public bool KillAfter { get; init; }

    /// <summary>Only files whose path ends like this are concerned; empty for all.</summary>
    public string Only { get; init; } = "";

    public override string ToString() =>
        $"{Calls} no. {At} {(Error switch { 0 => KillAfter ? "kill after" : "kill before", Eio => "EIO", Enospc => "ENOSPC", _ => $"errno {Error}" })}{(Lasting ? " lasting" : "")}{(Only.Length > 0 ? $" of {Only}" : "")}{(Torn ? " torn" : "")}";
}

/// <summary>The disk under one process, laid between it and the C library by <c>faulty-disk.c</c>.</summary>
internal sealed unsafe class FaultyDisk : IDisposable
{
    private const int Size = 4096;
    private static readonly Lazy<(string? Library, string? Reason)> Built = new(Build);
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Block* block;
    private readonly string folder;
    private readonly string root;

    /// <param name="root">Files below this folder are concerned.</param>
    /// <param name="folder">Where the disk keeps its own files; outside the root.</param>
    public FaultyDisk(string root, string folder)
    {
        (this.root, this.folder) = (root, folder);
        Directory.CreateDirectory(folder);
        var control = Path.Combine(folder, "control");
        File.WriteAllBytes(control, new byte[Size]);
        file = MemoryMappedFile.CreateFromFile(control, FileMode.Open);
        view = file.CreateViewAccessor(0, Size);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        block = (Block*)start;
    }

    /// <summary>Why this machine cannot do it, or null.</summary>
    public static string? Missing => Built.Value.Reason;

    /// <summary>Log of what was not synced yet.</summary>
    public string Log => Path.Combine(folder, "log");

    /// <summary>Calls that counted since the disk was armed.</summary>
    public long Seen => Volatile.Read(ref block->Seen);

    /// <summary>Calls that failed since the disk was armed.</summary>
    public long Fired => Volatile.Read(ref block->Fired);

    /// <summary>The first call that failed.</summary>
    public string What => Text(block->What, 512);

    /// <summary>Puts the disk under a program that is about to start.</summary>
    /// <param name="start">The program.</param>
    /// <param name="canLosePower">True where <see cref="PowerCut"/> is to be possible.</param>
    public void PutUnder(ProcessStartInfo start, bool canLosePower)
    {
        start.Environment["LD_PRELOAD"] = Built.Value.Library;
        start.Environment["LW_DISK_CONTROL"] = Path.Combine(folder, "control");
        start.Environment["LW_DISK_ROOT"] = root + "/";
        if (canLosePower)
        {
            start.Environment["LW_DISK_LOG"] = Log;
        }
    }

    /// <summary>From now on the disk counts, and fails as told.</summary>
    public void Arm(DiskFault fault)
    {
        Disarm();
        (block->Mask, block->At, block->Error) = ((uint)fault.Calls, fault.At, fault.Error);
        (block->Until, block->Torn, block->After) = (fault.Lasting ? 1u : 0, fault.Torn ? 1u : 0, fault.KillAfter ? 1u : 0);
        (block->Seen, block->Fired) = (0, 0);
        new Span<byte>(block->What, 512).Clear();
        Encoding.UTF8.GetBytes("/index/", new Span<byte>(block->Skip, 64));
        new Span<byte>(block->Only, 64).Clear();
        Encoding.UTF8.GetBytes(fault.Only, new Span<byte>(block->Only, 64));
        Volatile.Write(ref block->Armed, 1);
    }

    /// <summary>From now on the disk works.</summary>
    public void Disarm() => Volatile.Write(ref block->Armed, 0);

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Text(byte* bytes, int most)
    {
        var span = new ReadOnlySpan<byte>(bytes, most);
        var end = span.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? span : span[..end]);
    }

    private static (string?, string?) Build()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (null, "A disk that fails on demand needs Linux.");
        }

        var library = Path.Combine(AppContext.BaseDirectory, "faulty-disk.so");
        var source = Path.Combine(AppContext.BaseDirectory, "faulty-disk.c");
        source = File.Exists(source) ? source : Path.Combine(AppContext.BaseDirectory, "Disk", "faulty-disk.c");
        try
        {
            var mine = $"{library}.{Environment.ProcessId}";
            using var cc = Process.Start(new ProcessStartInfo("cc", ["-O1", "-shared", "-fPIC", "-o", mine, source, "-ldl"]) { RedirectStandardError = true })!;
            var words = cc.StandardError.ReadToEnd();
            cc.WaitForExit();
            if (cc.ExitCode != 0)
            {
                throw new InvalidOperationException(words);
            }

            File.Move(mine, library, overwrite: true);
            return (library, null);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "A disk that fails on demand needs a C compiler (Debian package gcc).");
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public uint Armed;
        public uint Mask;
        public long At;
        public int Error;
        public uint Until;
        public uint Torn;
        public uint After;
        public long Seen;
        public long Fired;
        public fixed byte What[512];
        public fixed byte Skip[64];
        public fixed byte Only[64];
    }
}
