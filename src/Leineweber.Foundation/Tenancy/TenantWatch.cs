using Microsoft.Extensions.Hosting;

namespace Leineweber.Foundation.Tenancy;

/// <summary>Looks every few seconds whether tenants were added, changed or taken away, so that a running program needs no restart for it.</summary>
internal sealed class TenantWatch(Tenants tenants) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the machine's time: what is watched are files of this machine.
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await tenants.Refresh(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program is told to stop.
        }
    }
}
