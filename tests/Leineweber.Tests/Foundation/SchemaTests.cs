using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leineweber.Tests.Foundation;

public sealed class SchemaTests(City city) : IClassFixture<City>
{
    /// <summary>The hand-written migrations make what the model says: every table, column, nullability, key, index and foreign key.</summary>
    [Fact]
    public async Task Migrations_and_model_agree()
    {
        Assert.Empty(await city.Read(DifferencesOf));
    }

    /// <summary>What the database has and the model does not, and the other way round.</summary>
    internal static async Task<IReadOnlyList<string>> DifferencesOf(LeineweberDb db)
    {
        var (model, database) = (ModelOf(db), await DatabaseOf(db));
        return [.. model.Except(database).Select(line => $"missing in migrations: {line}"), .. database.Except(model).Select(line => $"missing in model: {line}")];
    }

    /// <summary>A blob that no column claims would be missing in the backup and be collected as waste.</summary>
    [Fact]
    public async Task Every_column_with_the_name_of_a_blob_says_so()
    {
        string[] none = ["siegelung.Sha256Before"];
        var silent = await city.Read(db => Task.FromResult(
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            let name = $"{entity.GetTableName()}.{property.Name}"
            where property.Name.Contains("Sha256", StringComparison.Ordinal) && property.FindAnnotation("Leineweber:Blob") is null && !none.Contains(name)
            select name));
        Assert.Empty(silent);
    }

    private static SortedSet<string> ModelOf(LeineweberDb db)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            lines.UnionWith(table.Columns.Select(column => $"{table.Name}.{column.Name} {(column.IsNullable ? "null" : "not null")} {TypeOf(column)}"));
            lines.UnionWith(table.Indexes.Select(index => $"{table.Name} index {(index.IsUnique ? "unique " : "")}({string.Join(",", index.Columns.Select(column => column.Name))})"));
            lines.UnionWith(table.ForeignKeyConstraints.Select(key => $"{table.Name} foreign ({string.Join(",", key.Columns.Select(column => column.Name))}) {key.PrincipalTable.Name}"));
            lines.Add($"{table.Name} primary ({string.Join(",", table.PrimaryKey!.Columns.Select(column => column.Name))})");
        }

        return lines;
    }

    // SQLite knows no lengths; PostgreSQL does and is checked there.
    private static string TypeOf(IColumn column) => column.StoreType.ToLowerInvariant();

    private static async Task<SortedSet<string>> DatabaseOf(LeineweberDb db) =>
        new(await db.Database.SqlQueryRaw<string>(TestData.Server is null ? SqliteSchema : PostgresSchema).ToListAsync(), StringComparer.Ordinal);

    private const string SqliteSchema = """
        SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null ' ELSE ' null ' END || lower(c.type) AS "Value"
        FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'
        UNION ALL
        SELECT t.name || ' primary (' || (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) || ')'
        FROM sqlite_master t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'
        UNION ALL
        SELECT t.name || ' index ' || CASE WHEN i."unique" = 1 THEN 'unique ' ELSE '' END || '(' || (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
        FROM sqlite_master t JOIN pragma_index_list(t.name) i WHERE t.type = 'table' AND i.origin = 'c'
        UNION ALL
        SELECT t.name || ' foreign (' || group_concat(f."from") || ') ' || f."table"
        FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' GROUP BY t.name, f.id, f."table"
        """;

    private const string PostgresSchema = """
        SELECT c.relname || '.' || a.attname || CASE WHEN a.attnotnull THEN ' not null ' ELSE ' null ' END || format_type(a.atttypid, a.atttypmod) AS "Value"
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE '\_\_EF%'
        UNION ALL
        SELECT c.relname || CASE WHEN i.indisprimary THEN ' primary (' WHEN i.indisunique THEN ' index unique (' ELSE ' index (' END
            || (SELECT string_agg(a.attname, ',' ORDER BY k.o) FROM unnest(i.indkey::int[]) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n) || ')'
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relname NOT LIKE '\_\_EF%'
        UNION ALL
        SELECT c.relname || ' foreign (' || (SELECT string_agg(a.attname, ',' ORDER BY k.o) FROM unnest(o.conkey::int[]) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n) || ') ' || f.relname
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_class f ON f.oid = o.confrelid WHERE o.contype = 'f'
        """;
}
