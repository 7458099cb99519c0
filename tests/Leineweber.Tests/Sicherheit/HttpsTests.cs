using System.Net;
using Leineweber.Organisation;
using Leineweber.Tests.Konten;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Behind the proxy: every cookie is Secure and bound to this host, what others set is not seen, figures stay inside.</summary>
public sealed class HttpsTests(HttpsCity fixture) : IClassFixture<HttpsCity>
{
    private readonly List<string> set = [];

    [Fact]
    public async Task Over_HTTPS_every_cookie_is_Secure_and_called_Host()
    {
        var jar = new Dictionary<string, string>();
        var page = await Ask(jar, HttpMethod.Get, "/konto/anmelden?weiter=/konto/sicherheit");
        await Ask(jar, HttpMethod.Get, "/?sprache=en");
        await Ask(jar, HttpMethod.Get, "/?sprache=de");
        await Ask(jar, HttpMethod.Get, "/darstellung/dunkel");
        await Ask(jar, HttpMethod.Post, "/konto/passkey/anmelden");
        page = await Ask(jar, HttpMethod.Post, "/konto/anmelden", ("__formular", Token(page)), ("Email", "erika.erfunden@buerger.demo.example"), ("Kennwort", Demo.Kennwort), ("Weiter", "/konto/sicherheit"));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        page = await Ask(jar, HttpMethod.Get, "/konto/sicherheit");
        Assert.Equal("Anmeldung und Sicherheit", page.Heading);
        page = await Ask(jar, HttpMethod.Get, "/amt/anmelden");
        page = await Ask(jar, HttpMethod.Post, "/amt/anmelden", ("__formular", Token(page)), ("Benutzername", "wilma.webstuhl"), ("Kennwort", Demo.Kennwort));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        page = await Ask(jar, HttpMethod.Get, "/amt/abmelden");
        await Ask(jar, HttpMethod.Post, "/amt/abmelden", ("__formular", Token(page)));

        string[] names = ["lw-form", "lw-konto", "lw-amt", "lw-konto-passkey", "sprache", "darstellung", ".AspNetCore.Mvc.CookieTempDataProvider"];
        Assert.All(names, name => Assert.Contains(set, cookie => cookie.StartsWith($"__Host-{name}=", StringComparison.Ordinal)));
        Assert.All(set, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_cookie_without_the_prefix_was_set_by_someone_else_and_opens_nothing()
    {
        var visitor = await Citizens.Citizen(fixture.City);
        var token = visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]!.Value;
        Assert.Equal(HttpStatusCode.Redirect, (await Ask(new() { ["lw-konto"] = token }, HttpMethod.Get, "/konto")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(new() { ["__Host-lw-konto"] = token }, HttpMethod.Get, "/konto")).Status);
    }

    [Fact]
    public async Task A_stranger_who_says_https_is_not_believed()
    {
        fixture.From = IPAddress.Parse("198.51.100.9");
        var page = await fixture.Browser().Open("/konto/anmelden");
        fixture.From = IPAddress.Loopback;
        Assert.False(page.Answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("::1", "localhost", null, true)]
    [InlineData("127.0.0.1", "127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "X-Forwarded-Proto", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "X-Real-IP", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "Forwarded", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "Via", false)]
    [InlineData("127.0.0.1", "webershausen.localhost", null, false)]
    [InlineData("127.0.0.1", "service.musterstadt.example", null, false)]
    [InlineData("10.0.0.5", "127.0.0.1", null, false)]
    [InlineData("198.51.100.9", "127.0.0.1", null, false)]
    public async Task Figures_are_for_this_machine_and_never_pass_the_proxy(string from, string host, string? header, bool isShown)
    {
        fixture.From = IPAddress.Parse(from);
        using var http = new HttpMessageInvoker(fixture.City.Handler());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}/metrics");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, header switch { "X-Forwarded-Proto" => "https", "Forwarded" => "for=127.0.0.1", "Via" => "1.1 proxy", _ => "127.0.0.1" });
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        fixture.From = IPAddress.Loopback;
        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<Page> Ask(Dictionary<string, string> jar, HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        var visitor = fixture.Browser();
        if (jar.Count > 0)
        {
            visitor.Headers["Cookie"] = string.Join("; ", jar.Select(pair => $"{pair.Key}={pair.Value}"));
        }

        var content = method == HttpMethod.Post ? new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) : null;
        var page = await visitor.Send(method, new Uri(new Uri("http://127.0.0.1/"), path), content, follow: false);
        foreach (var cookie in page.Answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            set.Add(cookie);
            var pair = cookie.Split(';')[0].Split('=', 2);
            jar[pair[0]] = pair[1];
        }

        return page;
    }

    private static string Token(Page page) => page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
}
