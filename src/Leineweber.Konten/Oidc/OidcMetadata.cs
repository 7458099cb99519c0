using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Security;
using Microsoft.IdentityModel.Tokens;

namespace Leineweber.Konten.Oidc;

/// <summary>What a provider says about itself: addresses and keys. Read once and kept for an hour; read anew once where a key is unknown.</summary>
internal sealed record OidcMetadata(string AuthorizationEndpoint, string TokenEndpoint, bool SaysIssuer, IReadOnlyList<SecurityKey> Keys, string KeysAddress, DateTime ReadAt)
{
    /// <summary>Where people sign out there (OpenID Connect RP-Initiated Logout 1.0), or null.</summary>
    public string? EndSessionEndpoint { get; init; }
}

/// <summary>Keeps the metadata of the providers.</summary>
internal sealed class OidcMetadataCache(IHttpClientFactory http, TimeProvider clock)
{
    public const string Client = "oidc";

    public DateTime Now => clock.Now();

    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastBetweenRefreshes = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, OidcMetadata> kept = new();

    public async Task<OidcMetadata> Of(OidcProvider provider, CancellationToken cancel) =>
        kept.TryGetValue(provider.Issuer, out var known) && clock.Now() - known.ReadAt < Fresh ? known : kept[provider.Issuer] = await Read(provider, cancel);

    /// <summary>The metadata with keys read anew; at most once a minute, so that forged tokens do not make us ask all the time.</summary>
    public async Task<OidcMetadata> Refreshed(OidcProvider provider, OidcMetadata seen, CancellationToken cancel) =>
        clock.Now() - seen.ReadAt < LeastBetweenRefreshes ? seen : kept[provider.Issuer] = await Read(provider, cancel);

    public HttpClient Open()
    {
        var client = http.CreateClient(Client);
        client.Timeout = TimeSpan.FromSeconds(15);
        client.MaxResponseContentBufferSize = LargestAnswer;
        return client;
    }

    private async Task<OidcMetadata> Read(OidcProvider provider, CancellationToken cancel)
    {
        using var client = Open();
        var found = JsonNode.Parse(await client.GetStringAsync(provider.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", cancel))!;
        if (found["issuer"]?.GetValue<string>() != provider.Issuer)
        {
            throw new InvalidDataException($"The provider at {provider.Issuer} calls itself {found["issuer"]}.");
        }

        // This machine only where the setting itself names it: a provider elsewhere must not send us to our own doors.
        var isHere = Outbound.IsThisMachine(new Uri(provider.Issuer).Host);
        string? Safe(string name) =>
            found[name] is JsonValue value && value.TryGetValue<string>(out var text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (Outbound.IsThisMachine(uri.Host) ? isHere : uri.Scheme == Uri.UriSchemeHttps) ? text : null;
        string Address(string name) => Safe(name) ?? throw new InvalidDataException($"The provider at {provider.Issuer} gives no safe {name}.");
        var keysAddress = Address("jwks_uri");
        var keys = new JsonWebKeySet(await client.GetStringAsync(keysAddress, cancel)).GetSigningKeys();
        return new OidcMetadata(
            Address("authorization_endpoint"), Address("token_endpoint"), found["authorization_response_iss_parameter_supported"]?.GetValue<bool>() == true, [.. keys], keysAddress, clock.Now())
        {
            EndSessionEndpoint = Safe("end_session_endpoint"),
        };
    }
}
