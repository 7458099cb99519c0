using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>demo</c>: two demonstration cities, created on the first start, there again on every later one.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var port = new Option<int>("--port") { Description = "Port auf 127.0.0.1", DefaultValueFactory = _ => 8080 };
        var reset = new Option<bool>("--reset") { Description = "Von vorn beginnen: alle Daten der Vorführung löschen" };
        var command = new Command("demo", "Startet die Vorführstadt") { port, reset };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            ListenPort.Check(parsed.GetValue(port));
            var folder = parsed.GetRequiredValue(options.Data);
            if (parsed.GetValue(reset) && !await DemoCities.Clear(folder))
            {
                return 1;
            }

            var installation = options.Read(parsed, isDemo: true, mustExist: false);
            using var running = DemoCities.Hold(folder);
            if (DemoBeginning.IsUnfinished(installation))
            {
                Console.WriteLine("Beim letzten Mal wurde die Vorführung unterbrochen, während sie angelegt wurde. Sie beginnt noch einmal von vorn.");
                await DemoBeginning.Discard(installation, DemoCities.All, cancel);
            }

            if (DemoCities.AreNew(installation))
            {
                await DemoBeginning.Begin(installation, DemoCities.All, cancel);
                await DemoStory.StoryTeller.Create(installation, parsed.GetValue(port), TimeProvider.System, cancel);
                DemoBeginning.Finish(installation);
            }

            await using var app = WebHost.Build(installation, withJobs: true, ServeCommand.Listen(parsed.GetValue(port)));
            await MigrateCommand.MigrateAll(app.Services, cancel);
            await DemoCities.Create(app.Services.GetRequiredService<Tenants>(), installation, parsed.GetValue(port), cancel);
            await ImportCommand.CatalogueOnce(app.Services.GetRequiredService<Tenants>(), installation, cancel);
            DemoCities.Explain(parsed.GetValue(port));
            await ServeCommand.Run(app, parsed.GetValue(port), TimeSpan.Zero, cancel);
            return 0;
        });
        return command;
    }
}
