using System.CommandLine;
using System.Diagnostics;
using Leineweber.Akten;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Volltext;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>index</c>: builds the search indexes anew from the database.</summary>
internal static class IndexCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var key = new Option<string?>("--mandant") { Description = "Kürzel des Mandanten; ohne diese Angabe alle" };
        var command = new Command("index", "Baut die Suche aus der Datenbank neu auf; das Portal läuft dabei weiter") { key };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var chosen = tenants.All.Values.Where(tenant => parsed.GetValue(key) is not { } wanted || tenant.Key == wanted).ToList();
            if (chosen.Count == 0)
            {
                return await TenantCommand.Refuse(parsed, "Diesen Mandanten gibt es nicht. 'leineweber tenant list' zeigt alle.");
            }

            foreach (var tenant in chosen)
            {
                await tenants.InScope(tenant, async services =>
                {
                    var volltext = services.GetRequiredService<Volltext>();
                    foreach (var index in volltext.Indexes)
                    {
                        var watch = Stopwatch.StartNew();
                        var count = await volltext.Rebuild(index, cancel);
                        Console.WriteLine($"{tenant.Key}: {index} mit {count} Einträgen neu aufgebaut, {watch.Elapsed.TotalSeconds:0.0} Sekunden");
                    }

                    var words = services.GetRequiredService<Suchwortnachtrag>();
                    for (var at = await words.Next(new FillSuchworte(Guid.Empty, 0, 0), leaveRest: false, cancel); at is not null; at = await words.Next(at, leaveRest: false, cancel))
                    {
                        Console.WriteLine($"{tenant.Key}: {at.Done} von {at.All} älteren Vorgängen sind jetzt über ihren Betreff zu finden");
                    }
                });
            }

            return 0;
        });
        return command;
    }
}
