using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Oidc;

/// <summary>What a provider's checked token says.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Claims">The token's claims.</param>
/// <param name="Started">What was remembered when the person was sent there.</param>
/// <param name="Token">The token itself; the provider wants to see it when the person signs out.</param>
internal sealed record OidcAnswer(OidcProvider Provider, JsonObject Claims, OidcStart Started, string Token);

/// <summary>What is remembered of a sign-in while the person is at the provider.</summary>
/// <param name="Provider">Key of the provider.</param>
/// <param name="Nonce">Must stand in the token.</param>
/// <param name="Verifier">PKCE verifier (RFC 7636).</param>
/// <param name="Browser">Hash of the cookie of the browser that began.</param>
/// <param name="Weiter">Where to go on to.</param>
/// <param name="LinkTo">Account to link the identity to, instead of signing in.</param>
/// <param name="FreshFrom">Unix seconds; the token must tell of a sign-in at the provider not before (<c>auth_time</c>). Null where an older one is good enough.</param>
internal sealed record OidcStart(string Provider, string Nonce, string Verifier, string Browser, string? Weiter, Guid? LinkTo, long? FreshFrom);

/// <summary>What a person is sent to a provider for.</summary>
/// <param name="Weiter">Where to go on to.</param>
/// <param name="LinkTo">Account to link the identity to, instead of signing in.</param>
/// <param name="Again">True where the provider shall ask again who is there (<c>prompt=login</c>, <c>max_age=0</c>).</param>
internal sealed record OidcWish(string? Weiter, Guid? LinkTo, bool Again);

/// <summary>Authorization code flow with PKCE, state and nonce, all bound to the browser that began (OpenID Connect Core; RFC 7636, 9207, 9700).</summary>
internal sealed class OidcFlow(LeineweberDb db, Tenant tenant, OidcMetadataCache metadata, OidcToken tokens, ILogger<OidcFlow> log)
{
    private const string Purpose = "konto.oidc";
    private static readonly TimeSpan TimeAtProvider = TimeSpan.FromMinutes(15);

    /// <summary>Where to send the person.</summary>
    public async Task<Outcome<string>> Start(HttpContext http, OidcProvider provider, OidcWish wish, CancellationToken cancel)
    {
        OidcMetadata about;
        try
        {
            about = await metadata.Of(provider, cancel);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException or InvalidDataException && !cancel.IsCancellationRequested)
        {
            log.LogWarning(error, "Provider {Provider} cannot be reached", provider.Key);
            return new Refusal("oidc.unreachable", T("{0} ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal oder melden Sie sich anders an.", provider.Name));
        }

        var browser = Random();
        var started = new OidcStart(provider.Key, Random(), Random(), Einmalschluessel.HashOf(browser), Weiter.Local(wish.Weiter), wish.LinkTo, wish.Again ? new DateTimeOffset(DateTime.SpecifyKind(metadata.Now, DateTimeKind.Utc)).ToUnixTimeSeconds() : null);
        var state = await db.Write(Actor.Visitor, w => Task.FromResult(Einmalschluessel.Make(w, Purpose, "", JsonSerializer.Serialize(started), TimeAtProvider)), cancel);
        http.Response.Cookies.Append(CookieName, browser, OwnCookie.Options(http));
        var address = wish.Again ? QueryHelpers.AddQueryString(about.AuthorizationEndpoint, new Dictionary<string, string?> { ["prompt"] = "login", ["max_age"] = "0" }) : about.AuthorizationEndpoint;
        return QueryHelpers.AddQueryString(address, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = RedirectAddress(provider),
            ["scope"] = provider.Scope,
            ["state"] = state,
            ["nonce"] = started.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(started.Verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Checks the provider's answer. Refused with one text for all reasons; the reason stands in the log.</summary>
    public async Task<Outcome<OidcAnswer>> Finish(HttpContext http, OidcProvider provider, CancellationToken cancel)
    {
        try
        {
            return await Check(http, provider, cancel);
        }
        catch (Exception error) when (error is OidcException or HttpRequestException or TaskCanceledException or JsonException or InvalidDataException or InvalidOperationException && !cancel.IsCancellationRequested)
        {
            log.LogWarning("Sign-in with {Provider} refused: {Reason}", provider.Key, error.Message);
            Sicherheitslog.Refused(http, "anmeldung.misslungen", "Konto, Anmeldedienst", null);
            return new Refusal("oidc.refused", T("Die Anmeldung mit {0} hat nicht geklappt. Bitte versuchen Sie es noch einmal.", provider.Name));
        }
    }

    private async Task<OidcAnswer> Check(HttpContext http, OidcProvider provider, CancellationToken cancel)
    {
        string? Query(string name) => http.Request.Query[name] is [{ Length: > 0 } one] ? one : null;
        var browser = http.Request.Cookies[CookieName];
        http.Response.Cookies.Delete(CookieName, OwnCookie.Options(http));
        // Used up before anything else is looked at: one answer per start, whatever comes of it.
        var key = await db.Write(Actor.Visitor, w => Einmalschluessel.Use(w, Query("state"), Purpose, cancel), cancel);
        var started = key is null ? null : JsonSerializer.Deserialize<OidcStart>(key.Data);
        if (started is null || started.Provider != provider.Key)
        {
            throw new OidcException("unknown state");
        }

        if (browser is null || Einmalschluessel.HashOf(browser) != started.Browser)
        {
            throw new OidcException("another browser");
        }

        var about = await metadata.Of(provider, cancel);
        if (Query("iss") is { } issuer ? issuer != provider.Issuer : about.SaysIssuer || http.Request.Query.ContainsKey("iss"))
        {
            throw new OidcException("wrong or missing iss");
        }

        if (Query("error") is { } error)
        {
            throw new OidcException($"provider says {error}");
        }

        var code = Query("code") ?? throw new OidcException("no code");
        var token = await Redeem(provider, about, code, started.Verifier, cancel);
        var claims = await tokens.Check(provider, about, token, started.Nonce, cancel);
        // Some seconds of grace for clocks that differ.
        if (started.FreshFrom is { } from && !(claims["auth_time"] is JsonValue at && at.TryGetValue<long>(out var seconds) && seconds >= from - 60))
        {
            throw new OidcException("token: not signed in anew");
        }

        return new OidcAnswer(provider, claims, started, token);
    }

    private async Task<string> Redeem(OidcProvider provider, OidcMetadata about, string code, string verifier, CancellationToken cancel)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = RedirectAddress(provider),
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, about.TokenEndpoint);
        if (provider.ClientSecret is { } secret)
        {
            // RFC 6749 §2.3.1: both are form-encoded before they are joined.
            var basic = $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        }
        else
        {
            form["client_id"] = provider.ClientId;
        }

        request.Content = new FormUrlEncodedContent(form);
        using var client = metadata.Open();
        using var answer = await client.SendAsync(request, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode && JsonNode.Parse(body)?["id_token"]?.GetValue<string>() is { } token
            ? token
            : throw new OidcException($"token endpoint answers {(int)answer.StatusCode}");
    }

    private string RedirectAddress(OidcProvider provider) => $"{tenant.Address}/konto/oidc/{provider.Key}/rueckkehr";

    private static string CookieName => Sitzungen.CookieName(SitzungKind.Konto) + "-oidc";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>A provider's answer that must not be believed.</summary>
internal sealed class OidcException(string message) : Exception(message);
