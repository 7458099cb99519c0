using Leineweber.Foundation.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leineweber.Foundation.Figures;

/// <summary>Writes the open tenants' counts every few seconds and when the program stops.</summary>
internal sealed class ZaehlerFlush(Tenants tenants, ILogger<ZaehlerFlush> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAll();
            }
        }
        catch (OperationCanceledException)
        {
            await FlushAll();
        }
    }

    private async Task FlushAll()
    {
        foreach (var space in tenants.Open)
        {
            try
            {
                await using var db = space.OpenForReading();
                await ZaehlerWriter.Flush(space, db, CancellationToken.None);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "Counts of {Tenant} could not be written; they are kept and tried again", space.Tenant.Key);
            }
        }
    }
}
