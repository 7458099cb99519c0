using System.CommandLine;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>restore</c>: brings a saved state back into an empty folder and checks it.</summary>
internal static class RestoreCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var from = new Option<DirectoryInfo>("--from", "--von") { Description = "Sicherungsordner", Required = true };
        var at = new Option<string?>("--at", "--stand") { Description = "Name des Standes; ohne diese Angabe der neueste ('leineweber backup list' zeigt alle)" };
        var key = BackupCommand.KeyFile();
        var command = new Command("restore", "Stellt eine Sicherung in einem leeren Ordner wieder her und prüft sie") { from, at, key };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var passphrase = BackupCommand.Passphrase(parsed.GetValue(key));
            var source = parsed.GetRequiredValue(from).FullName;
            var data = parsed.GetRequiredValue(options.Data).FullName;
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var manifest = await Wiederherstellung.Files(source, parsed.GetValue(at), data, passphrase, cancel);
            var installation = InstallationFile.Merge(data, parsed.GetValue(options.Database), parsed.GetValue(options.ObjectStore), isDemo: false, mayBeUnfinished: true);
            if (installation.UsesSqlite != (manifest.Database == "sqlite"))
            {
                throw new SicherungException($"Die Sicherung ist aus einer Datenbank der Art {manifest.Database} und lässt sich nur in eine solche zurückspielen. Bitte --database anpassen und den Ordner vorher leeren.");
            }

            await using var app = WebHost.Build(installation, withJobs: false);
            var problems = await Wiederherstellung.Fill(source, manifest, app.Services.GetRequiredService<Tenants>(), passphrase, cancel);
            Wiederherstellung.Finish(data);
            Console.WriteLine($"wiederhergestellt: {manifest.Name}, {watch.Elapsed.TotalSeconds:0.0} Sekunden");
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return await CheckCommand.Check(app.Services, only: null, quick: false, cancel) && problems.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
