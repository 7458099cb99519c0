using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Foundation.Ablage;

/// <summary>Which columns name a blob of the Ablage, so that backup, check and collection know what is referred to.</summary>
public static class BlobColumns
{
    private const string Annotation = "Leineweber:Blob";

    /// <summary>The column holds the name of a blob.</summary>
    /// <param name="property">The column.</param>
    /// <param name="size">Property with the blob's length in bytes, where there is one.</param>
    public static PropertyBuilder<TProperty> IsBlob<TProperty>(this PropertyBuilder<TProperty> property, string? size = null) =>
        property.HasMaxLength(64).HasAnnotation(Annotation, size ?? "");

    /// <summary>The columns as <c>table</c>, <c>column</c> and the column of the size, or null.</summary>
    internal static IReadOnlyList<BlobColumn> In(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           let table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
           where table is not null
           from property in entity.GetProperties()
           where property.FindAnnotation(Annotation) is not null
           let size = entity.FindProperty((string)property.FindAnnotation(Annotation)!.Value!)
           orderby table.Value.Name, property.Name
           select new BlobColumn(table.Value.Name, property.GetColumnName(table.Value)!, size?.GetColumnName(table.Value)),
    ];

    /// <summary>All blobs a database refers to, each once.</summary>
    /// <param name="columns">The columns that name blobs.</param>
    /// <param name="known">Columns there are, as <c>table.column</c>: a database of an older program lacks some.</param>
    /// <param name="connection">Open connection to the database or to a copy of it.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<IReadOnlyList<BlobReference>> Read(IReadOnlyList<BlobColumn> columns, IReadOnlySet<string> known, DbConnection connection, CancellationToken cancel)
    {
        var found = new SortedDictionary<string, BlobReference>(StringComparer.Ordinal);
        foreach (var column in columns.Where(column => known.Contains($"{column.Table}.{column.Name}")))
        {
            var size = column.Size is null ? "NULL" : $"MIN(\"{column.Size}\")";
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT \"{column.Name}\", {size} FROM \"{column.Table}\" WHERE \"{column.Name}\" IS NOT NULL GROUP BY \"{column.Name}\"";
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var sha256 = rows.GetString(0);
                var length = await rows.IsDBNullAsync(1, cancel) ? (long?)null : rows.GetInt64(1);
                if (!found.TryGetValue(sha256, out var before) || before.Size is null)
                {
                    found[sha256] = new BlobReference(sha256, length, $"{column.Table}.{column.Name}");
                }
            }
        }

        return [.. found.Values];
    }
}

/// <summary>A column that names a blob.</summary>
internal sealed record BlobColumn(string Table, string Name, string? Size);

/// <summary>A blob that is referred to.</summary>
/// <param name="Sha256">Its name.</param>
/// <param name="Size">Its length as the database knows it, or null.</param>
/// <param name="Column">Where it is referred to, as <c>table.column</c>; one of several places.</param>
public sealed record BlobReference(string Sha256, long? Size, string Column);
