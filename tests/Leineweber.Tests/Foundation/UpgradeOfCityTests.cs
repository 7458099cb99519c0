using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Foundation;

/// <summary>
/// A whole seeded city as the version before left it: what the later migrations added is taken out of today's city again, in the order they
/// came. Then today's program brings it up, and every value of every row that was there is compared.
/// </summary>
public sealed class UpgradeOfCityTests
{
    /// <summary>The migrations of the first complete version; whatever is not named here came later.</summary>
    private static readonly string[] First =
    [
        "0300_foundation", "0400_organisation", "0500_konten", "0600_signaturen", "0700_postkorb", "0800_zahlungen", "0900_leistungen", "1000_akten", "1100_formulare", "1300_verfahren",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seeded_city_of_the_version_before_is_brought_up_with_every_row_and_value_it_had()
    {
        var data = await TestData.CopyOfTemplate();
        try
        {
            Dictionary<string, (int Rows, string Hash)> before = [];
            SortedDictionary<string, List<string>> columns = [];
            await Inside(data, async (tenants, city) =>
            {
                await using var db = tenants.Space(city).OpenForReading();
                await TakeBack(db);
                columns = await ColumnsOf(db);
                before = await Contents(db, columns);
                Assert.NotEmpty(await SchemaTests.DifferencesOf(db));
            });
            Assert.True(before.Values.Sum(table => table.Rows) > 2000, $"{before.Values.Sum(table => table.Rows)} rows");
            await Inside(data, async (tenants, city) =>
            {
                await tenants.Migrate(city, Cancel);
                await using var db = tenants.Space(city).OpenForReading();
                Assert.Empty(await SchemaTests.DifferencesOf(db));
                Assert.Equal(before, await Contents(db, columns));
                Assert.Equal(0, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM akte WHERE vorgaenge <> (SELECT count(*) FROM vorgang WHERE vorgang.akte_id = akte.id)").SingleAsync(Cancel));
            });
        }
        finally
        {
            await data.Remove();
        }
    }

    private static async Task TakeBack(LeineweberDb db)
    {
        var (assembly, generator, history) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>(), db.GetService<IHistoryRepository>());
        var all = assembly.Migrations.Select(pair => (pair.Key, Operations: assembly.CreateMigration(pair.Value, db.Database.ProviderName!).UpOperations)).ToList();
        foreach (var later in all.Select(migration => migration.Key).Except(First).OrderDescending(StringComparer.Ordinal))
        {
            foreach (var operation in all.Single(migration => migration.Key == later).Operations.Reverse())
            {
                var sql = operation switch
                {
                    AddColumnOperation added => $"ALTER TABLE {added.Table} DROP COLUMN {added.Name}",
                    CreateTableOperation made => $"DROP TABLE {made.Name}",
                    CreateIndexOperation made => $"DROP INDEX {made.Name}",
                    DropIndexOperation gone => generator.Generate([all.SelectMany(migration => migration.Operations).OfType<CreateIndexOperation>().First(made => made.Name == gone.Name)])[0].CommandText,
                    // It only filled what is new.
                    SqlOperation => null,
                    _ => throw new NotSupportedException($"{later}: {operation.GetType().Name}"),
                };
                if (sql is not null)
                {
                    await db.Database.ExecuteSqlRawAsync(sql, Cancel);
                }
            }

            await db.Database.ExecuteSqlRawAsync(history.GetDeleteScript(later), Cancel);
        }
    }

    private static async Task<SortedDictionary<string, List<string>>> ColumnsOf(LeineweberDb db) =>
        new((await db.Database.SqlQueryRaw<string>(TestData.Server is null
                ? "SELECT t.name || '.' || c.name AS \"Value\" FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
                : "SELECT table_name || '.' || column_name AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public'").ToListAsync(Cancel))
            .Select(name => name.Split('.')).Where(parts => !parts[0].StartsWith("__EF", StringComparison.Ordinal) && !parts[0].StartsWith("sqlite_", StringComparison.Ordinal))
            .GroupBy(parts => parts[0], parts => parts[1]).ToDictionary(table => table.Key, table => table.Order(StringComparer.Ordinal).ToList()));

    /// <summary>Number of rows and a hash over all values of each table, whatever the order of the rows.</summary>
    private static async Task<Dictionary<string, (int Rows, string Hash)>> Contents(LeineweberDb db, SortedDictionary<string, List<string>> columns)
    {
        var contents = new Dictionary<string, (int, string)>();
        await db.Database.OpenConnectionAsync(Cancel);
        foreach (var (table, names) in columns)
        {
            var rows = new List<string>();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            // A migration leaves this job; all others must be as they were.
            command.CommandText = $"SELECT {string.Join(", ", names.Select(name => $"\"{name}\""))} FROM \"{table}\"{(table == "job" ? " WHERE handler <> 'FillSuchworteJob'" : "")}";
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(string.Join('\u001f', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : FormattableString.Invariant($"{value}"))));
            }

            rows.Sort(StringComparer.Ordinal);
            contents[table] = (rows.Count, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows)))));
        }

        return contents;
    }

    private static async Task Inside(TestData data, Func<Tenants, Tenant, Task> work)
    {
        await using var app = WebHost.Build(data.Installation, withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
        });
        var tenants = app.Services.GetRequiredService<Tenants>();
        await work(tenants, tenants.All["bielefeld"]);
    }
}
