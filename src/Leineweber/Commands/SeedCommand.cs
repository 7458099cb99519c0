using System.CommandLine;
using Leineweber.Foundation.Seeding;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>seed</c>: fills a tenant from data files; run again it changes nothing that is there.</summary>
internal static class SeedCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var key = new Argument<string>("mandant") { Description = "Kürzel des Mandanten" };
        var folder = new Argument<DirectoryInfo>("ordner") { Description = "Ordner mit den Daten, z. B. demo/bielefeld" };
        var command = new Command("seed", "Füllt einen Mandanten aus Datendateien") { key, folder };
        options.AddTo(command);
        command.Subcommands.Add(SeedCity.SeedCityCommand.Build());
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            if (!tenants.All.TryGetValue(parsed.GetRequiredValue(key), out var tenant))
            {
                await Console.Error.WriteLineAsync($"Den Mandanten '{parsed.GetRequiredValue(key)}' gibt es nicht. 'leineweber tenant list' zeigt alle.");
                return 1;
            }

            await Seed(tenants, tenant, parsed.GetRequiredValue(folder).FullName, Console.WriteLine, cancel);
            return 0;
        });
        return command;
    }

    public static Task Seed(Tenants tenants, Tenant tenant, string folder, Action<string> tell, CancellationToken cancel) =>
        tenants.InScope(tenant, async services =>
        {
            foreach (var seed in services.GetServices<ISeed>().OrderBy(seed => seed.Floor))
            {
                await seed.Seed(new SeedSource(folder, tenant, tell), cancel);
            }
        });
}
