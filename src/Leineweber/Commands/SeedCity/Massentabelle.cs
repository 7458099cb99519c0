using System.Data.Common;
using System.Globalization;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leineweber.Commands.SeedCity;

/// <summary>Rows on their way into one table, written a few per statement: the same SQL on both databases. Columns the maker does not know get
/// their empty value, so that a new column does not stop the making.</summary>
internal sealed class Massentabelle
{
    private const int MostRowsPerStatement = 16;

    private readonly string[] columns;
    private readonly object?[] defaults;
    private readonly string name;

    public Massentabelle(LeineweberDb db, string name, params string[] columns)
    {
        var store = StoreObjectIdentifier.Table(name);
        var properties = db.Model.GetEntityTypes().First(type => type.GetTableName() == name).GetProperties().ToDictionary(p => p.GetColumnName(store)!);
        if (columns.FirstOrDefault(column => !properties.ContainsKey(column)) is { } unknown)
        {
            throw new InvalidOperationException($"There is no column {name}.{unknown}.");
        }

        var further = properties.Where(p => !columns.Contains(p.Key) && !p.Value.IsNullable).ToList();
        this.name = name;
        this.columns = [.. columns, .. further.Select(p => p.Key)];
        defaults = [.. further.Select(p => EmptyOf(p.Value))];
    }

    /// <summary>Makes a row ready.</summary>
    public object?[] Row(params object?[] values) => values.Length + defaults.Length == columns.Length
        ? [.. values, .. defaults]
        : throw new ArgumentException($"{name} wants {columns.Length - defaults.Length} values, not {values.Length}.", nameof(values));

    /// <summary>Writes rows inside the caller's transaction.</summary>
    public void Insert(DbConnection connection, DbTransaction? transaction, IReadOnlyList<object?[]> rows)
    {
        // A server is a journey away, so several rows travel together. Beside us in the process one row is quicker: a statement of several
        // keeps a journal of its own, which SQLite walks through at the end of every statement.
        var perStatement = connection.CanCreateBatch ? MostRowsPerStatement : 1;
        var full = rows.Count / perStatement * perStatement;
        Insert(connection, transaction, rows, 0, full, perStatement);
        Insert(connection, transaction, rows, full, rows.Count, 1);
    }

    private void Insert(DbConnection connection, DbTransaction? transaction, IReadOnlyList<object?[]> rows, int from, int to, int perStatement)
    {
        if (from == to)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Sql(perStatement);
        var parameters = Enumerable.Range(0, perStatement * columns.Length).Select(place => Parameter(command, place)).ToArray();
        for (var first = from; first < to; first += perStatement)
        {
            for (var place = 0; place < parameters.Length; place++)
            {
                parameters[place].Value = rows[first + (place / columns.Length)][place % columns.Length] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private static DbParameter Parameter(DbCommand command, int place)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@p" + place.ToString(CultureInfo.InvariantCulture);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private string Sql(int rows) => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {name} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ")
        + string.Join(", ", Enumerable.Range(0, rows).Select(row => "(" + string.Join(", ", columns.Select((_, place) => "@p" + ((row * columns.Length) + place).ToString(CultureInfo.InvariantCulture))) + ")"));

    private static object EmptyOf(IProperty property)
    {
        if (property.ClrType.IsEnum)
        {
            return Enum.GetNames(property.ClrType)[0];
        }

        return property.ClrType == typeof(string) ? "" : Activator.CreateInstance(property.ClrType)!;
    }
}
