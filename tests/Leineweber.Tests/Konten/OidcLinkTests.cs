using System.Net;
using System.Web;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Konten;

/// <summary>Linking an account with a provider, taking the link away, signing out there too.</summary>
public sealed class OidcLinkTests(OidcCity fixture) : IClassFixture<OidcCity>
{
    private City City => fixture.City;

    [Fact]
    public async Task A_link_can_be_taken_away_where_another_way_to_sign_in_remains()
    {
        As("verbunden-1");
        var visitor = await City.Register("verbunden@beispiel.example");
        var page = await visitor.Open(await Out(visitor, await visitor.Open("/konto/sicherheit"), "ausweis"));
        Assert.Contains("Verbunden mit Probeausweis", page.Body, StringComparison.Ordinal);
        page = await page.Submit("Verbindung mit Probeausweis trennen");
        Assert.Equal("/konto/sicherheit", page.Address.AbsolutePath);
        Assert.Contains("Mit Probeausweis verbinden", page.Words);

        // The provider's person is a stranger again; the account is as it was.
        var stranger = City.Visitor();
        page = await stranger.Open(await Out(stranger, await stranger.Open("/konto/anmelden"), "ausweis"));
        Assert.Equal("/konto", page.Address.AbsolutePath);
        Assert.DoesNotContain("verbunden@beispiel.example", page.Words);
        Assert.Equal("/konto", (await Citizens.SignIn(City.Visitor(), "verbunden@beispiel.example", Citizens.Password)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_only_way_to_sign_in_stays()
    {
        As("einziger-weg");
        var visitor = City.Visitor();
        await visitor.Open(await Out(visitor, await visitor.Open("/konto/anmelden"), "ausweis"));
        var page = await visitor.Open("/konto/sicherheit");
        Assert.DoesNotContain("trennen", string.Join('|', page.Document.QuerySelectorAll("button").Select(button => button.TextContent)), StringComparison.Ordinal);
        var forged = await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/sicherheit?handler=Trennen"), new FormUrlEncodedContent(new Dictionary<string, string> { ["__formular"] = Token(page), ["dienst"] = "ausweis" }));
        Assert.Equal(HttpStatusCode.Conflict, forged.Status);
        Assert.Contains("einziger Weg", forged.Errors);

        // With a passkey it could go; then the passkey is the one that stays.
        var subject = (await City.Read(db => db.Set<Identitaet>().Where(i => i.SubjectKey.EndsWith(" einziger-weg")).Select(i => i.KontoId).SingleAsync())).ToString();
        await City.Write(w =>
        {
            w.Db.Add(new Leineweber.Foundation.Security.Passkeys.Passkey { CredentialId = "probe", Kind = SitzungKind.Konto, SubjectId = subject, Name = "Probe", CreatedAt = w.Now });
            return Task.CompletedTask;
        });
        page = await (await visitor.Open("/konto/sicherheit")).Submit("Verbindung mit Probeausweis trennen");
        Assert.Contains("getrennt", page.Body, StringComparison.Ordinal);
        page = await (await visitor.Open("/konto/sicherheit/passkeys")).Submit("Entfernen");
        Assert.Contains("einziger Weg", page.Errors);
        Assert.Equal(1, await City.Read(db => db.Set<Leineweber.Foundation.Security.Passkeys.Passkey>().CountAsync(key => key.SubjectId == subject)));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_provider_too_but_only_for_whom_came_from_there()
    {
        As("abmelder");
        var visitor = City.Visitor();
        var page = await visitor.Open(await Out(visitor, await visitor.Open("/konto/anmelden?weiter=/konto"), "ausweis"));
        var token = Token(page);
        page = await SignOut(visitor, token);
        var query = HttpUtility.ParseQueryString(OidcTests.Onward(page).Query);
        Assert.StartsWith(FakeProvider.Issuer + "/abmelden?", OidcTests.Onward(page).AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(3, query["id_token_hint"]!.Split('.').Length);
        Assert.Equal((FakeProvider.ClientId, $"{City.Bielefeld.Address}/konto/abgemeldet"), (query["client_id"], query["post_logout_redirect_uri"]));
        Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
        Assert.Contains("Sie sind abgemeldet.", (await visitor.Open("/konto/abgemeldet")).Body, StringComparison.Ordinal);

        // Once more: nothing is left to end there. With a password: the provider has nothing to do with it.
        Assert.Equal(HttpStatusCode.Redirect, (await SignOut(visitor, Token(await visitor.Open("/konto/abmelden")))).Status);
        await visitor.Open(await Out(visitor, await visitor.Open("/konto/anmelden?weiter=/konto"), "ausweis"));
        page = await (await visitor.Open("/konto/anmelden")).Submit("Erika Erfunden");
        Assert.Equal(HttpStatusCode.Redirect, (await SignOut(visitor, Token(page))).Status);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_not_told_to_be_signed_out()
    {
        var visitor = await Citizens.Citizen(City);
        var page = await visitor.Open("/konto/abgemeldet");
        Assert.Equal("/konto", page.Address.AbsolutePath);
        Assert.DoesNotContain("Sie sind abgemeldet", page.Body, StringComparison.Ordinal);
    }

    private void As(string subject)
    {
        fixture.Provider.Honest();
        fixture.Provider.Claims = claims => claims["sub"] = subject;
    }

    private static string Token(Page page) => page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;

    private static Task<Page> SignOut(Visitor visitor, string token) => visitor.Send(
        HttpMethod.Post, new Uri("http://127.0.0.1/konto/abmelden"), new FormUrlEncodedContent(new Dictionary<string, string> { ["__formular"] = token }), follow: false);

    /// <summary>Presses the provider's button; the address the provider sends the browser back to.</summary>
    private async Task<Uri> Out(Visitor visitor, Page page, string provider)
    {
        var form = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains("/konto/oidc/" + provider, StringComparison.Ordinal) == true);
        return await OidcTests.Redirected(fixture.Provider, visitor, new Uri(page.Address, form.GetAttribute("action")), form.QuerySelector("input[name=__formular]")!.GetAttribute("value")!);
    }
}
