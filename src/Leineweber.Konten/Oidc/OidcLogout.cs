using System.Text.Json;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>Signing out at the provider one signed in with (OpenID Connect RP-Initiated Logout 1.0): at a shared computer the next person would else be let in there.</summary>
/// <remarks>The token the provider wants to see lies encrypted in the database as long as a session can last; the browser holds the key to it.</remarks>
internal sealed class OidcLogout(LeineweberDb db, Tenant tenant, OidcMetadataCache metadata, IDataProtectionProvider protection, ILogger<OidcLogout> log)
{
    internal const string Purpose = "konto.oidc-abmelden";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private IDataProtector Protector => protection.CreateProtector(Purpose, tenant.Key);

    /// <summary>Remembers for this browser with whom the person signed in.</summary>
    public async Task Remember(HttpContext http, Guid kontoId, OidcAnswer answer, CancellationToken cancel)
    {
        var data = Protector.Protect(JsonSerializer.Serialize(new Kept(answer.Provider.Key, answer.Token)));
        var secret = await db.Write(Actor(), w => Task.FromResult(Einmalschluessel.Make(w, Purpose, kontoId.ToString(), data, Life)), cancel);
        http.Response.Cookies.Append(CookieName, secret, OwnCookie.Options(http));
    }

    /// <summary>Forgets it: the person signs in otherwise.</summary>
    public static void Forget(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(CookieName))
        {
            http.Response.Cookies.Delete(CookieName, OwnCookie.Options(http));
        }
    }

    /// <summary>Where the browser has to go to sign out at the provider; null where nobody signed in with one or it knows no signing out.</summary>
    /// <returns>The address, and what to tell the person where it cannot be reached.</returns>
    public async Task<(string? Address, string? Warning)> Leave(HttpContext http, CancellationToken cancel)
    {
        var secret = http.Request.Cookies[CookieName];
        Forget(http);
        if (secret is null || await db.Write(Actor(), w => Einmalschluessel.Use(w, secret, Purpose, cancel), cancel) is not { } key || Read(key) is not { } kept || OidcProvider.Find(tenant, kept.Provider) is not { } provider)
        {
            return (null, null);
        }

        try
        {
            var about = await metadata.Of(provider, cancel);
            return (about.EndSessionEndpoint is { } end ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?>
            {
                ["id_token_hint"] = kept.Token,
                ["client_id"] = provider.ClientId,
                ["post_logout_redirect_uri"] = $"{tenant.Address}/konto/abgemeldet",
            }) : null, null);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException or InvalidDataException && !cancel.IsCancellationRequested)
        {
            log.LogWarning(error, "Provider {Provider} cannot be reached for signing out", provider.Key);
            return (null, T("Hier sind Sie abgemeldet. Bei {0} sind Sie vielleicht noch angemeldet: schließen Sie an einem fremden Gerät bitte den Browser.", provider.Name));
        }
    }

    private Kept? Read(Einmalschluessel key)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(Protector.Unprotect(key.Data));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Keys of the installation were replaced in between.
            return null;
        }
    }

    private static Foundation.Actor Actor() => Foundation.Actor.System("oidc");

    private static string CookieName => Sitzungen.CookieName(SitzungKind.Konto) + "-oidc-ende";

    private sealed record Kept(string Provider, string Token);
}
