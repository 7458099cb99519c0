using System.Net;
using System.Net.Sockets;

namespace Leineweber.Commands;

/// <summary>Whether the program can listen on a port; asked before anything else is done.</summary>
internal static class ListenPort
{
    /// <summary>Tries the port.</summary>
    /// <exception cref="CommandRefusal">There is no such port, or another program has it.</exception>
    public static void Check(int port)
    {
        if (port is < 1 or > 65_535)
        {
            throw new CommandRefusal($"Den Port {port} gibt es nicht. Möglich sind 1 bis 65535.");
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new CommandRefusal(error.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Der Port {port} ist schon belegt. Bitte mit --port einen anderen nennen."
                : $"Auf Port {port} kann das Programm nicht antworten: {error.Message}");
        }
    }
}
