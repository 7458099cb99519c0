using System.CommandLine;
using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>scrub</c>: reads every document and clears away what nothing refers to; <c>encrypt</c>: encrypts the documents of a tenant.</summary>
internal static class ScrubCommand
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static Command Build()
    {
        var options = new InstallationOptions();
        var only = new Option<string?>("--tenant", "--mandant") { Description = "Nur dieser Mandant" };
        var command = new Command("scrub", "Liest und vergleicht alle Dokumente, räumt Verwaistes weg; Ende-Status 1, wenn ein Dokument fehlt oder beschädigt ist") { only };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var bad = 0;
            foreach (var tenant in Chosen(tenants, parsed.GetValue(only)))
            {
                var finding = await tenants.InScope(tenant, services => services.GetRequiredService<Ablagepflege>().Scrub(Actor.CommandLine, cancel));
                Console.WriteLine(string.Create(German, $"{tenant.Key}: {finding.Blobs:N0} Dokumente gelesen und verglichen ({finding.Bytes:N0} Byte), {finding.BadCount:N0} beschädigt oder fehlend, {finding.Aside:N0} verwaiste beiseitegelegt, {finding.Recovered:N0} zurückgeholt, {finding.Destroyed:N0} gelöscht"));
                foreach (var problem in finding.Bad)
                {
                    await Console.Error.WriteLineAsync($"{tenant.Key}: Dokument {problem}");
                }

                bad += finding.BadCount;
            }

            return bad == 0 ? 0 : 1;
        });
        return command;
    }

    public static Command BuildEncrypt()
    {
        var options = new InstallationOptions();
        var only = new Option<string>("--tenant", "--mandant") { Description = "Kürzel des Mandanten", Required = true };
        var fresh = new Option<bool>("--neuer-schluessel") { Description = "Einen weiteren Schlüssel anlegen und alles damit neu verschlüsseln" };
        var command = new Command("encrypt", "Verschlüsselt die Dokumente eines Mandanten in der Ablage; das Portal läuft dabei weiter") { only, fresh };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var tenant = Chosen(tenants, parsed.GetRequiredValue(only))[0];
            var renewed = await tenants.InScope(tenant, services => services.GetRequiredService<Ablagepflege>().Encrypt(parsed.GetValue(fresh), cancel));
            Console.WriteLine(string.Create(German, $"{tenant.Key}: {renewed:N0} Dokumente verschlüsselt. Der Schlüssel liegt in mandanten/{tenant.Key}/schluessel; ohne ihn sind die Dokumente verloren. Bitte jetzt sichern."));
            return 0;
        });
        return command;
    }

    private static List<Tenant> Chosen(Tenants tenants, string? only) =>
        tenants.All.Values.Where(tenant => only is null || tenant.Key == only).ToList() is { Count: > 0 } chosen
            ? chosen
            : throw new SicherungException(only is null ? "In diesem Ordner gibt es keinen Mandanten." : $"Den Mandanten '{only}' gibt es nicht.");
}
