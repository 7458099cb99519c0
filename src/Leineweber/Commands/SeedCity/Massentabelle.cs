using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leineweber.Commands.SeedCity;

/// <summary>A table the making fills. Columns the maker does not know get their empty value, so that a new column does not stop the making.</summary>
internal sealed class Massentabelle
{
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

    /// <summary>Its name in the database.</summary>
    public string Name => name;

    /// <summary>An empty load of rows.</summary>
    public BulkRows Begin() => new(name, columns);

    /// <summary>Adds a row to a load.</summary>
    public void Add(BulkRows rows, object?[] values) => rows.Add(defaults.Length == 0 ? values : [.. values, .. defaults]);

    private static object EmptyOf(IProperty property)
    {
        if (property.ClrType.IsEnum)
        {
            return Enum.GetNames(property.ClrType)[0];
        }

        return property.ClrType == typeof(string) ? "" : Activator.CreateInstance(property.ClrType)!;
    }
}
