using System.CommandLine;
using Leineweber.Foundation.Tenancy;
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
        var leave = new Option<int>("--auslauf") { Description = "Sekunden zwischen SIGTERM und Anhalten: /ready antwortet schon 503, Anfragen werden noch beantwortet", DefaultValueFactory = _ => 0 };
        var command = new Command("serve", "Startet die Seiten für alle Mandanten") { port, withoutJobs, withoutMigration, leave };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            NativeHeap.Limit();
            ListenPort.Check(parsed.GetValue(port));
            var installation = options.Read(parsed, mustExist: false) with { MigratesNewTenants = !parsed.GetValue(withoutMigration) };
            await using var app = WebHost.Build(installation, withJobs: !parsed.GetValue(withoutJobs), Listen(parsed.GetValue(port)));
            if (!parsed.GetValue(withoutMigration))
            {
                await MigrateCommand.MigrateAll(app.Services, cancel);
            }

            if (app.Services.GetRequiredService<Tenants>().All.Count == 0)
            {
                SayWhatIsMissing(parsed.GetRequiredValue(options.Data));
            }

            await Run(app, parsed.GetValue(port), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(leave), 0, 300)), cancel);
            return 0;
        });
        return command;
    }

    /// <summary>An installation without a municipality answers for its health and refuses everything else: said before "bereit", so that nobody looks for the fault elsewhere.</summary>
    private static void SayWhatIsMissing(DirectoryInfo data) => Console.WriteLine($"""
        Hier gibt es noch keine Kommune. /health und /ready antworten, alles andere wird mit 421 abgewiesen.
          Eine Kommune anlegen:  leineweber tenant add KUERZEL --data {data.FullName} --name "Stadt …" --host service.stadt.example --adresse https://service.stadt.example
          Nur ausprobieren:      dieses Programm beenden, dann  leineweber demo --data EIN_ANDERER_ORDNER
        Eine neue Kommune ist ohne Neustart da. Liegen Ihre Daten in einem anderen Ordner? Dann nennen Sie ihn mit --data.
        """);

    public static Action<WebApplicationBuilder> Listen(int port) => builder => builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

    /// <summary>Serves until told to stop; then says so on <c>/ready</c>, waits, finishes the requests under way and ends.</summary>
    public static async Task Run(WebApplication app, int port, TimeSpan leave, CancellationToken cancel)
    {
        await app.StartAsync(cancel);
        Console.WriteLine(app.Services.GetRequiredService<Tenants>().All.Count == 0 ? $"wartet auf die erste Kommune: http://127.0.0.1:{port}" : $"bereit: http://127.0.0.1:{port}");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            app.Services.GetRequiredService<Readiness>().Leave();
        }

        await Task.Delay(leave, CancellationToken.None);
        await app.StopAsync(CancellationToken.None);
    }
}
