using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leineweber.Serve;

/// <summary>Ready means: the data folder takes files, and a tenant's database answers.</summary>
internal sealed class ReadyCheck(Tenants tenants, Installation installation, Readiness readiness) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (readiness.IsLeaving)
        {
            return HealthCheckResult.Unhealthy("Dieser Knoten hält gleich an");
        }

        try
        {
            var probe = Path.Combine(installation.DataFolder, $".bereit-{Environment.ProcessId}");
            await File.WriteAllTextAsync(probe, "", cancellationToken);
            File.Delete(probe);
            if (tenants.Open.FirstOrDefault()?.Tenant is { } tenant || (tenant = tenants.All.Values.FirstOrDefault()) is not null)
            {
                await tenants.InScope(tenant, services => services.GetRequiredService<LeineweberDb>().Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken));
            }

            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            return HealthCheckResult.Unhealthy("Datenordner oder Datenbank antworten nicht", error);
        }
    }
}
