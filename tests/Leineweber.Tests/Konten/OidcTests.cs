using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

/// <summary>The city with a provider that can lie.</summary>
public sealed class OidcCity : IAsyncLifetime
{
    internal City City { get; } = new();

    internal FakeProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = new FakeProvider(City.Clock);
        City.Configure = builder => builder.Services.AddHttpClient("oidc").ConfigurePrimaryHttpMessageHandler(() => Provider).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        await City.InitializeAsync();
        var settings = new Dictionary<string, string>();
        foreach (var (key, level) in new[] { ("ausweis", "4"), ("zweiter", "1"), ("firma", "3") })
        {
            settings[$"oidc.{key}.issuer"] = FakeProvider.Issuer;
            settings[$"oidc.{key}.clientId"] = FakeProvider.ClientId;
            settings[$"oidc.{key}.clientSecret"] = "geheim: ä/+&";
            settings[$"oidc.{key}.name"] = key switch { "ausweis" => "Probeausweis", "firma" => "Probe-Unternehmenskonto", _ => "Zweiter Dienst" };
            settings[$"oidc.{key}.level"] = level;
        }

        settings["oidc.firma.kind"] = "organisation";
        settings["oidc.ausweis.acr"] = "hoch=4,normal=2";
        await City.Services.GetRequiredService<Tenants>().Save(City.Bielefeld with { Settings = settings });
    }

    public ValueTask DisposeAsync() => City.DisposeAsync();
}

public sealed class OidcTests(OidcCity fixture) : IClassFixture<OidcCity>
{
    private City City => fixture.City;

    private FakeProvider Provider => fixture.Provider;

    public static TheoryData<string> Honest => ["RS256", "PS256", "ES256", "aud with azp", "clock 30 s ahead", "iat missing"];

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task A_true_token_signs_in(string twin)
    {
        Provider.Honest();
        switch (twin)
        {
            case "PS256": Provider.Sign = (p, claims) => p.SignPs256(claims); break;
            case "ES256": Provider.Sign = (p, claims) => p.SignEs256(claims); break;
            case "aud with azp": Provider.Claims = c => (c["aud"], c["azp"]) = (new JsonArray("other", FakeProvider.ClientId), FakeProvider.ClientId); break;
            case "clock 30 s ahead": Provider.Claims = c => (c["nbf"], c["iat"]) = ((long)c["iat"]! + 30, (long)c["iat"]! + 30); break;
            case "iat missing": Provider.Claims = c => c.Remove("iat"); break;
        }

        var (visitor, back) = await Begin("/konto/daten");
        var page = await visitor.Open(back);
        Assert.Equal("/konto/daten", page.Address.AbsolutePath);
        Assert.Equal("Hanno", page.Document.QuerySelector("input[name=Vorname]")!.GetAttribute("value"));
        Assert.StartsWith("Basic ", Provider.Redeemed!.Value.Authorization, StringComparison.Ordinal);
        Assert.Equal(43, Provider.Redeemed.Value.Form["code_verifier"]!.Length);
    }

