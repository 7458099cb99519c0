using System.Net;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Organisation;

public sealed partial class StaffAdministrationTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Only_administrators_see_the_staff()
    {
        var clerk = await city.Signed("wilma.webstuhl");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Open("/amt/verwaltung/personal")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Open($"/amt/verwaltung/personal/{await city.IdOf("ludger.leinen")}")).Status);
        var page = await (await city.Signed("admina.allzweck")).Open("/amt/verwaltung/personal?q=leinen");
        Assert.Contains("Ludger Leinen", page.Words);
        Assert.DoesNotContain("Wilma Webstuhl", page.Words);
    }

    [Fact]
    public async Task Someone_new_is_invited_sets_a_password_gets_a_role_and_loses_it_with_the_access()
    {
        var admin = await city.Signed("admina.allzweck");
        var page = await (await admin.Open("/amt/verwaltung/personal/neu")).Submit("Person anlegen",
            new { Vorname = "Nele", Nachname = "Neuling <b>", Anmeldename = "nele.neuling", Email = "nele@bielefeld.example", Einheit = "660.14" });
        Assert.Contains("Neuling <b>", page.Heading);
        await city.Drain();
        var mail = city.Mails().Last(text => text.Contains("nele@bielefeld.example", StringComparison.Ordinal));
        var link = Link().Match(mail).Value;

        var visitor = city.Visitor();
        page = await visitor.Open(link);
        Assert.Contains("nele.neuling", page.Words);
        var secret = page.Text("details code").Replace(" ", "", StringComparison.Ordinal);
        var code = city.Code(secret);
        page = await page.Submit("Zugang einrichten", new { Kennwort = "kurz", Code = code });
        Assert.Contains("mindestens 12 Zeichen", page.Errors);
        page = await page.Submit("Zugang einrichten", new { Kennwort = "Kaffee und Kuchen um vier", Code = code });
        Assert.Equal("Ihr Zugang ist eingerichtet", page.Heading);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(link)).Status);

        // Invited once more she sets the password alone: the second factor is there.
        await (await admin.Open($"/amt/verwaltung/personal/{await city.IdOf("nele.neuling")}")).Submit("Neue Einladung schicken");
        await city.Drain();
        link = Link().Match(city.Mails().Last(text => text.Contains("nele@bielefeld.example", StringComparison.Ordinal))).Value;
        page = await (await city.Visitor().Open(link)).Submit("Kennwort festlegen", new { Kennwort = "Tee und Torte um fünf Uhr" });
        Assert.Equal("/amt/anmelden", page.Address.AbsolutePath);
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/profil")).Address.AbsolutePath);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await Staff.SignIn(visitor, "nele.neuling", "Tee und Torte um fünf Uhr");
        page = await page.Submit("Anmelden", new { Code = city.Code(secret) });
        Assert.Equal("/amt", page.Address.AbsolutePath);
        Assert.Contains("keine Rolle", (await visitor.Open("/amt/profil")).Words);

        var address = $"/amt/verwaltung/personal/{await city.IdOf("nele.neuling")}";
        page = await (await admin.Open(address)).Submit("Rolle vergeben", new { rolle = "Verwaltung", einheit = "660" });
        Assert.Contains("Amt für Verkehr", page.Words);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/amt/verwaltung/personal")).Status);

        page = await (await admin.Open(address)).Submit("Zugang beenden");
        Assert.Contains("bestätigen Sie mit dem Häkchen", page.Errors);
        await page.Submit("Zugang beenden", new { sicher = "true" });
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/profil")).Address.AbsolutePath);
        Assert.Contains("stimmen nicht", (await Staff.SignIn(visitor, "nele.neuling", "Tee und Torte um fünf Uhr")).Errors);
    }

    [Fact]
    public async Task An_administrator_of_one_office_reaches_no_other_and_never_themselves()
    {
        var admin = await city.Signed("admina.allzweck");
        var chief = await city.IdOf("gustav.gehweg");
        await (await admin.Open($"/amt/verwaltung/personal/{chief}")).Submit("Rolle vergeben", new { rolle = "Verwaltung", einheit = "660" });
        var local = await city.Signed("gustav.gehweg");

        // Of another office: nothing to press on the page, and a forged request is refused.
        var foreign = await local.Open($"/amt/verwaltung/personal/{await city.IdOf("tina.tonne")}");
        Assert.DoesNotContain("Zugang beenden", foreign.Words);
        var own = await local.Open($"/amt/verwaltung/personal/{await city.IdOf("wilma.webstuhl")}");
        var token = own.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
        foreach (var target in new[] { await city.IdOf("tina.tonne"), chief })
        {
            var forged = await local.Send(HttpMethod.Post, new Uri($"http://127.0.0.1/amt/verwaltung/personal/{target}?handler=Rolle"), new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__formular"] = token,
                ["rolle"] = "Sachbearbeitung",
                ["einheit"] = "660.14",
            }));
            Assert.Equal(HttpStatusCode.Conflict, forged.Status);
            Assert.Contains("können Sie nicht ändern", forged.Errors);
        }

        // A unit outside of the own reach.
        own = await own.Submit("Rolle vergeben", new { rolle = "Sachbearbeitung", einheit = "700.22" });
        Assert.Contains("für die Sie zuständig sind", own.Errors);
    }

    [Fact]
    public async Task Rights_reach_down_the_plan_and_not_up_or_aside()
    {
        Assert.Equal((true, true, false, false), await Of("gustav.gehweg", person => (
            person.Units.Contains("660"), person.Units.Contains("660.14"), person.Units.Contains("D3"), person.Units.Contains("700.22"))));
        Assert.Equal((false, true), await Of("wilma.webstuhl", person => (person.Units.Contains("660.1"), person.Units.Contains("660.14"))));
    }

    [Fact]
    public async Task A_deputy_has_the_roles_from_the_first_to_the_last_day_and_every_page_says_so()
    {
        var absent = await city.Signed("olaf.ordnung");
        var deputyId = await city.IdOf("rita.rotstift");
        var page = await (await absent.Open("/amt/profil/abwesenheit")).Submit("Abwesenheit eintragen", new { Von = "25.11.2026", Bis = "24.11.2026", Vertretung = deputyId });
        Assert.Contains("letzte Tag muss nach dem ersten liegen", page.Errors);
        page = await page.Submit("Abwesenheit eintragen", new { Von = "25.11.2026", Bis = "26.11.2026", Vertretung = deputyId });
        Assert.Contains("Rita Rotstift", page.Words);
        page = await page.Submit("Abwesenheit eintragen", new { Von = "26.11.2026", Bis = "30.11.2026", Vertretung = deputyId });
        Assert.Contains("schon eine Abwesenheit", page.Errors);

        var before = await Of("rita.rotstift", person => (person.Units.Contains("320"), person.StandsInFor.Count));
        Assert.Equal(0, before.Count);
        city.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
        var during = await Of("rita.rotstift", person => (person.StandsInFor.Single(), person.UnitsWith("test.leiten").Contains("320"), person.ActorFor("test.leiten", "320").Name, person.HasOwn("test.leiten", "320")));
        Assert.Equal(("Olaf Ordnung", true, "Rita Rotstift (in Vertretung für Olaf Ordnung)", false), during);
        var deputy = await city.Signed("rita.rotstift");
        Assert.Contains("in Vertretung für Olaf Ordnung", (await deputy.Open("/amt/profil")).Body);
        city.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 23, 30, 0, TimeSpan.Zero));
        Assert.Equal(0, await Of("rita.rotstift", person => person.StandsInFor.Count));
    }

    [Fact]
    public async Task A_head_enters_absence_and_deputy_for_people_of_the_unit_and_for_nobody_else()
    {
        var head = await city.Signed("ludger.leinen");
        var (wilma, paula, ludger) = (await city.IdOf("wilma.webstuhl"), await city.IdOf("paula.parkfein"), await city.IdOf("ludger.leinen"));
        var page = await (await head.Open("/amt/abwesenheiten")).Follow("Wilma Webstuhl");
        Assert.DoesNotContain(page.Document.QuerySelectorAll("option"), option => option.GetAttribute("value") == $"{ludger}");
        var (first, last) = (Day(30), Day(33));
        var forged = await page.Submit("Abwesenheit eintragen", new { Von = first, Bis = last, Vertretung = ludger });
        Assert.Contains("Sich selbst können Sie nicht", forged.Errors);
        page = await page.Submit("Abwesenheit eintragen", new { Von = first, Bis = last, Vertretung = paula });
        Assert.Contains("Paula Parkfein", page.Words);
        Assert.Contains("Paula Parkfein", (await head.Open("/amt/abwesenheiten")).Words);

        // She is told, finds it among her own and can take it back herself.
        await city.Drain();
        Assert.Contains(city.Mails(), mail => mail.StartsWith("To: wilma.webstuhl@", StringComparison.Ordinal) && mail.Contains("Ludger Leinen hat für Sie eingetragen", StringComparison.Ordinal));
        page = await (await city.Signed("wilma.webstuhl")).Open("/amt/profil/abwesenheit");
        Assert.Contains("keine Abwesenheit", (await page.Submit("Zurücknehmen")).Words);

        // Above, elsewhere, oneself, and people with a role elsewhere: a deputy chosen here would get that role.
        foreach (var other in new[] { await city.IdOf("gustav.gehweg"), await city.IdOf("tina.tonne"), ludger })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await head.Open($"/amt/abwesenheiten/{other}")).Status);
        }

        var admin = await city.Signed("admina.allzweck");
        await (await admin.Open($"/amt/verwaltung/personal/{paula}")).Submit("Rolle vergeben", new { rolle = "Redaktion", einheit = "700.22" });
        Assert.Equal(HttpStatusCode.NotFound, (await head.Open($"/amt/abwesenheiten/{paula}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.Open($"/amt/abwesenheiten/{paula}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Signed("wilma.webstuhl")).Open("/amt/abwesenheiten")).Status);
    }

    [Theory]
    [InlineData("2027-03-22 08:00", true)]
    [InlineData("2027-03-29 07:00", false)] // Easter Monday
    [InlineData("2027-03-22 12:00", false)]
    public async Task An_office_is_open_in_its_hours_but_not_on_public_holidays(string utc, bool isOpen) => Assert.Equal(isOpen, await city.Inside(async services =>
        (await services.GetRequiredService<Organisationsplan>().Find("10"))!.IsOpen(DateTime.SpecifyKind(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc)), city.Webershausen));

    private string Day(int ahead) => Leineweber.Foundation.Clock.Today(city.Clock).AddDays(ahead).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Looking_after_staff_is_nobodys_to_pass_on()
    {
        var admin = await city.Signed("bernd.betrieb");
        var today = Leineweber.Foundation.Clock.Today(city.Clock).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await (await admin.Open("/amt/profil/abwesenheit")).Submit("Abwesenheit eintragen", new { Von = today, Bis = today, Vertretung = await city.IdOf("falk.feldname") });
        Assert.Equal((1, false), await Of("falk.feldname", person => (person.StandsInFor.Count, person.Has(OrganisationModule.ManageStaff))));
    }

    [Fact]
    public async Task A_reset_second_factor_signs_the_person_out_and_lets_them_in_with_the_password_alone()
    {
        var visitor = await city.Signed("konrad.kirmes");
        await city.SetUpFactor(visitor, "/amt/profil/zweiter-faktor");
        var admin = await city.Signed("admina.allzweck");
        var id = await city.IdOf("konrad.kirmes");
        await (await admin.Open($"/amt/verwaltung/personal/{id}")).Submit("Zweiten Faktor zurücksetzen");
        Assert.Equal("/amt/anmelden", (await visitor.Open("/amt/profil")).Address.AbsolutePath);
        Assert.Equal("/amt", (await Staff.SignIn(visitor, "konrad.kirmes", Demo.Kennwort)).Address.AbsolutePath);
        Assert.True(await city.Read(db => db.Set<ProtokollRow>().AnyAsync(row => row.Subject == $"bedienstete:{id}" && row.Action == "zugang.factor-reset")));
    }

    /// <summary>What someone may do, without a browser.</summary>
    private async Task<T> Of<T>(string name, Func<Amtsperson, T> ask)
    {
        var id = await city.IdOf(name);
        return await city.Inside(async services =>
        {
            var rights = new Rechtekatalog([.. services.GetServices<Recht>(), new Recht("test.leiten", "Test", [Rolle.Leitung])]);
            var person = ActivatorUtilities.CreateInstance<Amtsperson>(services, rights);
            await person.Become(id, level: 2, CancellationToken.None);
            return ask(person);
        });
    }

    [GeneratedRegex("http\\S+/amt/einladung/\\S+")]
    private static partial Regex Link();
}
