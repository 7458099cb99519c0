using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Leineweber.Konten.Oidc;

/// <summary>Checks an ID token (OpenID Connect Core 3.1.3.7): signature by a key of the provider, allowed algorithms, issuer, audience, times, nonce.</summary>
internal sealed class OidcToken(OidcMetadataCache metadata, TimeProvider clock)
{
    private const int LongestToken = 32 * 1024;
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken };

    /// <summary>The claims of a token that may be believed.</summary>
    /// <exception cref="OidcException">It may not.</exception>
    public async Task<JsonObject> Check(OidcProvider provider, OidcMetadata about, string token, string nonce, CancellationToken cancel)
    {
        var result = await Validate(provider, about, token);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await Validate(provider, await metadata.Refreshed(provider, about, cancel), token);
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken checkedToken)
        {
            throw new OidcException($"token: {result.Exception?.Message.Split(':')[0]} ({result.Exception?.GetType().Name})");
        }

        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(checkedToken.EncodedPayload))!.AsObject();
        var audiences = claims["aud"] is JsonArray list ? list.Count : 1;
        if (Text(claims, "nonce") != nonce
            || string.IsNullOrEmpty(Text(claims, "sub")) || Text(claims, "sub")!.Length > 255
            || (audiences > 1 && Text(claims, "azp") != provider.ClientId)
            || (Text(claims, "azp") is { } party && party != provider.ClientId))
        {
            throw new OidcException("token: nonce, sub or azp");
        }

        return claims;
    }

    /// <summary>A claim as text, or null.</summary>
    public static string? Text(JsonObject claims, string name) => claims[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private Task<TokenValidationResult> Validate(OidcProvider provider, OidcMetadata about, string token) => Handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        IssuerSigningKeys = about.Keys,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = provider.Issuer,
        ValidAudience = provider.ClientId,
        LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires),
    });

    private bool IsNow(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.Now();
        // Differences, not sums: a token may say the year 1 or 9999.
        return expires is { } end && now - end < Skew && (notBefore is not { } start || start - now <= Skew);
    }
}
