using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Leineweber.Tests;

/// <summary>
/// The whole program with both demo cities, in this process, on data of its own: a copy of a seeded template. SQLite by default,
/// PostgreSQL where <c>LEINEWEBER_TEST_DATABASE</c> holds a connection string. Use as class fixture.
/// </summary>
public sealed class City : IAsyncLifetime
{
    private WebApplication? app;
    private TestData? data;

    /// <summary>The city's clock; starts on Tuesday, 24 November 2026, 10:00 in the city, and moves only when told.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    /// <summary>What the program logged as error or worse.</summary>
    public TestLog Log { get; } = new();

    /// <summary>The program's services, outside any tenant.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>Folder of this city's data.</summary>
    public string DataFolder => data!.Installation.DataFolder;

    /// <summary>The large city.</summary>
    public Tenant Bielefeld => Services.GetRequiredService<Tenants>().All["bielefeld"];

    /// <summary>The small neighbour.</summary>
    public Tenant Webershausen => Services.GetRequiredService<Tenants>().All["webershausen"];

    public async ValueTask InitializeAsync()
    {
        data = await TestData.CopyOfTemplate();
        app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            // The program itself does not look at every start whether all its services can be put together.
            builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Logging.ClearProviders().AddProvider(Log);
            Configure?.Invoke(builder);
        });
        await app.StartAsync();
    }

    /// <summary>Further settings; set before the fixture starts (in a derived fixture's constructor).</summary>
    public Action<WebApplicationBuilder>? Configure { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (data is not null)
        {
            await data.Remove();
        }
    }

    /// <summary>A new browser without cookies, on the large city's portal or on another host.</summary>
    public Visitor Visitor(string host = "127.0.0.1") => new(app!.GetTestServer().CreateHandler(), new Uri($"http://{host}/"));

    /// <summary>The way into the program for requests no browser would send.</summary>
    public HttpMessageHandler Handler() => app!.GetTestServer().CreateHandler();

    /// <summary>Does all jobs that are due.</summary>
    public Task<int> Drain(Tenant? tenant = null) => Services.GetRequiredService<JobRunner>().Drain(tenant ?? Bielefeld);

    /// <summary>Does something inside a tenant's scope.</summary>
    public Task<T> Inside<T>(Func<IServiceProvider, Task<T>> work, Tenant? tenant = null) =>
        Services.GetRequiredService<Tenants>().InScope(tenant ?? Bielefeld, work);

    /// <inheritdoc cref="Inside{T}"/>
    public Task Inside(Func<IServiceProvider, Task> work, Tenant? tenant = null) =>
        Services.GetRequiredService<Tenants>().InScope(tenant ?? Bielefeld, work);

    /// <summary>Reads from a tenant's database.</summary>
    public Task<T> Read<T>(Func<LeineweberDb, Task<T>> query, Tenant? tenant = null) =>
        Inside(services => query(services.GetRequiredService<LeineweberDb>()), tenant);

    /// <summary>Changes a tenant's database the way a use case does.</summary>
    public Task Write(Func<Write, Task> change, Tenant? tenant = null) =>
        Inside(services => services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.Visitor, change), tenant);

    /// <summary>The mails a tenant sent so far, newest last, as text.</summary>
    public IReadOnlyList<string> Mails(Tenant? tenant = null)
    {
        var folder = Path.Combine(data!.Installation.TenantsFolder, (tenant ?? Bielefeld).Key, "mail");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeKit.MimeMessage.Load(file)).Select(mail => $"To: {mail.To}\nSubject: {mail.Subject}\n\n{mail.TextBody}")]
            : [];
    }
}
