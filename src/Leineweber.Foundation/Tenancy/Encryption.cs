using Leineweber.Foundation.Security;
using Npgsql;

namespace Leineweber.Foundation.Tenancy;

/// <summary>Connections to other machines are encrypted and their certificates checked, or the program does not start.</summary>
public static class Encryption
{
    /// <summary>What stands against the installation's connections, in German for the operator; null where all is well.</summary>
    public static string? Problem(Installation installation)
    {
        if (!installation.UsesSqlite && Read(installation.Database) is { SslMode: not (SslMode.VerifyFull or SslMode.VerifyCA) } database
            && (database.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(HostOf).FirstOrDefault(host => !host.StartsWith('/') && NeedsIt(installation, host)) is { } server)
        {
            return $"Die Verbindung zur Datenbank auf {server} wäre nicht sicher verschlüsselt. Bitte ergänzen Sie 'SSL Mode=VerifyFull' (und wo nötig 'Root Certificate=DATEI'). {Exception}";
        }

        return installation.ObjectStore is { } store && Uri.TryCreate(store, UriKind.Absolute, out var address) && address.Scheme != Uri.UriSchemeHttps && NeedsIt(installation, address.Host)
            ? $"Die Verbindung zum Dokumentenspeicher auf {address.Host} wäre nicht verschlüsselt. Bitte geben Sie ihn mit https:// an. {Exception}"
            : null;
    }

    /// <summary>True for another machine that the operator did not exempt.</summary>
    public static bool NeedsIt(Installation installation, string host) => !Outbound.IsThisMachine(host) && !installation.PlainHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The connection's parts; null where it cannot be read, which <see cref="Data.DatabaseCheck"/> tells the operator.</summary>
    private static NpgsqlConnectionStringBuilder? Read(string database)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(database);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The host without its port; of an IPv6 address, which has more than one colon, all.</summary>
    private static string HostOf(string server) => server.Count(c => c == ':') == 1 ? server.Split(':')[0] : server.Split(']')[0].TrimStart('[');

    private const string Exception = "Soll es auf einer abgeschirmten Leitung ohne gehen, nennen Sie den Rechner in LEINEWEBER_UNVERSCHLUESSELT.";
}
