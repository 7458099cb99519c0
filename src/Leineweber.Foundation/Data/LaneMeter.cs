using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Leineweber.Foundation.Data;

/// <summary>How long a change takes from being asked for to being durable: waiting for its turn, the use case, the commit.</summary>
internal static class LaneMeter
{
    private static readonly Meter Meter = new("Leineweber");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("leineweber.write.duration", "s", "From asking for a change until it is durable");

    public static async Task<T> Measure<T>(string tenant, Func<Task<T>> write)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await write();
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("tenant", tenant));
        }
    }
}
