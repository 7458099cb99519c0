using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Leineweber.Serve;

/// <summary>All that was measured with one instrument, by its labels. Every request measures several times, so a measurement makes no text: names are put together when somebody reads them.</summary>
internal sealed class MeasuredInstrument(Instrument instrument)
{
    private static readonly double[] Limits = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly ConcurrentDictionary<Labels, Series> all = new();
    private readonly bool isHistogram = instrument is Histogram<double>;
    private readonly bool hasBuckets = instrument is Histogram<double> && instrument.Meter.Name == "Leineweber";

    /// <summary>Takes one measurement.</summary>
    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new Labels(null, null, null, null);
        foreach (var (key, tag) in tags)
        {
            labels = key switch
            {
                "tenant" => labels with { Tenant = tag },
                "http.request.method" => labels with { Method = tag },
                "http.response.status_code" => labels with { Status = tag },
                "http.route" => labels with { Route = tag },
                _ => labels,
            };
        }

        (all.TryGetValue(labels, out var series) ? series : all.GetOrAdd(labels, _ => new Series(hasBuckets))).Add(value);
    }

    /// <summary>Tells every figure under its Prometheus name.</summary>
    public void Write(Action<string, double> tell)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        foreach (var (labels, series) in all)
        {
            var (sum, count, buckets) = series.Now();
            var text = labels.ToString();
            var suffix = text.Length == 0 ? "" : $"{{{text}}}";
            if (!isHistogram)
            {
                tell(name + suffix, sum);
                continue;
            }

            tell($"{name}_sum{suffix}", sum);
            tell($"{name}_count{suffix}", count);
            for (var i = 0; i < buckets.Length; i++)
            {
                var bound = i < Limits.Length ? Limits[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                tell($"{name}_bucket{{{(text.Length == 0 ? "" : text + ",")}le=\"{bound}\"}}", buckets[i]);
            }
        }
    }

    private readonly record struct Labels(object? Tenant, object? Method, object? Status, object? Route)
    {
        public override string ToString() => string.Join(',', new[] { ("tenant", Tenant), ("http_request_method", Method), ("http_response_status_code", Status), ("http_route", Route) }
            .Where(label => label.Item2 is not null)
            .Select(label => $"{label.Item1}=\"{label.Item2!.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
    }

    private sealed class Series(bool hasBuckets)
    {
        private readonly Lock one = new();
        private readonly long[] buckets = hasBuckets ? new long[Limits.Length + 1] : [];
        private double sum;
        private long count;

        public void Add(double value)
        {
            lock (one)
            {
                sum += value;
                count++;
                if (buckets.Length > 0)
                {
                    // The place of the first limit that is not below the value; the last place has no limit.
                    var place = Array.BinarySearch(Limits, value);
                    buckets[place < 0 ? ~place : place]++;
                }
            }
        }

        /// <summary>Sum, count, and how many measurements were at most each limit, taken at one moment.</summary>
        public (double Sum, long Count, long[] AtMost) Now()
        {
            lock (one)
            {
                var atMost = buckets.ToArray();
                for (var i = 1; i < atMost.Length; i++)
                {
                    atMost[i] += atMost[i - 1];
                }

                return (sum, count, atMost);
            }
        }
    }
}
