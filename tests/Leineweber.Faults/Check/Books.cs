using System.Data.Common;
using System.Globalization;
using Leineweber.Foundation.Tenancy;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Leineweber.Faults.Check;

/// <summary>All of a city's rows that belong together, read in one transaction and past the program: plain SQL.</summary>
internal sealed class Books
{
    private Books()
    {
    }

    public required IReadOnlyList<Row> Antraege { get; init; }

    public required ILookup<string, Row> Schritte { get; init; }

    public required ILookup<string, Row> Anlagen { get; init; }

    public required ILookup<string, Row> Forderungen { get; init; }

    public required ILookup<string, Row> Zahlungen { get; init; }

    public required ILookup<string, Row> Buchungen { get; init; }

    public required ILookup<string, Row> Bearbeitungen { get; init; }

    public required ILookup<string, Row> Vorgaenge { get; init; }

    public required ILookup<string, Row> Dokumente { get; init; }

    public required ILookup<string, Row> Versionen { get; init; }

    public required ILookup<string, Row> Nachrichten { get; init; }

    public required ILookup<string, Row> Antworten { get; init; }

    public required ILookup<string, Row> Nachrichtanlagen { get; init; }

    public required ILookup<string, Row> Zustellungen { get; init; }

    public required ILookup<string, Row> Nachforderungen { get; init; }

    public required ILookup<string, Row> Bescheide { get; init; }

    public required ILookup<string, Row> Protokoll { get; init; }

    public required IReadOnlyList<Row> Auftraege { get; init; }

    /// <summary>Hashes the database refers to, with where from.</summary>
    public IEnumerable<(string Sha256, string From)> Blobs =>
        Anlagen.SelectMany(rows => rows).Select(row => (row["sha256"], "anlage " + row["id"]))
            .Concat(Versionen.SelectMany(rows => rows).Select(row => (row["sha256"], "dokument_version " + row["id"])))
            .Concat(Nachrichtanlagen.SelectMany(rows => rows).Select(row => (row["sha256"], "nachricht_anlage " + row["id"])))
            .Concat(Antraege.Select(row => (row["pdf_sha256"], "antrag " + row["id"])))
            .Concat(Bescheide.SelectMany(rows => rows).SelectMany(row => new[] { (row["satz_sha256"], "bescheid " + row["id"]), (row["siegel_sha256"], "bescheid " + row["id"]) }))
            .Where(pair => pair.Item1.Length > 0);

    /// <summary>Reads the books of a city.</summary>
    public static async Task<Books> Read(Installation installation, string tenant = "bielefeld")
    {
        await using var connection = Connect(installation, tenant);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        async Task<IReadOnlyList<Row>> All(string sql) => await Rows(connection, transaction, sql);
        async Task<ILookup<string, Row>> By(string column, string sql) => (await All(sql)).ToLookup(row => row[column]);
        var books = new Books
        {
            Antraege = await All("SELECT id, status, nummer, fee_cents, kassenzeichen, pdf_sha256, entered, answers, konto_id FROM antrag"),
            Schritte = await By("antrag_id", "SELECT antrag_id, status FROM antrag_schritt"),
            Anlagen = await By("antrag_id", "SELECT id, antrag_id, sha256 FROM anlage"),
            Forderungen = await By("bezug", "SELECT id, bezug, cents, status FROM forderung"),
            Zahlungen = await By("forderung_id", "SELECT id, forderung_id, status, is_overpayment FROM zahlung"),
            Buchungen = await By("forderung_id", "SELECT forderung_id, soll, haben, cents FROM buchung"),
            Bearbeitungen = await By("antrag_id", "SELECT vorgang_id, antrag_id, stand, aktenzeichen FROM bearbeitung"),
            Vorgaenge = await By("bezug", "SELECT id, bezug, aktenzeichen FROM vorgang"),
            Dokumente = await By("vorgang_id", "SELECT id, vorgang_id, schluessel, herkunft FROM dokument"),
            Versionen = await By("dokument_id", "SELECT id, dokument_id, sha256 FROM dokument_version"),
            Nachrichten = await By("bezug", "SELECT id, bezug, art, answer_to, text FROM nachricht"),
            Antworten = await By("answer_to", "SELECT id, answer_to, text FROM nachricht WHERE answer_to IS NOT NULL"),
            Nachrichtanlagen = await By("nachricht_id", "SELECT id, nachricht_id, sha256 FROM nachricht_anlage"),
            Zustellungen = await By("nachricht_id", "SELECT nachricht_id FROM zustellung"),
            Nachforderungen = await By("vorgang_id", "SELECT id, vorgang_id, nachricht_id, text, answered_at FROM nachforderung"),
            Bescheide = await By("vorgang_id", "SELECT id, vorgang_id, stand, satz_sha256, siegel_sha256, nachricht_id, dokument_id FROM bescheid"),
            Protokoll = await By("subject", "SELECT subject, action FROM protokoll_eintrag"),
            Auftraege = await All("SELECT id, handler, status, due_at, attempts, last_error FROM job WHERE status <> 'Done'"),
        };
        await transaction.CommitAsync();
        return books;
    }

    /// <summary>One number out of a city's database.</summary>
    public static async Task<long> Count(Installation installation, string sql, string tenant = "bielefeld")
    {
        await using var connection = Connect(installation, tenant);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Rows out of a city's database.</summary>
    public static async Task<IReadOnlyList<Row>> Query(Installation installation, string sql, string tenant = "bielefeld")
    {
        await using var connection = Connect(installation, tenant);
        await connection.OpenAsync();
        return await Rows(connection, null, sql);
    }

    public static DbConnection Connect(Installation installation, string tenant) => installation.UsesSqlite
        ? Reader(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(installation.TenantsFolder, tenant, "leineweber.db"), Pooling = false, DefaultTimeout = 10 }.ToString()))
        : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(installation.Database)
        {
            Database = $"{new NpgsqlConnectionStringBuilder(installation.Database).Database}_{tenant}",
            Pooling = false,
        }.ToString());

    /// <summary>Where the program has died, whoever closes last would copy the log into the database: past the disk that is to lose its power.</summary>
    private static SqliteConnection Reader(SqliteConnection connection)
    {
        const int noCheckpointOnClose = 1006;
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == System.Data.ConnectionState.Open)
            {
                SQLitePCL.raw.sqlite3_db_config(connection.Handle, noCheckpointOnClose, 1, out var _);
            }
        };
        return connection;
    }

    private static async Task<IReadOnlyList<Row>> Rows(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var names = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, at => at);
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(new Row(names, values));
        }

        return rows;
    }
}

/// <summary>A row; every value as text, ids in lower case, null as empty text.</summary>
internal sealed class Row(Dictionary<string, int> names, object[] values)
{
    public string this[string column] => values[names[column]] switch
    {
        DBNull => "",
        string text when text.Length == 36 && Guid.TryParse(text, out var id) => id.ToString(),
        bool flag => flag ? "1" : "0",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    public long Number(string column) => long.Parse(this[column], CultureInfo.InvariantCulture);

    public Guid Id => Guid.Parse(this["id"]);
}
