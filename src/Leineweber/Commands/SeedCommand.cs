using System.CommandLine;
using Leineweber.Foundation.Seeding;
using Leineweber.Foundation.Tenancy;

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
        command.SetAction((parsed, cancel) => TenantCommand.With(options, parsed, parsed.GetRequiredValue(key), async (services, tenant) =>
        {
            if (!parsed.GetRequiredValue(folder).Exists)
            {
                return await TenantCommand.Refuse(parsed, $"Den Ordner {parsed.GetRequiredValue(folder).FullName} gibt es nicht.");
            }

            await Seed(services.GetRequiredService<Tenants>(), tenant, parsed.GetRequiredValue(folder).FullName, Console.WriteLine, cancel);
            return 0;
        }));
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
