using System.Reflection;
using System.Runtime.Loader;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leineweber.Foundation.Data;

/// <summary>The model as it was worked out when the program was built, where it lies beside the program (docs/adr/0050). Without it EF works the same model out of the mappings at the first question.</summary>
public static class Modellauszug
{
    private const string Name = "Leineweber.Modell";

    private static readonly Lazy<Assembly?> Extract = new(() => Load(Path.Combine(AppContext.BaseDirectory, Name + ".dll")));

    /// <summary>True where this context really works with it.</summary>
    public static bool IsTakenBy(LeineweberDb db) => db.Model.GetType().Assembly == Extract.Value;

    /// <summary>The model for one database, or null.</summary>
    /// <param name="database">Under which name it was written.</param>
    internal static IModel? For(string database) =>
        (IModel?)Extract.Value?.GetType($"{Name}.{database}.LeineweberDbModel", throwOnError: true)!.GetProperty("Instance")!.GetValue(null);

    private static Assembly? Load(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var extract = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        // Worked out from other builds of the modules than these, it might be another model.
        return extract.GetCustomAttributes<AssemblyMetadataAttribute>().All(origin => Assembly.Load(origin.Key).ManifestModule.ModuleVersionId.ToString() == origin.Value) ? extract : null;
    }
}
