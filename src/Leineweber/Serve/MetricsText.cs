using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Serve;

/// <summary>The program's figures in the Prometheus text format: requests as the web server counts them, queues as the databases hold them.</summary>
internal sealed class MetricsText(Tenants tenants) : IHostedService, IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> sums = new();
    private readonly ConcurrentDictionary<string, long> counts = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name is "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    public async Task<string> Write(CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var (name, sum) in sums.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, name, sum);
        }

        foreach (var (name, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, name, count);
        }

        foreach (var space in tenants.Open.OrderBy(space => space.Tenant.Key, StringComparer.Ordinal))
        {
            await WriteQueue(text, space, cancel);
        }

        var process = System.Diagnostics.Process.GetCurrentProcess();
        Line(text, "process_resident_memory_bytes", process.WorkingSet64);
        Line(text, "process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        return text.ToString();
    }

    private static async Task WriteQueue(StringBuilder text, TenantSpace space, CancellationToken cancel)
    {
        await using var db = space.OpenForReading();
        var jobs = await db.Set<Job>().Where(job => job.Status != JobStatus.Done).GroupBy(job => job.Status)
            .Select(group => new { group.Key, Count = group.Count(), Oldest = group.Min(job => job.DueAt) }).ToListAsync(cancel);
        foreach (var status in new[] { JobStatus.Waiting, JobStatus.Parked })
        {
            Line(text, $"leineweber_jobs{{tenant=\"{space.Tenant.Key}\",status=\"{status}\"}}", jobs.Find(row => row.Key == status)?.Count ?? 0);
        }
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var labels = new List<string>();
        foreach (var (key, tag) in tags)
        {
            if (key is "http.response.status_code" or "http.request.method" or "http.route")
            {
                labels.Add($"{key.Replace('.', '_')}=\"{tag?.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            }
        }

        var suffix = labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";
        if (instrument is Histogram<double>)
        {
            sums.AddOrUpdate($"{name}_sum{suffix}", value, (_, sum) => sum + value);
            counts.AddOrUpdate($"{name}_count{suffix}", 1, (_, count) => count + 1);
        }
        else
        {
            sums.AddOrUpdate(name + suffix, value, (_, sum) => sum + value);
        }
    }

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
