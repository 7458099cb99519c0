using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Security;

/// <summary>Tells the log of sign-ins, of what was refused and of attempts to get round the rules, under the category <see cref="Category"/> with fields of fixed names.</summary>
/// <remarks>Never what was typed, no name, no address of a page (secrets of private links stand in them): the route, the id of who is signed in, the caller's network.
/// The list of events stands in the handbook, chapter 12.</remarks>
public static partial class Sicherheitslog
{
    /// <summary>Category of these entries.</summary>
    public const string Category = "Leineweber.Sicherheit";

    /// <summary>Something was refused or failed.</summary>
    /// <param name="http">The request.</param>
    /// <param name="ereignis">What happened, <c>noun.participle</c>, e.g. <c>anmeldung.misslungen</c>.</param>
    /// <param name="grund">Why, one or few fixed words.</param>
    /// <param name="wer">Whom it concerns as <c>konto:id</c> or <c>bedienstete:id</c>; null where nobody is known.</param>
    public static void Refused(HttpContext http, string ereignis, string grund, string? wer) => Warn(Log(http), ereignis, grund, wer ?? "-", http.Request.Method, RouteOf(http), Network(http.Connection.RemoteIpAddress));

    /// <summary>Something succeeded that operators want to see beside the failures.</summary>
    /// <inheritdoc cref="Refused"/>
    public static void Done(HttpContext http, string ereignis, string grund, string? wer) => Inform(Log(http), ereignis, grund, wer ?? "-", http.Request.Method, RouteOf(http), Network(http.Connection.RemoteIpAddress));

    /// <summary>Whom it concerns, as the log names people.</summary>
    public static string Subject(SitzungKind kind, string id) => $"{(kind == SitzungKind.Konto ? "konto" : "bedienstete")}:{id}";

    /// <summary>The caller's network as limits and log know it: an IPv4 address, or the /64 of an IPv6 address, which is one household or attacker.</summary>
    public static string Network(IPAddress? address) => address switch
    {
        null => "-",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]) + "/64",
        _ => address.ToString(),
    };

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Category);

    private static string RouteOf(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint ? "/" + endpoint.RoutePattern.RawText?.TrimStart('/') : "-";

    [LoggerMessage(1, LogLevel.Warning, "{Ereignis} ({Grund}), wer {Wer}, {Methode} {Route}, Netz {Netz}")]
    private static partial void Warn(ILogger log, string ereignis, string grund, string wer, string methode, string route, string netz);

    [LoggerMessage(2, LogLevel.Information, "{Ereignis} ({Grund}), wer {Wer}, {Methode} {Route}, Netz {Netz}")]
    private static partial void Inform(ILogger log, string ereignis, string grund, string wer, string methode, string route, string netz);
}
