using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leineweber.Modellbau;

/// <summary>Says everything of a model that queries and changes depend on, so that two can be compared line by line.</summary>
internal static class Gleichheit
{
    /// <summary>Lines that only one of the two models has.</summary>
    public static IEnumerable<string> Differences(IModel worked, IModel read)
    {
        var (one, other) = (Tell(worked).ToHashSet(), Tell(read).ToHashSet());
        return one.Except(other).Select(line => "+ " + line).Concat(other.Except(one).Select(line => "- " + line)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Tell(IModel model) => model.GetEntityTypes().SelectMany(Tell);

    private static IEnumerable<string> Tell(IEntityType entity)
    {
        var name = entity.Name;
        yield return $"{name}: {entity.ClrType} {entity.GetSchema()}.{entity.GetTableName()} {entity.BaseType?.Name} {entity.GetChangeTrackingStrategy()} {entity.IsOwned()}";
        foreach (var property in entity.GetProperties())
        {
            var mapping = property.GetRelationalTypeMapping();
            yield return $"{name}.{property.Name}: {property.ClrType} {property.GetColumnName()} {mapping.StoreType} {mapping.Converter?.ProviderClrType} {Convert(mapping.Converter, property.Sentinel)} {property.IsNullable} {property.GetMaxLength()} "
                + $"{property.IsConcurrencyToken} {property.ValueGenerated} {property.GetBeforeSaveBehavior()} {property.GetAfterSaveBehavior()} {property.IsShadowProperty()} {property.FieldInfo?.Name} {property.PropertyInfo?.Name} {property.Sentinel} {property.FindAnnotation("Leineweber:Blob")?.Value}";
        }

        foreach (var key in entity.GetKeys())
        {
            yield return $"{name} key {Names(key.Properties)} {key.IsPrimaryKey()} {key.GetName()}";
        }

        foreach (var reference in entity.GetForeignKeys())
        {
            yield return $"{name} refers {Names(reference.Properties)} to {reference.PrincipalEntityType.Name} {Names(reference.PrincipalKey.Properties)} {reference.DeleteBehavior} {reference.IsUnique} {reference.IsRequired} {reference.DependentToPrincipal?.Name} {reference.PrincipalToDependent?.Name}";
        }

        foreach (var index in entity.GetIndexes())
        {
            yield return $"{name} index {Names(index.Properties)} {index.IsUnique} {index.GetDatabaseName()} {index.GetFilter()}";
        }
    }

    private static object? Convert(Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter? converter, object? value) => value is null ? null : converter?.ConvertToProvider(value);

    private static string Names(IEnumerable<IReadOnlyProperty> properties) => string.Join(',', properties.Select(property => property.Name));
}
