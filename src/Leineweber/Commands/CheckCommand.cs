using System.CommandLine;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>check</c>: holds database, Protokoll, Ablage, search and jobs against each other.</summary>
internal static class CheckCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var only = new Option<string?>("--tenant", "--mandant") { Description = "Nur dieser Mandant" };
        var quick = new Option<bool>("--schnell") { Description = "Dokumente nur suchen, nicht lesen und vergleichen" };
        var command = new Command("check", "Prüft Datenbank, Protokoll, Dokumente, Suche und Aufträge gegeneinander; Ende-Status 1, wenn etwas nicht stimmt") { only, quick };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            return await Check(app.Services, parsed.GetValue(only), parsed.GetValue(quick), cancel) ? 0 : 1;
        });
        return command;
    }

    public static async Task<bool> Check(IServiceProvider services, string? only, bool quick, CancellationToken cancel)
    {
        var tenants = services.GetRequiredService<Tenants>();
        var chosen = tenants.All.Values.Where(tenant => only is null || tenant.Key == only).ToList();
        if (chosen.Count == 0)
        {
            throw new SicherungException(only is null ? "In diesem Ordner gibt es keinen Mandanten. Bitte mit --data den Datenordner nennen." : $"Den Mandanten '{only}' gibt es nicht.");
        }

        string? first = null;
        foreach (var tenant in chosen)
        {
            var findings = await tenants.InScope(tenant, scope => scope.GetRequiredService<Bestandspruefung>().Run(quick, cancel));
            foreach (var finding in findings)
            {
                Console.WriteLine($"{tenant.Key}: {finding.Part}: {(finding.Problem is null ? $"in Ordnung. {finding.Told}." : $"NICHT in Ordnung. {finding.Problem}")}");
                first ??= finding.Problem is null ? null : $"{tenant.Key}: {finding.Part}: {finding.Problem}";
            }
        }

        Console.WriteLine(first is null ? "Alles in Ordnung." : $"NICHT in Ordnung, zuerst: {first}");
        return first is null;
    }
}
