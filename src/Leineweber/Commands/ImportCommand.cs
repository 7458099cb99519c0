using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Katalog;
using Leineweber.Organisation.Import;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>import</c>: brings data of others in.</summary>
internal static class ImportCommand
{
    public static Command Build() => new("import", "Liest Daten von außen ein") { Catalogue(), Organisation() };

    /// <summary>The catalogue's folder on this machine, or null: <c>LEINEWEBER_TESTDATA</c>, else beside the project.</summary>
    public static string? CatalogueFolder(Installation installation)
    {
        var told = Environment.GetEnvironmentVariable("LEINEWEBER_TESTDATA");
        var root = told ?? (installation.DemoFolder is { } demo ? Path.Combine(demo, "..", "..", "shared", "testdata") : null);
        var folder = root is null ? null : Path.GetFullPath(Path.Combine(root, "portal", "ozg-nrw"));
        return folder is not null && Katalogimport.IsCatalogue(folder) ? folder : null;
    }

    /// <summary>The demonstration's large city gets the catalogue by itself where this machine has it.</summary>
    public static async Task CatalogueOnce(Tenants tenants, Installation installation, CancellationToken cancel)
    {
        if (CatalogueFolder(installation) is not { } folder || !tenants.All.TryGetValue("bielefeld", out var city)
            || !await tenants.InScope(city, services => services.GetRequiredService<Katalogimport>().IsEmpty(cancel)))
        {
            return;
        }

        Console.WriteLine("Der bundesweite Leistungskatalog wird eingelesen …");
        // Lines that are no entries must not keep the demonstration from starting; they are named.
        await Catalogue(tenants, city, folder, skipBadLines: true, line => Console.WriteLine($"  {line}"), cancel);
    }

    /// <summary>Imports the catalogue into one city.</summary>
    /// <returns>True where it is in.</returns>
    public static Task<bool> Catalogue(Tenants tenants, Tenant tenant, string folder, bool skipBadLines, Action<string> tell, CancellationToken cancel) =>
        tenants.InScope(tenant, async services =>
        {
            var outcome = await services.GetRequiredService<Katalogimport>().Run(folder, skipBadLines, tell, cancel);
            if (outcome.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync(refusal.Message);
            }

            return outcome.IsOk;
        });

    private static Command Catalogue()
    {
        var options = new InstallationOptions();
        var folder = new Argument<DirectoryInfo>("ordner") { Description = "Ordner mit ozg_service.csv und den Dateien daneben" };
        var key = new Option<string?>("--mandant") { Description = "Kürzel des Mandanten; ohne diese Angabe alle" };
        var skip = new Option<bool>("--fehlerhafte-zeilen-auslassen") { Description = "Fehlerhafte Zeilen weglassen, statt nichts einzulesen" };
        var command = new Command("ozg-katalog", "Liest den bundesweiten Leistungskatalog neben die eigenen Leistungen ein; wiederholbar") { folder, key, skip };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var chosen = tenants.All.Values.Where(tenant => parsed.GetValue(key) is not { } wanted || tenant.Key == wanted).ToList();
            if (chosen.Count == 0)
            {
                await Console.Error.WriteLineAsync("Diesen Mandanten gibt es nicht. 'leineweber tenant list' zeigt alle.");
                return 1;
            }

            if (!Katalogimport.IsCatalogue(parsed.GetRequiredValue(folder).FullName))
            {
                return await TenantCommand.Refuse(parsed, $"In {parsed.GetRequiredValue(folder).FullName} liegt keine Datei ozg_service.csv. Bitte nennen Sie den Ordner mit dem Katalog.");
            }

            var isWhole = true;
            foreach (var tenant in chosen)
            {
                isWhole &= await Catalogue(tenants, tenant, parsed.GetRequiredValue(folder).FullName, parsed.GetValue(skip), line => Console.WriteLine($"{tenant.Key}: {line}"), cancel);
            }

            return isWhole ? 0 : 1;
        });
        return command;
    }

    private static Command Organisation()
    {
        var file = new Argument<FileInfo>("datei") { Description = "YAML-Datei wie demo/webershausen/organisation.yaml" };
        var command = new Command("organisation", "Liest den Organisationsplan ein; wiederholbar: Neues kommt dazu, Geändertes wird angeglichen, was fehlt, bleibt") { file };
        new TenantOption().Run(command, async (parsed, services, cancel) =>
        {
            var outcome = await services.GetRequiredService<Organisationsimport>().Run(parsed.GetRequiredValue(file).FullName, cancel);
            if (outcome.Refusal is { } refusal)
            {
                return await TenantCommand.Refuse(parsed, refusal.Message);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{outcome.Value.Added} Einheiten neu, {outcome.Value.Changed} geändert, {outcome.Value.Untouched} nicht in der Datei (bleiben)");
            return 0;
        });
        return command;
    }
}
