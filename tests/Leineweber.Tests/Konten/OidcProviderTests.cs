using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

/// <summary>Against an independent implementation: npm <c>oidc-provider</c>, certified by the OpenID Foundation, as a process on a loopback port.</summary>
public sealed class OidcProviderTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_citizen_signs_in_and_out_with_an_independent_provider()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Konten", "oidc-provider");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "npm ci in tests/Leineweber.Tests/Konten/oidc-provider was not run (./leineweber test does it)");
        var port = FreePort();
        // City, provider and the browser's cookies go by one clock, the machine's: a cookie of a provider that is behind has expired when it comes.
        city.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var provider = Start(folder, port, $"{city.Bielefeld.Address}/konto/oidc/probe/rueckkehr");
        try
        {
            Assert.Equal("bereit", await provider.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            await city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with
            {
                Settings = new Dictionary<string, string>
                {
                    ["oidc.probe.issuer"] = $"http://127.0.0.1:{port}",
                    ["oidc.probe.clientId"] = "leineweber",
                    ["oidc.probe.clientSecret"] = "nur fuer den Test: a+b&c%d=e",
                    ["oidc.probe.name"] = "Probedienst",
                    ["oidc.probe.level"] = "2",
                },
            });
            using var handler = new Router(((TestServer)city.Services.GetRequiredService<IServer>()).CreateHandler(), port);
            var visitor = new Visitor(handler, new Uri("http://127.0.0.1/"));
            var page = await (await visitor.Open("/konto/anmelden?weiter=/konto/daten")).Submit("Anmelden mit Probedienst");
            Assert.Equal(port, page.Address.Port);
            page = await page.Submit("Sign-in", new { login = "olivia", password = "beliebig" });
            page = await page.Submit("Continue");
            Assert.Equal("/konto/daten", page.Address.AbsolutePath);
            Assert.Equal("Olivia", page.Document.QuerySelector("input[name=Vorname]")!.GetAttribute("value"));
            page = await visitor.Open("/konto");
            Assert.Contains("olivia@ausweis.example", page.Words);

            // Out again, here and there: the provider asks, sends back, and wants to know anew who it is.
            page = await page.Submit("Abmelden");
            Assert.True((page.Address.Port, page.Heading) == (port, "Sign out?"), $"{page.Address} {page.Status} {page.Body}");
            page = await page.Submit("Yes, sign me out");
            Assert.Equal(("/", 80), (page.Address.AbsolutePath, page.Address.Port));
            Assert.Contains("Sie sind abgemeldet.", page.Body, StringComparison.Ordinal);
            Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
            page = await (await visitor.Open("/konto/anmelden")).Submit("Anmelden mit Probedienst");
            Assert.NotNull(page.Document.QuerySelector("input[name=password]"));
        }
        finally
        {
            provider.Kill();
            await provider.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string folder, int port, string redirect) => Process.Start(new ProcessStartInfo("node")
    {
        ArgumentList = { "--no-warnings", "op.mjs", port.ToString(CultureInfo.InvariantCulture), redirect },
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Sends what goes to the provider's port over the network and all else to the city under test.</summary>
    private sealed class Router(HttpMessageHandler city, int port) : DelegatingHandler(city)
    {
        private readonly HttpMessageInvoker network = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Port == port ? network.SendAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            network.Dispose();
            base.Dispose(disposing);
        }
    }
}
