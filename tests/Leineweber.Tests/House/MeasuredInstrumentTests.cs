using System.Diagnostics.Metrics;
using Leineweber.Serve;

namespace Leineweber.Tests.House;

/// <summary>Measurements come out as Prometheus reads them.</summary>
public sealed class MeasuredInstrumentTests
{
    [Fact]
    public void A_histogram_tells_sum_count_and_how_many_were_at_most_each_limit()
    {
        var figures = Told(meter => meter.CreateHistogram<double>("leineweber.probe"), (0.003, [new("tenant", "ort \"a\"")]), (20, [new("tenant", "ort \"a\"")]), (0.005, [new("tenant", "ort \"a\"")]));
        Assert.Equal(20.008, figures["leineweber_probe_sum{tenant=\"ort \\\"a\\\"\"}"], 6);
        Assert.Equal(3, figures["leineweber_probe_count{tenant=\"ort \\\"a\\\"\"}"]);
        Assert.Equal(0, figures["leineweber_probe_bucket{tenant=\"ort \\\"a\\\"\",le=\"0.0025\"}"]);
        Assert.Equal(2, figures["leineweber_probe_bucket{tenant=\"ort \\\"a\\\"\",le=\"0.005\"}"]);
        Assert.Equal(2, figures["leineweber_probe_bucket{tenant=\"ort \\\"a\\\"\",le=\"10\"}"]);
        Assert.Equal(3, figures["leineweber_probe_bucket{tenant=\"ort \\\"a\\\"\",le=\"+Inf\"}"]);
    }

    [Fact]
    public void Series_are_kept_apart_by_the_labels_that_count_and_only_by_those()
    {
        var figures = Told(
            meter => meter.CreateUpDownCounter<long>("http.probe"),
            (1, [new("http.request.method", "GET"), new("url.scheme", "http")]), (1, [new("http.request.method", "GET"), new("url.scheme", "https")]),
            (1, [new("http.request.method", "POST"), new("http.response.status_code", 200)]), (-1, [new("http.request.method", "GET")]));
        Assert.Equal(2, figures.Count);
        Assert.Equal(1, figures["http_probe{http_request_method=\"GET\"}"]);
        Assert.Equal(1, figures["http_probe{http_request_method=\"POST\",http_response_status_code=\"200\"}"]);
    }

    private static Dictionary<string, double> Told(Func<Meter, Instrument> create, params (double Value, KeyValuePair<string, object?>[] Tags)[] measurements)
    {
        using var meter = new Meter("Leineweber");
        var measured = new MeasuredInstrument(create(meter));
        foreach (var (value, tags) in measurements)
        {
            measured.Take(value, tags);
        }

        var figures = new Dictionary<string, double>();
        measured.Write(figures.Add);
        return figures;
    }
}
