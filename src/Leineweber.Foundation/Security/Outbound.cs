using System.Net;
using System.Net.Sockets;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Foundation.Security;

/// <summary>Connections to addresses that settings or other services name: only into the public internet, so that none of them leads into the city's own network (SSRF).</summary>
/// <remarks>What is to be reached inside, the operator lists by host in <c>LEINEWEBER_INTERNE_ZIELE</c>; this machine, named as such in a setting, is always allowed.</remarks>
public static class Outbound
{
    /// <summary>Handler for HTTP clients that follow such addresses: checks what the name resolves to when it connects, and follows no redirect.</summary>
    public static SocketsHttpHandler Handler(Installation installation) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = (context, cancel) => Connect(context.DnsEndPoint, installation.InternalHosts, cancel),
    };

    /// <summary>True where the name means this machine itself.</summary>
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>True for an address of the public internet; false for private, local, shared, reserved and tunnelled ones (IANA special-purpose registries).</summary>
    public static bool IsPublic(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !(bytes[0] is 0 or 10 or 127 or >= 224
                || (bytes[0] == 100 && bytes[1] is >= 64 and < 128) || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
                || (bytes[0] == 192 && (bytes[1] == 168 || (bytes[1] == 0 && bytes[2] is 0 or 2) || (bytes[1] == 88 && bytes[2] == 99)))
                || (bytes[0] == 198 && (bytes[1] is 18 or 19 || (bytes[1] == 51 && bytes[2] == 100))) || (bytes[0] == 203 && bytes[1] == 0 && bytes[2] == 113))
            // Of IPv6 only 2000::/3 is given out; of that not documentation (2001:db8::/32), Teredo and other protocols (2001::/23) and 6to4 (2002::/16).
            : (bytes[0] & 0xe0) == 0x20 && !(bytes[0] == 0x20 && (bytes[1] == 2 || (bytes[1] == 1 && (bytes[2] < 2 || (bytes[2] == 0x0d && bytes[3] == 0xb8)))));
    }

    private static async ValueTask<Stream> Connect(DnsEndPoint target, IReadOnlyList<string> internalHosts, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = IsThisMachine(target.Host) || internalHosts.Contains(target.Host, StringComparer.OrdinalIgnoreCase) ? addresses : [.. addresses.Where(IsPublic)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} does not lie in the public internet; if it shall be reached, name it in LEINEWEBER_INTERNE_ZIELE.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The addresses that were looked at, not the name: it could mean something else a moment later.
            await socket.ConnectAsync(allowed, target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
