using System.Net;
using System.Net.Sockets;

namespace Leineweber.Tests;

/// <summary>
/// Ports on the loopback address that stay free until a program takes them: below those the system gives to clients (32768 and up on Linux), since such a one
/// may be gone a moment later, and other ones in each test process, since several run side by side.
/// </summary>
internal static class Ports
{
    private const int First = 10_000;
    private const int Blocks = 200;
    private const int PerBlock = 100;
    private static int given = Environment.ProcessId % Blocks * PerBlock;

    /// <summary>A port nobody listens on, given once in this process.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref given) & int.MaxValue) % (Blocks * PerBlock));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }
    }
}
