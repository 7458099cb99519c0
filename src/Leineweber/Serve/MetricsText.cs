using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Serve;

/// <summary>The program's figures in the Prometheus text format: requests as the web server counts them, queues as the databases hold them.</summary>
internal sealed class MetricsText(Tenants tenants, Installation installation, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> sums = new();
    private readonly ConcurrentDictionary<string, long> counts = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name is "Leineweber" or "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel")
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
        // ToArray is taken at one moment; sorting a dictionary others write to would copy it while it grows.
        foreach (var (name, sum) in sums.ToArray().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, name, sum);
        }

        foreach (var (name, count) in counts.ToArray().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, name, count);
        }

        void Tell(string name, double value) => Line(text, name, value);
        foreach (var space in tenants.Open.OrderBy(space => space.Tenant.Key, StringComparer.Ordinal))
        {
            await WriteTenant(Tell, space, cancel);
        }

        TenantMetrics.Write(Tell, installation);
        var process = System.Diagnostics.Process.GetCurrentProcess();
        Line(text, "process_resident_memory_bytes", process.WorkingSet64);
        Line(text, "process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        return text.ToString();
    }

    /// <summary>A tenant whose database does not answer must not hide the figures of the others.</summary>
    private async Task WriteTenant(Action<string, double> tell, TenantSpace space, CancellationToken cancel)
    {
        var answers = 1;
        try
        {
            await TenantMetrics.Write(tell, space, clock.Now(), cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            answers = 0;
        }

        tell($"leineweber_tenant_up{{tenant=\"{space.Tenant.Key}\"}}", answers);
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var labels = new List<string>();
        foreach (var (key, tag) in tags)
        {
            if (key is "tenant" or "http.response.status_code" or "http.request.method" or "http.route")
            {
                labels.Add($"{key.Replace('.', '_')}=\"{tag?.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            }
        }

        var suffix = labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";
        if (instrument is Histogram<double>)
        {
            sums.AddOrUpdate($"{name}_sum{suffix}", value, (_, sum) => sum + value);
            counts.AddOrUpdate($"{name}_count{suffix}", 1, (_, count) => count + 1);
            if (instrument.Meter.Name == "Leineweber")
            {
                foreach (var limit in Buckets.Where(limit => value <= limit).Append(double.PositiveInfinity))
                {
                    var bound = double.IsPositiveInfinity(limit) ? "+Inf" : limit.ToString(CultureInfo.InvariantCulture);
                    counts.AddOrUpdate($"{name}_bucket{{{string.Join(',', labels.Append($"le=\"{bound}\""))}}}", 1, (_, count) => count + 1);
                }
            }
        }
        else
        {
            sums.AddOrUpdate(name + suffix, value, (_, sum) => sum + value);
        }
    }

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
