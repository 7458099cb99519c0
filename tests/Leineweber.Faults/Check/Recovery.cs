using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Leineweber.Faults.Check;

/// <summary>The program in this process on the data of a server that has ended, with a clock that can be put forward: does what is left to do, and proves the Protokoll.</summary>
internal sealed class Recovery : IAsyncDisposable
{
    private readonly Microsoft.AspNetCore.Builder.WebApplication app;
    private readonly FakeTimeProvider clock;

    public Recovery(Installation installation, TimeSpan later = default)
    {
        clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later);
        app = WebHost.Build(installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
        });
    }

    private Tenant Tenant => app.Services.GetRequiredService<Tenants>().All["bielefeld"];

    /// <summary>Lets the time of leases and waits pass and does all jobs.</summary>
    public Task Drain() => Pass(TimeSpan.FromMinutes(3), 14);

    /// <summary>Lets time pass in steps and does all jobs after each.</summary>
    public async Task Pass(TimeSpan step, int steps)
    {
        for (var round = 0; round < steps; round++)
        {
            clock.Advance(step);
            await app.Services.GetRequiredService<JobRunner>().Drain(Tenant, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The first thing wrong with the Protokoll, or null.</summary>
    public async Task<string?> Problem()
    {
        try
        {
            return (await ProtokollVerifier.Verify(app.Services.GetRequiredService<Tenants>().Space(Tenant), TestContext.Current.CancellationToken)).Problem;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
