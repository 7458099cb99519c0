using System.CommandLine;
using System.Globalization;
using Leineweber.Foundation.Sicherung;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>backup</c>: saves an installation while it runs; <c>backup list</c>: what is saved.</summary>
internal static class BackupCommand
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static Command Build()
    {
        var options = new InstallationOptions();
        var to = new Option<DirectoryInfo>("--to", "--nach") { Description = "Sicherungsordner, am besten auf einem anderen Rechner", Required = true };
        var tenant = new Option<string?>("--tenant", "--mandant") { Description = "Nur dieser Mandant" };
        var keep = new Option<int?>("--keep", "--behalten") { Description = "So viele Stände behalten, ältere danach löschen" };
        var key = KeyFile();
        var command = new Command("backup", "Sichert alles im laufenden Betrieb; ab dem zweiten Mal nur neue Dokumente") { to, tenant, keep, key, List() };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(keep) is < 1)
            {
                throw new SicherungException("Mindestens ein Stand muss bleiben: --keep 1 oder mehr.");
            }

            var folder = parsed.GetRequiredValue(to).FullName;
            var passphrase = Passphrase(parsed.GetValue(key));
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var result = await app.Services.GetRequiredService<Sicherungen>().Take(folder, parsed.GetValue(tenant), passphrase, cancel);
            foreach (var saved in result.Manifest.Tenants)
            {
                Console.WriteLine(string.Create(German, $"{saved.Key}: {saved.Entries:N0} Einträge im Protokoll, {saved.Blobs:N0} Dokumente"));
            }

            Console.WriteLine(string.Create(German, $"gesichert: {result.Manifest.Name}, {result.Copied:N0} neue Dokumente, {watch.Elapsed.TotalSeconds:0.0} Sekunden"));
            if (parsed.GetValue(keep) is { } most)
            {
                var (states, blobs) = await Sicherungen.Keep(folder, most, passphrase, cancel);
                Console.WriteLine(string.Create(German, $"gelöscht: {states:N0} alte Stände, {blobs:N0} Dokumente"));
            }

            foreach (var problem in result.Problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return result.Problems.Count == 0 ? 0 : 1;
        });
        return command;
    }

    public static Option<FileInfo?> KeyFile() => new("--schluesseldatei")
    {
        Description = "Datei mit dem Kennwort, das die Sicherung verschlüsselt (sonst ist sie lesbar)",
    };

    /// <summary>The passphrase in a file: all of it but white space around it.</summary>
    public static string? Passphrase(FileInfo? file)
    {
        if (file is null)
        {
            return null;
        }

        if (!file.Exists)
        {
            throw new SicherungException($"Die Schlüsseldatei {file.FullName} gibt es nicht.");
        }

        return File.ReadAllText(file.FullName).Trim() is { Length: >= 16 } passphrase
            ? passphrase
            : throw new SicherungException("Das Kennwort in der Schlüsseldatei ist zu kurz: bitte mindestens 16 Zeichen, z. B. aus 'openssl rand -base64 32'.");
    }

    private static Command List()
    {
        var from = new Option<DirectoryInfo>("--from", "--von") { Description = "Sicherungsordner", Required = true };
        var key = KeyFile();
        var command = new Command("list", "Zeigt die gesicherten Stände, ältester zuerst") { from, key };
        command.SetAction(async (parsed, cancel) =>
        {
            foreach (var state in await Sicherungen.List(parsed.GetRequiredValue(from).FullName, Passphrase(parsed.GetValue(key)), cancel))
            {
                Console.WriteLine(string.Create(German, $"{state.Name}\t{state.Database}\t{string.Join(", ", state.Tenants.Select(tenant => $"{tenant.Key} ({tenant.Blobs} Dokumente)"))}"));
            }

            return 0;
        });
        return command;
    }
}
