using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

/// <summary>People see where they are signed in and end it there; whoever looks after staff can do it for them.</summary>
public sealed class SessionTests(City city) : IClassFixture<City>
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private const string Desk = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    [Fact]
    public async Task A_citizen_sees_all_devices_and_ends_one()
    {
        await city.Register("geraete@beispiel.example");
        var desk = await Citizen("geraete@beispiel.example", Desk);
        var phone = await Citizen("geraete@beispiel.example", Phone);
        var page = await desk.Open("/konto/sicherheit");
        page = await page.Follow("Ihre Anmeldungen");
        var rows = Rows(page);
        Assert.Equal(3, rows.Count);
        Assert.Single(rows, row => row.Contains("Firefox auf einem Windows-Computer", StringComparison.Ordinal) && row.Contains("dieses Gerät", StringComparison.Ordinal));
        Assert.Single(rows, row => row.Contains("dieses Gerät", StringComparison.Ordinal));
        Assert.Single(rows, row => row.Contains("Safari auf einem iPhone", StringComparison.Ordinal));
        Assert.Single(rows, row => row.Contains("Unbekanntes Gerät", StringComparison.Ordinal));
        Assert.DoesNotContain("Mozilla", page.Body, StringComparison.Ordinal);

        page = await page.Submit("Beenden Safari auf einem iPhone");
        Assert.Contains("Die Anmeldung ist beendet.", page.Body, StringComparison.Ordinal);
        Assert.Equal(2, Rows(page).Count);
        Assert.Equal("/konto/anmelden", (await phone.Open("/konto")).Address.AbsolutePath);
        Assert.Equal("/konto", (await desk.Open("/konto")).Address.AbsolutePath);
        var id = (await city.AccountOf("geraete@beispiel.example")).Id;
        Assert.Equal(1, await city.Read(db => db.Set<ProtokollRow>().CountAsync(row => row.Subject == $"konto:{id}" && row.Action == "sitzung.ended")));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_someone_else()
    {
        await city.Register("opfer@beispiel.example");
        var attacker = await city.Register("angreifer@beispiel.example");
        var victim = (await city.AccountOf("opfer@beispiel.example")).Id.ToString();
        var session = await city.Read(db => db.Set<Sitzung>().SingleAsync(row => row.SubjectId == victim));
        var page = await attacker.Open("/konto/sicherheit/anmeldungen");
        var token = page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
        foreach (var id in new[] { session.Kennung, "%", "_______________%", "" })
        {
            page = await attacker.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/sicherheit/anmeldungen?handler=Beenden"), new FormUrlEncodedContent([KeyValuePair.Create("__formular", token), KeyValuePair.Create("id", id)]));
            Assert.Contains("schon zu Ende", page.Body, StringComparison.Ordinal);
        }

        Assert.True(await city.Read(db => db.Set<Sitzung>().AnyAsync(row => row.SubjectId == victim)));
        Assert.Single(Rows(page));
    }

    [Fact]
    public async Task Staff_sign_out_everywhere()
    {
        var here = await city.Signed("anton.auskunft");
        var there = await city.Signed("anton.auskunft");
        var page = await (await here.Open("/amt/profil/anmeldungen")).Submit("An allen Geräten abmelden");
        Assert.Equal("/amt/anmelden", page.Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await there.Open("/amt")).Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await here.Open("/amt")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Whoever_looks_after_staff_sees_and_ends_their_sessions_and_the_access_stays()
    {
        var lost = await city.Signed("meike.meldezettel");
        var admin = await city.Signed("admina.allzweck");
        var id = await city.IdOf("meike.meldezettel");
        var page = await admin.Open($"/amt/verwaltung/personal/{id}");
        Assert.Contains("Angemeldet anUnbekanntes Gerät", page.Words, StringComparison.Ordinal);
        page = await page.Submit("An allen Geräten abmelden");
        Assert.Contains("Die Person ist an allen Geräten abgemeldet.", page.Body, StringComparison.Ordinal);
        Assert.Contains("Angemeldet ankeinem Gerät", page.Words, StringComparison.Ordinal);
        Assert.Equal("/amt/anmelden", (await lost.Open("/amt")).Address.AbsolutePath);
        Assert.Equal("/amt", (await Staff.SignIn(lost, "meike.meldezettel", Demo.Kennwort)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_session_that_ran_out_is_not_shown()
    {
        await city.Register("abgelaufen@beispiel.example");
        city.Clock.Advance(TimeSpan.FromHours(2));
        var visitor = await Citizen("abgelaufen@beispiel.example", Desk);
        Assert.Single(Rows(await visitor.Open("/konto/sicherheit/anmeldungen")));
    }

    [Fact]
    public async Task Signing_out_clears_what_a_browser_could_have_stored()
    {
        var visitor = await city.Signed("wilma.webstuhl");
        var token = (await visitor.Open("/amt/abmelden")).Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
        var answer = await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/amt/abmelden"), new FormUrlEncodedContent([KeyValuePair.Create("__formular", token)]), follow: false);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("\"storage\"", Assert.Single(answer.Answer.Headers.GetValues("Clear-Site-Data")));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge auf einem Windows-Computer")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome auf einem Android-Telefon")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36", "Samsung Internet auf einem Android-Tablet")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari auf einem Mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "Firefox auf einem iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox auf einem Linux-Computer")]
    [InlineData("curl/8.5.0", "Unbekanntes Gerät")]
    [InlineData("<script>alert(1)</script>|Firefox", "Unbekanntes Gerät")]
    [InlineData(null, "Unbekanntes Gerät")]
    public void A_device_is_named_in_plain_words_and_nothing_else_of_the_browsers_description_is_kept(string? userAgent, string words)
    {
        using var _ = Leineweber.Foundation.Sprache.Speak("de");
        Assert.Equal(words, Geraet.InWords(Geraet.Of(userAgent).Kept));
    }

    private async Task<Visitor> Citizen(string email, string userAgent)
    {
        var visitor = city.Visitor();
        visitor.Headers["User-Agent"] = userAgent;
        await Citizens.SignIn(visitor, email, Citizens.Password);
        return visitor;
    }

    private static List<string> Rows(Page page) => [.. page.Document.QuerySelectorAll("main tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