    public static TheoryData<string> Lies =>
    [
        "alg none", "alg None", "HS256 with the public key", "HS256 with the secret", "RS512", "other key, same kid", "unknown kid", "key in the header", "no kid, other key",
        "iss other", "iss with slash", "aud other", "aud empty", "two aud without azp", "azp other", "expired", "not yet", "no exp", "nonce other", "nonce missing", "sub empty", "sub missing",
        "claims changed", "signature cut", "no signature", "five parts", "not a token", "huge token", "token endpoint says no", "no id_token", "not json", "html", "redirect", "huge answer",
    ];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_false_token_signs_nobody_in(string lie)
    {
        Provider.Honest();
        Lie(lie);
        var (visitor, back) = await Begin("/konto/daten");
        var page = await visitor.Open(back);
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Contains("Die Anmeldung mit Probeausweis hat nicht geklappt", page.Body, StringComparison.Ordinal);
        Assert.Null(visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]);
    }

    public static TheoryData<string> Returns =>
        ["state missing", "state guessed", "state of another provider", "other browser", "iss other", "iss missing", "iss twice", "iss empty", "error", "code missing", "too late"];

    [Theory]
    [MemberData(nameof(Returns))]
    public async Task A_return_that_does_not_belong_here_signs_nobody_in(string lie)
    {
        Provider.Honest();
        var (visitor, back) = await Begin("/konto/daten");
        var query = HttpUtility.ParseQueryString(back.Query);
        var path = back.AbsolutePath;
        switch (lie)
        {
            case "state missing": query.Remove("state"); break;
            case "state guessed": query["state"] = new string('a', 64); break;
            case "state of another provider": path = path.Replace("ausweis", "zweiter", StringComparison.Ordinal); break;
            case "other browser": visitor = City.Visitor(); break;
            case "iss other": query["iss"] = "https://boese.example"; break;
            case "iss missing": query.Remove("iss"); break;
            case "iss twice": query.Add("iss", "https://boese.example"); break;
            case "iss empty": query["iss"] = ""; break;
            case "error": query["error"] = "access_denied"; break;
            case "code missing": query.Remove("code"); break;
            case "too late": City.Clock.Advance(TimeSpan.FromMinutes(16)); break;
        }

        var text = string.Join('&', query.AllKeys.SelectMany(key => query.GetValues(key)!.Select(value => $"{key}={Uri.EscapeDataString(value)}")));
        var page = await visitor.Open($"{path}?{text}");
        Assert.Equal("/konto/anmelden", page.Address.AbsolutePath);
        Assert.Contains("hat nicht geklappt", page.Body, StringComparison.Ordinal);
        Assert.Null(visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]);
    }

    [Fact]
    public async Task An_answer_works_once_even_for_the_browser_that_asked()
    {
        Provider.Honest();
        var (visitor, back) = await Begin("/konto");
        var cookie = visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto-oidc"]!.Value;
        Assert.Equal("/konto", (await visitor.Open(back)).Address.AbsolutePath);
        var thief = City.Visitor();
        thief.Cookies.Add(new Uri("http://127.0.0.1/"), new Cookie("lw-konto-oidc", cookie));
        Assert.Equal("/konto/anmelden", (await thief.Open(back)).Address.AbsolutePath);
    }

    [Fact]
    public async Task New_keys_of_the_provider_are_fetched_but_not_at_every_forged_token()
    {
        Provider.Honest();
        var (visitor, back) = await Begin("/konto");
        await visitor.Open(back);
        Provider.Signing = ("k" + Guid.CreateVersion7().ToString("N"), RSA.Create(2048));
        City.Clock.Advance(TimeSpan.FromMinutes(2));
        (visitor, back) = await Begin("/konto");
        Assert.Equal("/konto", (await visitor.Open(back)).Address.AbsolutePath);
        var before = Provider.KeyRequests;
        Provider.Sign = (p, claims) => FakeProvider.Join(FakeProvider.Header("RS256", "erfunden"), claims, _ => new byte[256]);
        for (var i = 0; i < 5; i++)
        {
            (visitor, back) = await Begin("/konto");
            Assert.Equal("/konto/anmelden", (await visitor.Open(back)).Address.AbsolutePath);
        }

        Assert.InRange(Provider.KeyRequests, before, before + 1);
        Provider.Honest();
    }

    [Theory]
    [InlineData("ausweis", "hoch", 4)]
    [InlineData("ausweis", "normal", 2)]
    [InlineData("ausweis", "erfunden", 1)]
    [InlineData("ausweis", null, 1)]
    [InlineData("zweiter", "hoch", 1)]
    public async Task The_trust_level_comes_from_the_token_and_never_exceeds_the_providers(string provider, string? acr, int level)
    {
        Provider.Honest();
        Provider.Claims = claims => claims["acr"] = acr;
        var (visitor, back) = await Begin("/konto", provider);
        await visitor.Open(back);
        var token = visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]!.Value;
        var hash = Leineweber.Foundation.Security.SignIn.Einmalschluessel.HashOf(token);
        Assert.Equal(level, await City.Read(db => db.Set<Leineweber.Foundation.Security.Sitzung>().Where(s => s.TokenHash == hash).Select(s => s.Level).SingleAsync()));
    }

    [Fact]
    public async Task The_same_person_is_the_same_account_and_a_mail_address_takes_over_no_other()
    {
        Provider.Honest();
        Provider.Claims = claims => (claims["sub"], claims["email"]) = ("uebernahme", "erika.erfunden@buerger.demo.example");
        for (var i = 0; i < 2; i++)
        {
            var (visitor, back) = await Begin("/konto");
            Assert.Equal("/konto", (await visitor.Open(back)).Address.AbsolutePath);
        }

        var kinds = await City.Read(db => db.Set<Nutzerkonto>().Where(k => k.Email == "erika.erfunden@buerger.demo.example").Select(k => k.Kind).ToListAsync());
        Assert.Equal([Kontoart.Lokal, Kontoart.Oidc], kinds.Order());
    }

    [Fact]
    public async Task An_account_can_be_linked_and_then_opened_with_the_provider()
    {
        Provider.Honest();
        Provider.Claims = claims => claims["sub"] = "verbunden";
        var visitor = await City.Citizen("Sam Sample");
        var page = await visitor.Open("/konto/sicherheit");
        var start = page.Document.QuerySelectorAll("form").First(form => form.GetAttribute("action")?.Contains("/konto/oidc/ausweis", StringComparison.Ordinal) == true);
        var back = await Redirected(Provider, visitor, new Uri(page.Address, start.GetAttribute("action")), start.QuerySelector("input[name=__formular]")!.GetAttribute("value")!);
        Assert.Contains("Verbunden mit Probeausweis", (await visitor.Open(back)).Body, StringComparison.Ordinal);
        var (other, again) = await Begin("/konto");
        Assert.Contains("Sam Sample", (await other.Open(again)).Words);
    }

    /// <summary>Goes to the provider and returns the address it sends the browser back to.</summary>
    private async Task<(Visitor Visitor, Uri Back)> Begin(string weiter, string provider = "ausweis")
    {
        var visitor = City.Visitor();
        var page = await visitor.Open("/konto/anmelden?weiter=" + Uri.EscapeDataString(weiter));
        var form = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains("/konto/oidc/" + provider, StringComparison.Ordinal) == true);
        return (visitor, await Redirected(Provider, visitor, new Uri(page.Address, form.GetAttribute("action")), form.QuerySelector("input[name=__formular]")!.GetAttribute("value")!));
    }

    internal static async Task<Uri> Redirected(FakeProvider provider, Visitor visitor, Uri start, string token)
    {
        var answer = await visitor.Send(HttpMethod.Post, start, new FormUrlEncodedContent(new Dictionary<string, string> { ["__formular"] = token }), follow: false);
        // Not a redirect: out of a form browsers follow it only to this site (CSP form-action).
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var query = HttpUtility.ParseQueryString(Onward(answer).Query);
        Assert.Equal(("code", "S256"), (query["response_type"], query["code_challenge_method"]));
        provider.Nonce = query["nonce"]!;
        return new Uri(new Uri("http://127.0.0.1/"), $"{new Uri(query["redirect_uri"]!).AbsolutePath}?code=abc&state={query["state"]}&iss={Uri.EscapeDataString(FakeProvider.Issuer)}");
    }

    internal static Uri Onward(Page page)
    {
        var target = Assert.Single(page.Answer.Headers.GetValues("Refresh")).Split("url=")[1];
        Assert.Equal(target, page.Document.QuerySelector("main a")!.GetAttribute("href"));
        return new Uri(target);
    }

    private void Lie(string lie)
    {
        var foreign = RSA.Create(2048);
        byte[] ByForeign(byte[] bytes) => foreign.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        string Cut(string token, int parts) => string.Join('.', token.Split('.').Take(parts));
        Provider.Sign = lie switch
        {
            "alg none" => (_, c) => FakeProvider.Join(FakeProvider.Header("none", null), c, _ => []),
            "alg None" => (_, c) => FakeProvider.Join(FakeProvider.Header("None", null), c, _ => []),
            "HS256 with the public key" => (p, c) => FakeProvider.Join(FakeProvider.Header("HS256", p.Signing.Kid), c, b => HMACSHA256.HashData(Encoding.ASCII.GetBytes(p.Signing.Key.ExportSubjectPublicKeyInfoPem()), b)),
            "HS256 with the secret" => (_, c) => FakeProvider.Join(FakeProvider.Header("HS256", null), c, b => HMACSHA256.HashData(Encoding.UTF8.GetBytes("geheim: ä/+&"), b)),
            "RS512" => (p, c) => FakeProvider.Join(FakeProvider.Header("RS512", p.Signing.Kid), c, b => p.Signing.Key.SignData(b, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "other key, same kid" => (p, c) => FakeProvider.Join(FakeProvider.Header("RS256", p.Signing.Kid), c, ByForeign),
            "unknown kid" => (_, c) => FakeProvider.Join(FakeProvider.Header("RS256", "fremd"), c, ByForeign),
            "no kid, other key" => (_, c) => FakeProvider.Join(FakeProvider.Header("RS256", null), c, ByForeign),
            "key in the header" => (_, c) => FakeProvider.Join(new JsonObject { ["alg"] = "RS256", ["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Convert.ToBase64String(foreign.ExportParameters(false).Modulus!), ["e"] = "AQAB" } }, c, ByForeign),
            "claims changed" => (p, c) => { var t = p.SignRs256(c).Split('.'); c["sub"] = "anderer"; return $"{t[0]}.{FakeProvider.Encode(c)}.{t[2]}"; }
            ,
            "signature cut" => (p, c) => p.SignRs256(c)[..^6],
            "no signature" => (p, c) => Cut(p.SignRs256(c), 2) + ".",
            "five parts" => (p, c) => p.SignRs256(c) + ".a.b",
            "not a token" => (_, _) => "kein Token",
            "huge token" => (p, c) => { c["viel"] = new string('x', 60_000); return p.SignRs256(c); }
            ,
            _ => Provider.Sign,
        };
        Provider.Claims = lie switch
        {
            "iss other" => c => c["iss"] = "https://boese.example",
            "iss with slash" => c => c["iss"] = FakeProvider.Issuer + "/",
            "aud other" => c => c["aud"] = "jemand-anderes",
            "aud empty" => c => c["aud"] = "",
            "two aud without azp" => c => c["aud"] = new JsonArray(FakeProvider.ClientId, "other"),
            "azp other" => c => c["azp"] = "other",
            "expired" => c => c["exp"] = (long)c["iat"]! - 61,
            "not yet" => c => c["nbf"] = (long)c["iat"]! + 120,
            "no exp" => c => c.Remove("exp"),
            "nonce other" => c => c["nonce"] = "anderes",
            "nonce missing" => c => c.Remove("nonce"),
            "sub empty" => c => c["sub"] = "",
            "sub missing" => c => c.Remove("sub"),
            _ => Provider.Claims,
        };
        Provider.TokenAnswer = lie switch
        {
            "token endpoint says no" => () => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("{\"error\":\"invalid_grant\"}") },
            "no id_token" => () => FakeProvider.Json(new JsonObject { ["access_token"] = "x" }),
            "not json" => () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("id_token=abc") },
            "html" => () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "text/html") },
            "redirect" => () => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://127.0.0.1/intern") } },
            "huge answer" => () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"x\":\"" + new string('x', 2_000_000) + "\"}") },
            _ => null,
        };
    }
}
