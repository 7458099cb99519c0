using System.Runtime.InteropServices;

namespace Leineweber.Foundation.Tenancy;

/// <summary>The memory of native libraries, of which SQLite takes the most: glibc keeps what was freed, a heap for each thread. Elsewhere than under glibc nothing is done.</summary>
public static partial class NativeHeap
{
    private const int ArenaMax = -8;
    private const int MostHeaps = 2;
    private static bool isGlibc = OperatingSystem.IsLinux();

    /// <summary>At the start: lets all threads share two heaps. SQLite's are taken one at a time anyway.</summary>
    public static void Limit() => Ask(() => _ = Mallopt(ArenaMax, MostHeaps));

    /// <summary>Gives what was freed back to the operating system; takes milliseconds.</summary>
    public static void Trim() => Ask(() => _ = MallocTrim(0));

    private static void Ask(Action ask)
    {
        if (isGlibc)
        {
            try
            {
                ask();
            }
            catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
            {
                isGlibc = false;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int what, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
