using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Leineweber.Serve;

/// <summary>What operators see: traces, metrics and logs over OTLP where an endpoint is set, <c>/metrics</c>, <c>/health</c>, <c>/ready</c>, logs as JSON.</summary>
internal static class Observability
{
    /// <summary>Registers them. OTLP is on where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; JSON logs where <c>LEINEWEBER_LOG=json</c>.</summary>
    public static void AddObservability(this WebApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable("LEINEWEBER_LOG") == "json")
        {
            builder.Logging.ClearProviders().AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "O"));
        }
        else
        {
            builder.Logging.AddConsole(console => console.FormatterName = PlainLog.FormatterName).AddConsoleFormatter<PlainLog, ConsoleFormatterOptions>();
        }

        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("bereit", tags: ["ready"]);
        builder.Services.AddSingleton<MetricsText>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MetricsText>());
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            builder.Services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("leineweber"))
                .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Npgsql", "Leineweber").AddOtlpExporter())
                .WithLogging(logging => logging.AddOtlpExporter(), options => options.IncludeScopes = true)
                .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Leineweber").AddOtlpExporter());
        }
    }

    /// <summary>Maps the operators' endpoints. They know no tenant, so they stand before the tenant is looked up.</summary>
    public static void UseObservability(this WebApplication app)
    {
        app.UseHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false });
        app.UseHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.Map("/metrics", (IApplicationBuilder metrics) => metrics.Run(async context =>
        {
            // Figures are for operators on this machine or their collector behind a tunnel, not for the public.
            if (!IsFromHere(context))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(await context.RequestServices.GetRequiredService<MetricsText>().Write(context.RequestAborted));
        }));
    }

    /// <summary>True for a caller on this machine who asks this machine, not a city through the proxy: a proxy that names no client would else open the figures to everybody.</summary>
    private static bool IsFromHere(HttpContext context)
    {
        string[] passedOn = ["X-Forwarded-For", "X-Original-For", "X-Forwarded-Proto", "X-Original-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"];
        return context.Connection.RemoteIpAddress is not { } address || (System.Net.IPAddress.IsLoopback(address)
            && (context.Request.Host.Host == "localhost" || (System.Net.IPAddress.TryParse(context.Request.Host.Host, out var host) && System.Net.IPAddress.IsLoopback(host)))
            && !passedOn.Any(context.Request.Headers.ContainsKey));
    }
}
