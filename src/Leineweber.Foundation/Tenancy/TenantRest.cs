using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Tenancy;

/// <summary>Lets tenants rest that nobody uses: soon they give back what can be had again quickly, later they are closed.</summary>
public sealed class TenantRest(Tenants tenants, ILogger<TenantRest> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BeforeRest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeforeClosing = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The program is told to stop.
        }
    }

    private async Task Look()
    {
        try
        {
            var closed = await tenants.CloseIdle(BeforeClosing);
            if (tenants.Rest(BeforeRest) + closed > 0)
            {
                NativeHeap.Trim();
            }
        }
        catch (Exception error)
        {
            log.LogWarning(error, "Tenants nobody uses could not be closed; it is tried again");
        }
    }
}
