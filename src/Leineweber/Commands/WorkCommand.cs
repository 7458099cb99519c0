using System.CommandLine;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>work</c>: works jobs off without answering requests.</summary>
internal static class WorkCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var command = new Command("work", "Erledigt Aufträge im Hintergrund, ohne Seiten auszuliefern");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            NativeHeap.Limit();
            await using var app = WebHost.Build(options.Read(parsed, mustExist: false), withJobs: false);
            var runner = app.Services.GetRequiredService<JobRunner>();
            var rest = app.Services.GetRequiredService<TenantRest>();
            await rest.StartAsync(cancel);
            await runner.StartAsync(cancel);
            Console.WriteLine("bereit: Aufträge werden erledigt");
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            catch (OperationCanceledException)
            {
                await runner.StopAsync(CancellationToken.None);
                await rest.StopAsync(CancellationToken.None);
            }

            return 0;
        });
        return command;
    }
}
