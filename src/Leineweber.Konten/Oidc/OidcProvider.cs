using System.Globalization;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Konten.Oidc;

/// <summary>A provider of identities as the tenant's settings name it: <c>oidc.{key}.issuer</c>, <c>.clientId</c>, <c>.clientSecret</c>, <c>.name</c>, <c>.level</c>, <c>.acr</c>, <c>.kind</c>, <c>.claims</c>, <c>.scope</c>.</summary>
/// <param name="Key">Key in the settings and in addresses.</param>
/// <param name="Issuer">Issuer, exactly as its tokens say it; https, or http on this machine.</param>
/// <param name="ClientId">Our name there.</param>
/// <param name="ClientSecret">Our secret there, or null for a public client.</param>
/// <param name="Name">Name as citizens read it.</param>
/// <param name="Level">Highest trust level its sign-ins have here, 1–4.</param>
public sealed record OidcProvider(string Key, string Issuer, string ClientId, string? ClientSecret, string Name, int Level)
{
    /// <summary>Levels by the <c>acr</c> of the token, from <c>oidc.{key}.acr</c> as <c>value=level,value=level</c>. Empty where every sign-in has the same level.</summary>
    public IReadOnlyDictionary<string, int> LevelByAcr { get; init; } = new Dictionary<string, int>();

    /// <summary>For a provider of organisations (<c>oidc.{key}.kind</c> is <c>organisation</c>) the names of the claims by what they carry; null for one of people.</summary>
    public IReadOnlyDictionary<string, string>? OrganisationClaims { get; init; }

    /// <summary>True where whoever signs in acts for an organisation.</summary>
    public bool IsForOrganisations => OrganisationClaims is not null;

    /// <summary>What we ask the provider for (RFC 6749 §3.3); <c>oidc.{key}.scope</c> adds to it.</summary>
    public string Scope { get; init; } = "openid profile email";

    /// <summary>The providers of a tenant, by key.</summary>
    public static IReadOnlyList<OidcProvider> All(Tenant tenant) =>
    [
        .. from key in tenant.Settings.Keys.Where(name => name.StartsWith("oidc.", StringComparison.Ordinal)).Select(name => name.Split('.')).Where(parts => parts.Length == 3).Select(parts => parts[1]).Distinct()
           let provider = Find(tenant, key)
           where provider is not null
           orderby key
           select provider,
    ];

    /// <summary>The provider of this key; null where the settings are missing or not safe.</summary>
    public static OidcProvider? Find(Tenant tenant, string key)
    {
        string? Setting(string name) => tenant.Settings.GetValueOrDefault($"oidc.{key}.{name}");
        return Setting("issuer") is { } issuer && Setting("clientId") is { } client && Uri.TryCreate(issuer, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || Outbound.IsThisMachine(address.Host))
            ? new OidcProvider(key, issuer, client, Setting("clientSecret"), Setting("name") ?? key, ReadLevel(Setting("level")))
            {
                LevelByAcr = Pairs(Setting("acr")).ToDictionary(pair => pair.Name, pair => ReadLevel(pair.Value), StringComparer.Ordinal),
                OrganisationClaims = Setting("kind") == "organisation" ? Organisationsangabe.Claims.ToDictionary(claim => claim.Key, claim => Pairs(Setting("claims")).LastOrDefault(pair => pair.Name == claim.Key).Value ?? claim.Value) : null,
                Scope = $"openid profile email {Setting("scope")}".Trim(),
            }
            : null;
    }

    /// <summary>Trust level of a sign-in: never more than the provider has, and only the basic one where its <c>acr</c> is unknown.</summary>
    public int LevelOf(string? acr) => LevelByAcr.Count == 0 ? Level : acr is not null && LevelByAcr.TryGetValue(acr, out var level) ? Math.Min(level, Level) : 1;

    private static IEnumerable<(string Name, string Value)> Pairs(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0].Trim(), pair[1].Trim()));

    private static int ReadLevel(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? Math.Clamp(level, 1, 4) : 1;
}
