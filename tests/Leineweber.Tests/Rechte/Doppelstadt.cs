using Leineweber.Foundation.Data;
using Leineweber.Foundation.Volltext;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Rechte;

/// <summary>
/// Makes the neighbour city a twin: every row of the large city with the same ids, numbers, keys and hashes, only that its texts hold a canary word.
/// Whatever of the neighbour shows up in an answer of the large city is found by that word.
/// </summary>
internal static class Doppelstadt
{
    /// <summary>Stands in the neighbour's texts and nowhere else.</summary>
    public const string Canary = "kanarien";

    /// <summary>Words of the large city's texts and what the twin says instead; none of them is part of an id, a key or a format.</summary>
    private static readonly (string Word, string Instead)[] Words =
    [
        ("-Beispiel", "-Kanarienvogel"), ("Erfunden", "Kanarienfund"), ("Webstuhl", "Kanarienstuhl"), ("Bewohnerparkausweis", "Kanarienausweis"), ("Bielefeld", "Kanarienfeld"),
        ("schicken", "kanarienschicken"), ("schein.png", "kanarien.png"), ("brief.pdf", "kanarien.pdf"), ("Beispieltext", "Kanarientext"), ("Bozi", "Kanarienbozi"), ("Es fehlt", "Kanarien fehlt"), ("Sperling", "Kanariensperling"),
    ];

    /// <summary>What a city keeps for its own running.</summary>
    private static readonly string[] NotCopied = ["sitzung", "job", "zeitplan", "anmeldebremse", "protokoll_eintrag", "protokoll_pruefpunkt", "protokoll_stand", "volltext_aenderung", "zaehler", "einmalschluessel"];

    public static async Task Make(City city)
    {
        var rows = await city.Read(Read);
        await city.Write(w => Replace(w.Db, rows), city.Webershausen);
        await city.Inside(services => services.GetRequiredService<Volltext>().Rebuild("portal", TestContext.Current.CancellationToken), city.Webershausen);
    }

    private static async Task<List<(string Table, string[] Columns, List<object[]> Rows)>> Read(LeineweberDb db)
    {
        var all = new List<(string, string[], List<object[]>)>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in Tables(db))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<object[]>();
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add([.. row.Select(value => value is string text ? WithCanaries(text) : value)]);
            }

            all.Add((table, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows));
        }

        return all;
    }

    private static async Task Replace(LeineweberDb db, List<(string Table, string[] Columns, List<object[]> Rows)> all)
    {
        // The rows refer to each other, some to their own table: judged at the end.
        await Run(db, db.Database.IsSqlite() ? "PRAGMA defer_foreign_keys = ON" : "SET LOCAL session_replication_role = replica", []);
        foreach (var (table, _, _) in Enumerable.Reverse(all))
        {
            await Run(db, $"DELETE FROM {table}", []);
        }

        foreach (var (table, columns, rows) in all)
        {
            var insert = $"INSERT INTO {table} ({string.Join(',', columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(',', columns.Select((_, i) => $"@p{i}"))})";
            foreach (var row in rows)
            {
                await Run(db, insert, row);
            }
        }
    }

    private static async Task Run(LeineweberDb db, string sql, object[] values)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The tables, what others refer to first.</summary>
    private static List<string> Tables(LeineweberDb db)
    {
        var ordered = new List<IEntityType>();
        void Add(IEntityType type)
        {
            if (!ordered.Contains(type))
            {
                foreach (var foreign in type.GetForeignKeys().Where(key => key.PrincipalEntityType != type))
                {
                    Add(foreign.PrincipalEntityType);
                }

                ordered.Add(type);
            }
        }

        foreach (var type in db.Model.GetEntityTypes())
        {
            Add(type);
        }

        return [.. ordered.Select(type => type.GetTableName()).OfType<string>().Distinct().Except(NotCopied)];
    }

    private static string WithCanaries(string text) => Words.Aggregate(text, (changed, word) => changed.Replace(word.Word, word.Instead, StringComparison.Ordinal));
}
