using Npgsql;

namespace Leineweber.Commands;

/// <summary>Whether a database that is named for the first time can be used; asked before it is remembered.</summary>
internal static class DatabaseChoice
{
    /// <summary>Checks a database against the one remembered so far.</summary>
    /// <param name="database"><c>sqlite</c> or a connection string.</param>
    /// <param name="kept">What is remembered, or null in a new folder.</param>
    /// <param name="hasData">True where municipalities lie in the folder.</param>
    /// <exception cref="CommandRefusal">It cannot be used.</exception>
    public static void Check(string database, string? kept, bool hasData)
    {
        var isSqlite = database == "sqlite";
        if (hasData && kept is not null && isSqlite != (kept == "sqlite"))
        {
            throw new CommandRefusal($"Die Daten dieses Ordners liegen in {(isSqlite ? "PostgreSQL" : "SQLite")}. Ein Wechsel der Datenbank ist nicht möglich. Bitte einen anderen Ordner mit --data nennen.");
        }

        if (!isSqlite)
        {
            Reach(database);
        }
    }

    private static void Reach(string database)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(database);
        }
        catch (ArgumentException)
        {
            throw new CommandRefusal($"'{database}' ist keine Verbindung zu PostgreSQL. Richtig ist 'sqlite' oder zum Beispiel \"Host=127.0.0.1;Username=leineweber;Password=…\".");
        }

        if (string.IsNullOrEmpty(parts.Host))
        {
            throw new CommandRefusal("In der Verbindung zu PostgreSQL fehlt der Rechner, zum Beispiel \"Host=127.0.0.1;Username=leineweber;Password=…\".");
        }

        // Where cities will have databases of their own, the server's maintenance database is there before them.
        parts.Database = "postgres";
        parts.Pooling = false;
        parts.Timeout = 10;
        try
        {
            using var connection = new NpgsqlConnection(parts.ConnectionString);
            connection.Open();
        }
        catch (NpgsqlException error)
        {
            throw new CommandRefusal($"PostgreSQL ist unter {parts.Host}:{parts.Port} nicht zu erreichen: {error.Message}");
        }
    }
}
