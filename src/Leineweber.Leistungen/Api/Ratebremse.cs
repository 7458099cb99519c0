using System.Net;
using System.Threading.RateLimiting;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Api;

/// <summary>Keeps one sender from asking so often that others wait: so many requests per sender, city and purpose, refilled evenly.</summary>
public sealed class Ratebremse : IDisposable
{
    private readonly PartitionedRateLimiter<(string Tenant, string Sender, Allowance Allowance)> limiter =
        PartitionedRateLimiter.Create<(string Tenant, string Sender, Allowance Allowance), (string, string, string)>(asked => RateLimitPartition.GetTokenBucketLimiter(
            (asked.Tenant, asked.Sender, asked.Allowance.Name),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = asked.Allowance.AtOnce,
                TokensPerPeriod = asked.Allowance.PerSecond,
                ReplenishmentPeriod = asked.Allowance.Period,
                AutoReplenishment = true,
                QueueLimit = 0,
            }));

    /// <summary>The search's API: typing people ask a few times a second, a whole office behind one address more often.</summary>
    public static readonly Allowance Search = new("suche", 120, 20, TimeSpan.FromSeconds(1));

    /// <summary>Comments on pages.</summary>
    public static readonly Allowance Comments = new("rueckmeldung", 10, 1, TimeSpan.FromMinutes(1));

    /// <summary>True where the sender of this request may go on. This machine's own addresses are free, as with the house's general limits.</summary>
    public bool Allows(HttpContext http, Allowance allowance)
    {
        if (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        {
            return true;
        }

        var tenant = http.RequestServices.GetRequiredService<Tenant>().Key;
        using var lease = limiter.AttemptAcquire((tenant, address.ToString(), allowance));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>How often is often enough.</summary>
    public sealed record Allowance(string Name, int AtOnce, int PerSecond, TimeSpan Period);
}
