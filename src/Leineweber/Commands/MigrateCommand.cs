using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>migrate</c>: brings every tenant's database to the newest schema.</summary>
internal static class MigrateCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var command = new Command("migrate", "Bringt die Datenbanken aller Mandanten auf den neuen Stand");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            await MigrateAll(app.Services, cancel);
            return 0;
        });
        return command;
    }

    public static async Task MigrateAll(IServiceProvider services, CancellationToken cancel)
    {
        var tenants = services.GetRequiredService<Tenants>();
        foreach (var tenant in tenants.All.Values)
        {
            await tenants.Migrate(tenant, cancel);
        }
    }
}
