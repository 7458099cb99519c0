using System.Net;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Leineweber.Tests.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Sicherheit;

/// <summary>In a real city nobody gets at files with a password alone.</summary>
public sealed class FactorDutyTests(City city) : IClassFixture<City>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Demand("pflicht");

    public async ValueTask DisposeAsync() => await Demand("freiwillig");

    [Fact]
    public async Task With_a_password_alone_one_gets_no_further_than_the_page_that_sets_the_factor_up()
    {
        var visitor = city.Visitor();
        var page = await Staff.SignIn(visitor, "wilma.webstuhl", Demo.Kennwort);
        Assert.Equal("/amt/profil/zweiter-faktor", page.Address.AbsolutePath);
        Assert.Contains("Ihre Stadt verlangt einen zweiten Faktor.", page.Words, StringComparison.Ordinal);
        foreach (var address in new[] { "/amt", "/amt/profil", "/amt/profil/kennwort", "/amt/arbeitskorb", "/amt/akten" })
        {
            Assert.Equal("/amt/profil/zweiter-faktor", (await visitor.Open(address)).Address.AbsolutePath);
        }

        Assert.Equal("/amt/profil/passkeys", (await visitor.Open("/amt/profil/passkeys")).Address.AbsolutePath);
        await city.SetUpFactor(visitor, "/amt/profil/zweiter-faktor");
        Assert.Equal("/amt", (await visitor.Open("/amt")).Address.AbsolutePath);
        page = await (await visitor.Open("/amt/abmelden")).Submit("Jetzt abmelden");
        Assert.Equal("/amt/anmelden", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task Who_takes_the_factor_away_is_stopped_until_there_is_a_new_one()
    {
        var visitor = city.Visitor();
        await Staff.SignIn(visitor, "meike.meldezettel", Demo.Kennwort);
        await city.SetUpFactor(visitor, "/amt/profil/zweiter-faktor");
        await (await visitor.Open("/amt/profil/zweiter-faktor")).Submit("Zweiten Faktor entfernen");
        Assert.Equal("/amt/profil/zweiter-faktor", (await visitor.Open("/amt")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Whose_factor_is_lost_comes_in_again_by_an_invitation_and_the_old_password_opens_nothing()
    {
        var admin = city.Visitor();
        await Staff.SignIn(admin, "admina.allzweck", Demo.Kennwort);
        await city.SetUpFactor(admin, "/amt/profil/zweiter-faktor");
        var id = await city.IdOf("gustav.gehweg");
        var page = await (await admin.Open($"/amt/verwaltung/personal/{id}")).Submit("Zweiten Faktor zurücksetzen");
        Assert.Contains("bekommt eine neue Einladung", page.Body, StringComparison.Ordinal);
        Assert.Equal("/amt/anmelden", (await Staff.SignIn(city.Visitor(), "gustav.gehweg", Demo.Kennwort)).Address.AbsolutePath);

        await city.Drain();
        var mail = city.Mails().Last(text => text.StartsWith("To: gustav.gehweg", StringComparison.OrdinalIgnoreCase));
        var link = mail[mail.IndexOf("/amt/einladung/", StringComparison.Ordinal)..].Split('\n', '\r', ' ')[0];
        var visitor = city.Visitor();
        page = await visitor.Open(link);
        var secret = page.Text("details code").Replace(" ", "", StringComparison.Ordinal);
        page = await page.Submit("Zugang einrichten", new { Kennwort = "Kaffee und Kuchen um vier", Code = city.Code(secret) });
        Assert.Equal("Ihr Zugang ist eingerichtet", page.Heading);
        Assert.Equal("/amt", (await visitor.Open("/amt")).Address.AbsolutePath);
    }

    [Fact]
    public void A_real_city_demands_it_unless_it_says_otherwise_and_a_demonstration_does_not()
    {
        var demo = new Tenant { Key = "probe", Name = "Probe", Hosts = ["probe"], IsDemo = true };
        var real = demo with { IsDemo = false };
        Tenant With(Tenant city, string value) => city with { Settings = new Dictionary<string, string> { [Faktorpflicht.Setting] = value } };
        Assert.Equal([true, false, false, true, true], [Faktorpflicht.Of(real), Faktorpflicht.Of(demo), Faktorpflicht.Of(With(real, "freiwillig")), Faktorpflicht.Of(With(demo, "pflicht")), Faktorpflicht.Of(With(real, "unbekannt"))]);
    }

    private Task Demand(string value) => city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with { Settings = new Dictionary<string, string>(city.Bielefeld.Settings) { [Faktorpflicht.Setting] = value } });
}
