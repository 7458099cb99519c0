using System.CommandLine;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>serve</c>: migrates, then answers requests until told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var port = new Option<int>("--port") { Description = "Port auf 127.0.0.1", DefaultValueFactory = _ => 8080 };
        var withoutJobs = new Option<bool>("--ohne-auftraege") { Description = "Nur Seiten ausliefern; Aufträge erledigt ein eigener 'work'-Prozess" };
        var withoutMigration = new Option<bool>("--ohne-migration") { Description = "Datenbanken nicht auf den neuen Stand bringen" };
        var command = new Command("serve", "Startet die Seiten für alle Mandanten") { port, withoutJobs, withoutMigration };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var installation = options.Read(parsed) with { MigratesNewTenants = !parsed.GetValue(withoutMigration) };
            await using var app = WebHost.Build(installation, withJobs: !parsed.GetValue(withoutJobs), Listen(parsed.GetValue(port)));
            if (!parsed.GetValue(withoutMigration))
            {
                await MigrateCommand.MigrateAll(app.Services, cancel);
            }

            await Run(app, parsed.GetValue(port), cancel);
            return 0;
        });
        return command;
    }

    public static Action<WebApplicationBuilder> Listen(int port) => builder => builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

    public static async Task Run(WebApplication app, int port, CancellationToken cancel)
    {
        await app.StartAsync(cancel);
        Console.WriteLine($"bereit: http://127.0.0.1:{port}");
        await app.WaitForShutdownAsync(cancel);
    }
}
