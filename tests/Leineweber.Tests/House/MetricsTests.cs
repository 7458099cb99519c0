using Leineweber.Foundation.Sicherung;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.House;

/// <summary>What operators look at: every queue and every promise has a figure.</summary>
public sealed class MetricsTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Every_queue_and_promise_has_a_figure()
    {
        await city.Write(write =>
        {
            write.Record("test:metrik", "test.entry", "Ein Eintrag");
            return Task.CompletedTask;
        });
        city.Clock.Advance(TimeSpan.FromMinutes(10));
        var figures = await Figures();
        foreach (var name in new[]
        {
            "leineweber_tenant_up", "leineweber_jobs{tenant=\"bielefeld\",status=\"Waiting\"}", "leineweber_jobs{tenant=\"bielefeld\",status=\"Parked\"}", "leineweber_jobs_late_seconds",
            "leineweber_mail_backlog", "leineweber_mail_oldest_seconds", "leineweber_protokoll_entries", "leineweber_protokoll_unsigned_seconds", "leineweber_model_ahead", "leineweber_ablage_damaged",
            "leineweber_ablage_scrub_timestamp_seconds", "leineweber_disk_free_bytes", "leineweber_disk_size_bytes", "leineweber_backup_timestamp_seconds",
            "leineweber_write_duration_bucket{tenant=\"bielefeld\",le=\"+Inf\"}", "leineweber_write_duration_sum", "leineweber_write_duration_count", "process_resident_memory_bytes",
        })
        {
            Assert.Contains(figures.Keys, figure => figure.StartsWith(name, StringComparison.Ordinal));
        }

        Assert.True(figures["leineweber_protokoll_unsigned_seconds{tenant=\"bielefeld\"}"] >= 600);
        Assert.Equal(1, figures["leineweber_tenant_up{tenant=\"bielefeld\"}"]);
        Assert.Equal(0, figures["leineweber_backup_timestamp_seconds"]);

        var folder = Directory.CreateTempSubdirectory("lw-metrik-").FullName;
        await city.Services.GetRequiredService<Sicherungen>().Take(folder, "webershausen", null, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(city.Clock.GetUtcNow().ToUnixTimeSeconds(), (await Figures())["leineweber_backup_timestamp_seconds"]);
    }

    private async Task<Dictionary<string, double>> Figures()
    {
        var lines = (await city.Visitor().Open("/metrics")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
