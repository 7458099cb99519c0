using System.Net;
using System.Text;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Where the operator names a collector, the log goes there as it happens, out of reach of whoever gets at this machine later.</summary>
[Collection(nameof(OtlpTests))]
public sealed class OtlpTests
{
    [Fact]
    public async Task Refusals_reach_the_collector_of_another_machine()
    {
        using var collector = new HttpListener();
        var port = Ports.Free();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var arrived = Receive(collector);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}");
        var data = await TestData.CopyOfTemplate();
        try
        {
            await using var app = WebHost.Build(data.Installation, withJobs: false, builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.AddFilter<ConsoleLoggerProvider>(_ => false);
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            var visitor = new Visitor(app.GetTestServer().CreateHandler(), new Uri("http://127.0.0.1/"));
            await Organisation.Staff.SignIn(visitor, "wilma.webstuhl", "ganz falsch geraten");
            // The end sends what is still waiting.
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
            collector.Stop();
            await data.Remove();
        }

        var logs = string.Concat((await arrived).Where(request => request.Path == "/v1/logs").Select(request => request.Body));
        Assert.Contains("Leineweber.Sicherheit", logs, StringComparison.Ordinal);
        Assert.Contains("anmeldung.misslungen", logs, StringComparison.Ordinal);
        Assert.DoesNotContain("ganz falsch geraten", logs, StringComparison.Ordinal);
    }

    private static async Task<List<(string Path, string Body)>> Receive(HttpListener collector)
    {
        var all = new List<(string, string)>();
        try
        {
            while (true)
            {
                var context = await collector.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                all.Add((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                context.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            return all;
        }
    }
}

/// <summary>Says in the environment of this process where the collector is, so nobody else may start a city meanwhile.</summary>
[CollectionDefinition(nameof(OtlpTests), DisableParallelization = true)]
public sealed class OtlpAlone;
