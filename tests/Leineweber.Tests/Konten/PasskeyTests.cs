using System.Net;
using Leineweber.Organisation;

namespace Leineweber.Tests.Konten;

public sealed class PasskeyTests(City city) : IClassFixture<City>
{
    private const string Home = "http://localhost";

    [Fact]
    public async Task A_citizen_sets_up_a_passkey_and_signs_in_without_a_password()
    {
        var passkey = await SetUp("/konto/anmelden", "Erika Erfunden", "/konto/sicherheit/passkeys", "/konto/passkey/anlegen");
        var page = await SignIn(passkey, "/konto/anmelden?weiter=/konto", "/konto/passkey/anmelden");
        Assert.Equal("/konto", page.Address.AbsolutePath);
        Assert.Contains("Erika Erfunden", page.Words);
        Assert.Contains("Passkey)", page.Words);
    }

    [Fact]
    public async Task A_member_of_staff_too_and_one_sides_passkey_opens_nothing_of_the_other()
    {
        var passkey = await SetUp("/amt/anmelden", "Ute Urkunde", "/amt/profil/passkeys", "/amt/passkey/anlegen");
        Assert.Equal("/amt/profil", (await SignIn(passkey, "/amt/anmelden?weiter=/amt/profil", "/amt/passkey/anmelden")).Address.AbsolutePath);
        passkey.Count++;
        Assert.Contains("nicht geklappt", (await SignIn(passkey, "/konto/anmelden", "/konto/passkey/anmelden")).Errors);
    }

    public static TheoryData<string> Lies => ["origin", "relying party", "challenge", "not verified", "count behind", "other key"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_forged_answer_signs_nobody_in(string lie)
    {
        var passkey = await SetUp("/konto/anmelden", "Tarik Testmann", "/konto/sicherheit/passkeys", "/konto/passkey/anlegen");
        Assert.Equal("/konto", (await SignIn(passkey, "/konto/anmelden", "/konto/passkey/anmelden")).Address.AbsolutePath);
        passkey.Count = 10;
        Assert.Equal("/konto", (await SignIn(passkey, "/konto/anmelden", "/konto/passkey/anmelden")).Address.AbsolutePath);
        passkey.Count = 11;
        switch (lie)
        {
            case "origin": passkey.Origin = "http://localhost.boese.example"; break;
            case "relying party": passkey.RpId = "boese.example"; break;
            case "challenge": passkey.Challenge = "AAAAAAAAAAAAAAAAAAAAAA"; break;
            case "not verified": passkey.Verifies = false; break;
            case "count behind": passkey.Count = 5; break;
            case "other key": passkey = new Authenticator(Home); break;
        }

        Assert.Contains("nicht geklappt", (await SignIn(passkey, "/konto/anmelden", "/konto/passkey/anmelden")).Errors);
    }

    [Fact]
    public async Task An_answer_works_once()
    {
        var passkey = await SetUp("/konto/anmelden", "Sam Sample", "/konto/sicherheit/passkeys", "/konto/passkey/anlegen");
        var visitor = city.Visitor("localhost");
        var page = await visitor.Open("/konto/anmelden");
        var credential = passkey.Get(await Options(visitor, "/konto/passkey/anmelden"));
        var cookie = visitor.Cookies.GetCookies(new Uri(Home))["lw-konto-passkey"]!.Value;
        Assert.Equal("/konto", (await page.Submit("Mit Passkey anmelden", new { Credential = credential })).Address.AbsolutePath);
        var thief = city.Visitor("localhost");
        page = await thief.Open("/konto/anmelden");
        thief.Cookies.Add(new Uri(Home), new Cookie("lw-konto-passkey", cookie));
        Assert.Contains("nicht geklappt", (await page.Submit("Mit Passkey anmelden", new { Credential = credential })).Errors);
    }

    [Fact]
    public async Task Under_a_bare_number_no_passkeys_are_offered()
    {
        Assert.DoesNotContain("data-passkey", (await city.Visitor().Open("/konto/anmelden")).Body, StringComparison.Ordinal);
        Assert.Contains("data-passkey", (await city.Visitor("localhost").Open("/konto/anmelden")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_passkey_opens_nothing()
    {
        var passkey = await SetUp("/konto/anmelden", "Nadja Niemandsdóttir-Beispielowska", "/konto/sicherheit/passkeys", "/konto/passkey/anlegen");
        var visitor = city.Visitor("localhost");
        await (await visitor.Open("/konto/anmelden")).Submit("Nadja");
        var page = await (await visitor.Open("/konto/sicherheit/passkeys")).Submit("Entfernen");
        Assert.Contains("noch keinen Passkey", page.Words);
        Assert.Contains("nicht geklappt", (await SignIn(passkey, "/konto/anmelden", "/konto/passkey/anmelden")).Errors);
    }

    private async Task<Authenticator> SetUp(string signIn, string person, string address, string options)
    {
        var visitor = city.Visitor("localhost");
        await (await visitor.Open(signIn)).Submit(person);
        var passkey = new Authenticator(Home);
        var page = await visitor.Open(address);
        page = await page.Submit("Passkey einrichten", new { Name = "Mein Probegerät", Credential = passkey.Create(await Options(visitor, options)) });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Mein Probegerät", page.Words);
        passkey.Count++;
        return passkey;
    }

    private async Task<Page> SignIn(Authenticator passkey, string signIn, string options)
    {
        var visitor = city.Visitor("localhost");
        var page = await visitor.Open(signIn);
        return await page.Submit("Mit Passkey anmelden", new { Credential = passkey.Get(await Options(visitor, options)) });
    }

    private static async Task<string> Options(Visitor visitor, string address)
    {
        var answer = await visitor.Send(HttpMethod.Post, new Uri(Home + address), new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Body;
    }
}
