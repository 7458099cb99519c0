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
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    public Recovery(Installation installation) => app = WebHost.Build(installation, withJobs: false, builder =>
    {
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.ClearProviders();
    });

    private Tenant Tenant => app.Services.GetRequiredService<Tenants>().All["bielefeld"];

    /// <summary>Lets the time of leases and waits pass and does all jobs.</summary>
    public async Task Drain()
    {
        for (var round = 0; round < 14; round++)
        {
            clock.Advance(TimeSpan.FromMinutes(3));
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
