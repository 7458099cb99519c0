using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Leineweber.Foundation.Ablage;

/// <summary>fsync whose result is looked at.</summary>
/// <remarks>.NET's own <c>Flush(true)</c> reports success where fsync failed (seen with injected EIO on .NET 10.0.12), so the system call is made directly.</remarks>
public static partial class DurableFile
{
    private const int InterruptedCall = 4;
    private const int NotNeeded = 4;
    private static long failures;

    /// <summary>How often this process was told that something could not be made durable.</summary>
    public static long Failures => Interlocked.Read(ref failures);

    /// <summary>Counts a failure that another one than this class was told of, e.g. SQLite.</summary>
    public static void CountFailure() => Interlocked.Increment(ref failures);

    /// <summary>Makes a file's content durable.</summary>
    /// <exception cref="IOException">The system reported an error: the content may be lost.</exception>
    public static void Sync(SafeFileHandle file)
    {
        while (Fsync(file.DangerousGetHandle().ToInt32()) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != InterruptedCall)
            {
                CountFailure();
                throw new IOException($"fsync failed: {new Win32Exception(error).Message}");
            }
        }
    }

    /// <summary>Makes the names in a folder durable (after a rename into it).</summary>
    /// <exception cref="IOException">The system reported an error.</exception>
    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"open {folder} failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Sync(handle);
    }

    /// <summary>Makes everything durable that was written to the file system a folder lies on.</summary>
    /// <exception cref="IOException">The system reported an error.</exception>
    public static void SyncFileSystem(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"open {folder} failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Syncfs(descriptor) != 0)
        {
            CountFailure();
            throw new IOException($"syncfs failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Syncs a file and asks the system to forget what it holds of it in memory, so that the next one to read sees what is on the disk.</summary>
    /// <remarks>After a failed sync Linux goes on showing what never reached the disk. Asking is all one can do: where the system declines, memory is read.</remarks>
    /// <exception cref="IOException">The system reported an error.</exception>
    public static void SyncAndForget(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Sync(file);
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(file.DangerousGetHandle().ToInt32(), 0, 0, NotNeeded);
        }
    }

    /// <summary>Writes a file whole or not at all: temporary name, fsync, rename, fsync of the folder. Readable by the program's user only.</summary>
    /// <exception cref="IOException">It could not be made durable.</exception>
    public static void WriteAll(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".neu";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(content);
            file.Flush();
            Sync(file.SafeFileHandle);
        }

        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(int descriptor, long from, long length, int advice);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int Syncfs(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
