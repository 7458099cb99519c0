using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace Leineweber.Serve;

/// <summary>How much one address may ask. Generous for people, even many behind one connection; a stop for machines that try things out.</summary>
internal static class RateLimits
{
    private const int ReadBurst = 400;
    private const int ReadPerSecond = 40;
    private const int WriteBurst = 80;
    private const int WritePerSecond = 3;

    /// <summary>Registers the limits. This machine's own addresses are free: a proxy that names no client, health checks, tests.</summary>
    public static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            Leineweber.Foundation.Security.Sicherheitslog.Refused(context.HttpContext, "anfragen.gebremst", "zu viele", null);
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
    });

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        {
            return RateLimitPartition.GetNoLimiter("own");
        }

        var writes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        return RateLimitPartition.GetTokenBucketLimiter($"{(writes ? "w" : "r")} {Network(address)}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = writes ? WriteBurst : ReadBurst,
            TokensPerPeriod = writes ? WritePerSecond : ReadPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }

    /// <summary>An IPv6 customer has a whole /64; the limit goes to that.</summary>
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 ? Convert.ToHexString(bytes, 0, 8) : address.ToString();
    }
}
