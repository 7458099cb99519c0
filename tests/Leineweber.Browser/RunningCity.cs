using Leineweber.Commands;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Leineweber.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Leineweber.Browser.RunningCity))]

namespace Leineweber.Browser;

/// <summary>The demo cities as people meet them: a real server with jobs on a loopback port, and Debian's Chromium before it.</summary>
public sealed class RunningCity : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"lw-browser-{Environment.ProcessId}");
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Address of the large city.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Folder of all data.</summary>
    public string DataFolder => folder;

    /// <summary>Who visits, and what came of it.</summary>
    public Visits Visits { get; }

    /// <summary>What pages are held to.</summary>
    public Look Look { get; } = new();

    /// <summary>Which routes answered.</summary>
    internal Served Served { get; } = new();

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>How long a page may take, in milliseconds: other tests may have the processor meanwhile.</summary>
    private const int Patience = 120_000;

    public RunningCity() => Visits = new Visits(this);

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("LEINEWEBER_OHNE_KATALOG", "1");
        var port = Ports.Free();
        Address = $"http://127.0.0.1:{port}";
        var installation = new Installation { DataFolder = folder, IsDemo = true, DemoFolder = Path.Combine(Leineweber.Tests.Repository.Root, "demo") };
        app = WebHost.Build(installation, withJobs: true, builder =>
        {
            ServeCommand.Listen(port)(builder);
            builder.Services.AddSingleton<IStartupFilter>(Served);
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        });
        await DemoCities.Create(app.Services.GetRequiredService<Tenants>(), installation, port, CancellationToken.None);
        await app.StartAsync();
        playwright = await Playwright.CreateAsync();
        // Unsaid it is five seconds.
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("LEINEWEBER_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A new browser window without cookies.</summary>
    /// <param name="width">390 (phone) or 1280 (desktop).</param>
    /// <param name="script">False switches JavaScript off.</param>
    /// <param name="language">Language the browser asks for.</param>
    public async Task<IPage> Window(int width = 1280, bool script = true, string language = "de-DE")
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            JavaScriptEnabled = script,
            Locale = language,
            TimezoneId = "Europe/Berlin",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        Look.Hear(page);
        return page;
    }
}
