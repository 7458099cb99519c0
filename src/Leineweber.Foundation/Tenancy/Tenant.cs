namespace Leineweber.Foundation.Tenancy;

/// <summary>One municipality (Mandant): its own database, blob space, search index, keys and domain.</summary>
/// <remarks>No query carries a tenant id: isolation is by construction, everything of a tenant hangs on its <see cref="TenantSpace"/>.</remarks>
public sealed record Tenant
{
    /// <summary>Short key, lower-case ASCII letters, digits and hyphens, 2–40 characters; names folder and database.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the municipality as it stands in the page head, e.g. "Stadt Bielefeld".</summary>
    public required string Name { get; init; }

    /// <summary>Host names (without port) under which this tenant answers. Any other host is refused.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>True for a demonstration city: every page and letter says so.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Primary colour as <c>#rrggbb</c>, checked for contrast when set; null for the house colour.</summary>
    public string? Colour { get; init; }

    /// <summary>Public address with scheme and port, no trailing slash; stands in mails and letters.</summary>
    public string Address { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Sender of mails.</summary>
    public string MailFrom { get; init; } = "portal@stadt.example";

    /// <summary>Postal address of the municipality, lines.</summary>
    public IReadOnlyList<string> PostalAddress { get; init; } = [];

    /// <summary>Further settings of modules by name, e.g. <c>mail.smtp</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>True where <paramref name="key"/> may name a tenant.</summary>
    public static bool IsKey(string key) =>
        key is { Length: >= 2 and <= 40 } && key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && key[0] != '-';
}
