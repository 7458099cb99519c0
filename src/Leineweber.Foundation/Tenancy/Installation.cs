namespace Leineweber.Foundation.Tenancy;

/// <summary>What an operator sets for one installation of the program.</summary>
public sealed record Installation
{
    /// <summary>Folder that holds everything not kept in PostgreSQL or S3.</summary>
    public required string DataFolder { get; init; }

    /// <summary><c>sqlite</c>, or a PostgreSQL connection string whose database name is the prefix of the tenants' databases.</summary>
    public string Database { get; init; } = "sqlite";

    /// <summary>Folder of this node alone for what can be made anew (search index, uploads on their way); null for the data folder.</summary>
    /// <remarks>Needed where several nodes share one data folder.</remarks>
    public string? LocalFolder { get; init; }

    /// <summary>True where the program runs as demonstration: demo providers, mail into files, style guide.</summary>
    public bool IsDemo { get; init; }

    /// <summary>S3 endpoint and bucket as <c>https://KEY:SECRET@host/bucket</c>; null keeps documents in files.</summary>
    public string? ObjectStore { get; init; }

    /// <summary>Hosts inside the operator's own network that settings of tenants may lead to (<c>LEINEWEBER_INTERNE_ZIELE</c>, with commas).</summary>
    public IReadOnlyList<string> InternalHosts { get; init; } = [];

    /// <summary>Other machines that may be spoken to unencrypted (<c>LEINEWEBER_UNVERSCHLUESSELT</c>, with commas).</summary>
    public IReadOnlyList<string> PlainHosts { get; init; } = [];

    /// <summary>Folder with the demo city's data files.</summary>
    public string? DemoFolder { get; init; }

    /// <summary>True where a running program brings the database of a tenant it notices to the newest schema itself.</summary>
    public bool MigratesNewTenants { get; init; } = true;

    /// <summary>True where the data lies in SQLite files.</summary>
    public bool UsesSqlite => Database.Equals("sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>Folder of all tenants.</summary>
    public string TenantsFolder => Path.Combine(DataFolder, "mandanten");

    /// <summary>Keys of the installation (cookie and form protection).</summary>
    public string KeysFolder => Path.Combine(DataFolder, "schluessel");
}
