using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Organisation;

public sealed class StaffSignInTests(City city) : IClassFixture<City>
{
    private const string Wrong = "Benutzername oder Kennwort stimmen nicht.";

    [Fact]
    public async Task A_staff_page_leads_to_the_sign_in_and_back()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/amt/profil");
        Assert.Equal("/amt/anmelden", page.Address.AbsolutePath);
        page = await page.Submit("Anmelden", new { Benutzername = "Wilma.Webstuhl ", Kennwort = Demo.Kennwort });
        Assert.Equal("/amt/profil", page.Address.AbsolutePath);
        Assert.Contains("Wilma Webstuhl", page.Words);
        Assert.Contains("660.14", page.Words);
    }

    [Fact]
    public async Task The_people_of_the_demonstration_can_be_clicked()
    {
        var page = await (await city.Visitor().Open("/amt/anmelden")).Submit("Ludger Leinen");
        Assert.Equal("/amt", page.Address.AbsolutePath);
        Assert.Contains("Ludger Leinen", page.Words);
    }

    [Fact]
    public async Task Unknown_names_and_wrong_passwords_get_the_same_answer()
    {
        var known = await Staff.SignIn(city.Visitor(), "tina.tonne", "falsch falsch falsch");
        var unknown = await Staff.SignIn(city.Visitor(), "niemand.hier", "falsch falsch falsch");
        Assert.Contains(Wrong, known.Errors);
        Assert.Equal(known.Errors, unknown.Errors);
        Assert.Equal(HttpStatusCode.Conflict, known.Status);
        Assert.Equal(known.Status, unknown.Status);
    }

    [Theory]
    [InlineData("vera.vorfahrt")]
    [InlineData("gibt.es.nicht")]
    public async Task Guessing_is_slowed_down_for_known_and_unknown_names_alike_and_the_right_password_has_to_wait_too(string name)
    {
        var visitor = city.Visitor();
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains(Wrong, (await Staff.SignIn(visitor, name, $"geraten {i} geraten")).Errors);
        }

        // In another browser: the brake is in the database, not in a cookie.
        var blocked = await Staff.SignIn(city.Visitor(), name, Demo.Kennwort);
        Assert.Contains("Das waren zu viele Versuche. Bitte warten Sie 2 Sekunden", blocked.Errors);
        city.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(Wrong, (await Staff.SignIn(visitor, name, "wieder falsch geraten")).Errors);
        Assert.Contains("zu viele Versuche", (await Staff.SignIn(visitor, name, Demo.Kennwort)).Errors);
        city.Clock.Advance(TimeSpan.FromMinutes(16));
        var after = await Staff.SignIn(visitor, name, Demo.Kennwort);
        Assert.Equal(name == "vera.vorfahrt" ? "/amt" : "/amt/anmelden", after.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_not_a_hundred_chances()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var page = await Staff.SignIn(city.Visitor(), "bodo.bollerwagen", $"parallel geraten {i}");
            return page.Errors;
        }));
        Assert.InRange(answers.Count(error => error.Contains(Wrong, StringComparison.Ordinal)), 1, 5);
        Assert.All(answers, error => Assert.NotEmpty(error));
        city.Clock.Advance(TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task A_code_of_the_second_factor_works_once_and_a_recovery_code_too()
    {
        var visitor = await city.Signed("meike.meldezettel");
        var (secret, codes) = await city.SetUpFactor(visitor, "/amt/profil/zweiter-faktor");

        // The code that set the factor up is used already.
        var second = city.Visitor();
        var page = await Staff.SignIn(second, "meike.meldezettel", Demo.Kennwort, "/amt/profil");
        Assert.Equal("/amt/anmelden/code", page.Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await second.Open("/amt/profil")).Address.AbsolutePath);
        page = await page.Submit("Anmelden", new { Code = city.Code(secret) });
        Assert.Contains("stimmt nicht oder wurde schon benutzt", page.Errors);

        city.Clock.Advance(TimeSpan.FromSeconds(30));
        page = await page.Submit("Anmelden", new { Code = city.Code(secret) });
        Assert.Equal("/amt/profil", page.Address.AbsolutePath);

        // The same code in another browser within its half minute: replay.
        page = await Staff.SignIn(city.Visitor(), "meike.meldezettel", Demo.Kennwort);
        page = await page.Submit("Anmelden", new { Code = city.Code(secret) });
        Assert.Contains("schon benutzt", page.Errors);
        page = await page.Submit("Anmelden", new { Code = codes[0].ToUpperInvariant() });
        Assert.Equal("/amt", page.Address.AbsolutePath);
        page = await Staff.SignIn(city.Visitor(), "meike.meldezettel", Demo.Kennwort);
        page = await page.Submit("Anmelden", new { Code = codes[0] });
        Assert.Contains("schon benutzt", page.Errors);
    }

    [Fact]
    public async Task A_second_step_without_a_first_one_leads_back()
    {
        var visitor = city.Visitor();
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/anmelden/code")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("https://boese.example/")]
    [InlineData("//boese.example/")]
    [InlineData("/\\boese.example/")]
    [InlineData("\\\\boese.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tboese.example")]
    public async Task The_way_on_never_leaves_the_city(string weiter)
    {
        var page = await Staff.SignIn(city.Visitor(), "wilma.webstuhl", Demo.Kennwort, weiter);
        Assert.Equal("127.0.0.1", page.Address.Host);
        Assert.Equal("/amt", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_changed_password_ends_the_sessions_elsewhere_and_weak_ones_are_refused_with_advice()
    {
        var here = await city.Signed("gustav.gehweg");
        var there = await city.Signed("gustav.gehweg");
        var page = await here.Open("/amt/profil/kennwort");
        foreach (var weak in new[] { "zu kurz", "Passwort2026!", "qwertzuiop12", "123456789012", "aaaaaaaaaaaaaa", "gustavgehweg1", "GustavGustavGustav", "nur-zur-vorfuehrung" })
        {
            page = await page.Submit("Kennwort ändern", new { Bisher = Demo.Kennwort, Neu = weak });
            Assert.Equal(HttpStatusCode.Conflict, page.Status);
            Assert.Contains("Bitte nehmen Sie", page.Errors);
        }

        page = await page.Submit("Kennwort ändern", new { Bisher = "nicht das alte Kennwort", Neu = "Regen auf dem Siegfriedplatz" });
        Assert.Contains("nicht Ihr jetziges Kennwort", page.Errors);
        page = await page.Submit("Kennwort ändern", new { Bisher = Demo.Kennwort, Neu = "Regen auf dem Siegfriedplatz" });
        Assert.Equal("/amt/profil", page.Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await there.Open("/amt/profil")).Address.AbsolutePath);
        Assert.Equal("/amt/profil", (await here.Open("/amt/profil")).Address.AbsolutePath);
        Assert.Equal("/amt", (await Staff.SignIn(city.Visitor(), "gustav.gehweg", "Regen auf dem Siegfriedplatz")).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_neighbours_cookie_opens_nothing_here()
    {
        var neighbour = await city.Signed("olga.ordner", "webershausen.localhost");
        var cookie = Assert.Single(neighbour.Cookies.GetCookies(new Uri("http://webershausen.localhost/")), c => c.Name == "lw-amt");
        var visitor = city.Visitor();
        visitor.Cookies.Add(new Uri("http://127.0.0.1/"), new Cookie(cookie.Name, cookie.Value));
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/verwaltung/personal")).Address.AbsolutePath);
        Assert.Contains(Wrong, (await Staff.SignIn(city.Visitor(), "olga.ordner", Demo.Kennwort)).Errors);
    }

    [Fact]
    public async Task A_citizens_session_is_no_staff_session()
    {
        var visitor = city.Visitor();
        await (await visitor.Open("/konto/anmelden")).Submit("Erika Erfunden");
        Assert.Equal("/konto", (await visitor.Open("/konto")).Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt")).Address.AbsolutePath);
        var token = visitor.Cookies.GetCookies(new Uri("http://127.0.0.1/"))["lw-konto"]!.Value;
        visitor.Cookies.Add(new Uri("http://127.0.0.1/"), new Cookie("lw-amt", token));
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Sign_in_and_out_stand_in_the_Protokoll_and_signing_out_needs_a_button()
    {
        var visitor = await city.Signed("anton.auskunft");
        var page = await (await visitor.Open("/amt/abmelden")).Submit("Jetzt abmelden");
        Assert.Equal("/amt/anmelden", page.Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt")).Address.AbsolutePath);
        var id = await city.IdOf("anton.auskunft");
        var entries = await city.Read(db => db.Set<ProtokollRow>().Where(row => row.Subject == $"bedienstete:{id}").OrderBy(row => row.Seq).Select(row => row.Action).ToListAsync());
        Assert.Equal(["bedienstete.entered", "bedienstete.signed-in", "bedienstete.signed-out"], entries);
    }

    [Fact]
    public async Task A_session_ends_after_four_idle_hours()
    {
        var visitor = await city.Signed("stefan.stoppschild");
        city.Clock.Advance(TimeSpan.FromHours(3.9));
        Assert.Equal("/amt/profil", (await visitor.Open("/amt/profil")).Address.AbsolutePath);
        city.Clock.Advance(TimeSpan.FromHours(4.1));
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/profil")).Address.AbsolutePath);
    }
}
