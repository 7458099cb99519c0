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
    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<MeasuredInstrument> instruments = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name is "Leineweber" or "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel")
            {
                var measured = new MeasuredInstrument(instrument);
                instruments.Add(measured);
                listening.EnableMeasurementEvents(instrument, measured);
            }
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, measured) => ((MeasuredInstrument)measured!).Take(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, measured) => ((MeasuredInstrument)measured!).Take(value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    public async Task<string> Write(CancellationToken cancel)
    {
        var text = new StringBuilder();
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var measured in instruments)
        {
            measured.Write((name, value) => figures[name] = figures.GetValueOrDefault(name) + value);
        }

        foreach (var (name, value) in figures)
        {
            Line(text, name, value);
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

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
