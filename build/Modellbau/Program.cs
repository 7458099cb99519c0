// schreibe ORDNER: writes EF's model as C#, once for each database: what a program would otherwise work out from the mappings at every start.
// pruefe DATEI:    says where the compiled model differs from what the mappings say.
using System.Globalization;
using System.Reflection;
using System.Text;
using Leineweber;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Modellbau;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;

var modules = ModuleList.Create();
(string Name, IDesignTimeServices Services, Action<DbContextOptionsBuilder<LeineweberDb>> Use)[] databases =
[
    ("Sqlite", new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices(), options => options.UseSqlite("Data Source=:memory:")),
    ("Postgres", new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices(), options => options.UseNpgsql("Host=127.0.0.1")),
];
return args is ["pruefe", var file] ? Compare(Path.GetFullPath(file)) : Write(args[1]);

LeineweberDb Open(Action<DbContextOptionsBuilder<LeineweberDb>> use, IModel? model = null)
{
    var builder = new DbContextOptionsBuilder<LeineweberDb>();
    builder.UseSnakeCaseNamingConvention();
    use(builder);
    return new LeineweberDb(model is null ? builder.Options : builder.UseModel(model).Options, modules, null!, isWriting: false);
}

int Write(string target)
{
    if (Directory.Exists(target))
    {
        Directory.Delete(target, recursive: true);
    }

    foreach (var database in databases)
    {
        using var db = Open(database.Use);
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
        database.Services.ConfigureDesignTimeServices(services);
        using var scope = services.BuildServiceProvider().CreateScope();
        var options = new CompiledModelCodeGenerationOptions { ContextType = typeof(LeineweberDb), ModelNamespace = $"Leineweber.Modell.{database.Name}", Language = "C#", UseNullableReferenceTypes = true };
        foreach (var file in scope.ServiceProvider.GetRequiredService<ICompiledModelCodeGeneratorSelector>().Select(options).GenerateModel(db.GetService<IDesignTimeModel>().Model, options))
        {
            // The program finds the model by its name, not by an attribute of an assembly that is not its context's.
            if (!file.Path.Contains("AssemblyAttributes", StringComparison.Ordinal))
            {
                var path = Path.Combine(target, database.Name, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Code);
            }
        }
    }

    // Which builds of which assemblies the model was worked out from: a program made of others does not take it.
    var origin = new StringBuilder();
    foreach (var assembly in modules.Assemblies)
    {
        origin.Append(CultureInfo.InvariantCulture, $"[assembly: System.Reflection.AssemblyMetadata(\"{assembly.GetName().Name}\", \"{assembly.ManifestModule.ModuleVersionId}\")]\n");
    }

    File.WriteAllText(Path.Combine(target, "Origin.cs"), origin.ToString());
    return 0;
}

int Compare(string compiled)
{
    var differences = new List<string>();
    foreach (var database in databases)
    {
        using var mapped = Open(database.Use);
        using var read = Open(database.Use, (IModel)Assembly.LoadFrom(compiled).GetType($"Leineweber.Modell.{database.Name}.LeineweberDbModel", throwOnError: true)!.GetProperty("Instance")!.GetValue(null)!);
        differences.AddRange(Gleichheit.Differences(mapped.Model, read.Model).Select(line => $"{database.Name}: {line}"));
    }

    differences.ForEach(Console.Error.WriteLine);
    return differences.Count == 0 ? 0 : 1;
}
