using System.Diagnostics;
using System.Globalization;
using System.Net;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

/// <summary>Against an independent implementation: npm <c>oidc-provider</c>, certified by the OpenID Foundation, as a process on a loopback port.</summary>
public sealed class OidcProviderTests : IAsyncLifetime
{
    // One for each test: they set its clock to the machine's, and a clock does not go back.
    private readonly City city = new();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => city.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task A_citizen_signs_in_and_out_with_an_independent_provider()
    {
        await using var provider = await Provider();
        var visitor = provider.Visitor();
        var page = await (await visitor.Open("/konto/anmelden?weiter=/konto/daten")).Submit("Anmelden mit Probedienst");
        Assert.Equal(provider.Port, page.Address.Port);
        page = await page.Submit("Sign-in", new { login = "olivia", password = "beliebig" });
        page = await page.Submit("Continue");
        Assert.Equal("/konto/daten", page.Address.AbsolutePath);
        Assert.Equal("Olivia", page.Document.QuerySelector("input[name=Vorname]")!.GetAttribute("value"));
        page = await visitor.Open("/konto");
        Assert.Contains("olivia@ausweis.example", page.Words);

        // Out again, here and there: the provider asks, sends back, and wants to know anew who it is.
        page = await page.Submit("Abmelden");
        Assert.True((page.Address.Port, page.Heading) == (provider.Port, "Sign out?"), $"{page.Address} {page.Status} {page.Body}");
        page = await page.Submit("Yes, sign me out");
        Assert.Equal(("/", 80), (page.Address.AbsolutePath, page.Address.Port));
        Assert.Contains("Sie sind abgemeldet.", page.Body, StringComparison.Ordinal);
        Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
        page = await (await visitor.Open("/konto/anmelden")).Submit("Anmelden mit Probedienst");
        Assert.NotNull(page.Document.QuerySelector("input[name=password]"));
    }

    [Fact]
    public async Task Two_people_act_for_an_organisation_with_an_independent_provider_and_the_same_subject_privately_is_someone_else()
    {
        await using var provider = await Provider();
        async Task<(Visitor Visitor, Page Page)> Come(string button, string login)
        {
            var visitor = provider.Visitor();
            var page = await (await visitor.Open("/konto/anmelden")).Submit(button);
            page = await (await page.Submit("Sign-in", new { login, password = "beliebig" })).Submit("Continue");
            return (visitor, page);
        }

        var (olivia, page) = await Come("Anmelden mit Probe-Unternehmenskonto", "weberei-olivia");
        Assert.Contains("Sie handeln für: Weberei Erdacht GmbH", page.Words, StringComparison.Ordinal);
        Assert.Contains("HRB 12345, Amtsgericht Bielefeld", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("ausweis.example", page.Words, StringComparison.Ordinal);
        var draft = (await (await olivia.Open("/antrag/neu/sperrmuell")).Submit("Antrag beginnen")).Address.AbsolutePath;

        var (paul, _) = await Come("Anmelden mit Probe-Unternehmenskonto", "weberei-paul");
        Assert.Equal(HttpStatusCode.OK, (await paul.Open(draft)).Status);
        Assert.Contains("Paul Ausgedacht", (await paul.Open("/konto")).Words, StringComparison.Ordinal);

        // The same person at the same provider, privately: another account, which sees nothing of it.
        var (privately, own) = await Come("Anmelden mit Probedienst", "weberei-olivia");
        Assert.DoesNotContain("Sie handeln für", own.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await privately.Open(draft)).Status);

        // Before the account is deleted the provider asks again, as it would for a person.
        city.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(11));
        page = await (await olivia.Open("/konto/loeschen")).Submit("Mit Probe-Unternehmenskonto bestätigen");
        Assert.Equal(provider.Port, page.Address.Port);
        Assert.NotNull(page.Document.QuerySelector("input[name=password]"));

        // Whoever acts for nobody is told so.
        (_, page) = await Come("Anmelden mit Probe-Unternehmenskonto", "allein");
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Contains("hat uns nicht gesagt, für welches Unternehmen", page.Body, StringComparison.Ordinal);
    }

    private async Task<Peer> Provider()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Konten", "oidc-provider");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "npm ci in tests/Leineweber.Tests/Konten/oidc-provider was not run (./leineweber test does it)");
        var port = Ports.Free();
        // City, provider and the browser's cookies go by one clock, the machine's: a cookie of a provider that is behind has expired when it comes.
        city.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var peer = new Peer(Start(folder, port, [.. new[] { "probe", "firma" }.Select(key => $"{city.Bielefeld.Address}/konto/oidc/{key}/rueckkehr")]), port, city);
        Assert.Equal("bereit", await peer.Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var settings = new Dictionary<string, string> { ["oidc.firma.kind"] = "organisation", ["oidc.firma.scope"] = "unternehmen" };
        foreach (var (key, name) in new[] { ("probe", "Probedienst"), ("firma", "Probe-Unternehmenskonto") })
        {
            settings[$"oidc.{key}.issuer"] = $"http://127.0.0.1:{port}";
            settings[$"oidc.{key}.clientId"] = "leineweber";
            settings[$"oidc.{key}.clientSecret"] = "nur fuer den Test: a+b&c%d=e";
            settings[$"oidc.{key}.name"] = name;
            settings[$"oidc.{key}.level"] = "2";
        }

        await city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with { Settings = settings });
        return peer;
    }

    private static Process Start(string folder, int port, string[] redirects) => Process.Start(new ProcessStartInfo("node", ["--no-warnings", "op.mjs", port.ToString(CultureInfo.InvariantCulture), .. redirects])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
    })!;

    /// <summary>The provider's process; ends with the test.</summary>
    private sealed class Peer(Process process, int port, City city) : IAsyncDisposable
    {
        private readonly List<Router> routers = [];

        public Process Process => process;

        public int Port => port;

        public Visitor Visitor()
        {
            routers.Add(new Router(((TestServer)city.Services.GetRequiredService<IServer>()).CreateHandler(), port));
            return new Visitor(routers[^1], new Uri("http://127.0.0.1/"));
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            routers.ForEach(router => router.Dispose());
        }
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
