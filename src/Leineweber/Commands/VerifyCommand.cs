using System.CommandLine;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>verify</c>: proves offline that no entry of the Protokoll was changed, removed or reordered.</summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var command = new Command("verify", "Prüft das Protokoll aller Mandanten; Ende-Status 1 und der erste falsche Eintrag, wenn etwas nicht stimmt");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            if (tenants.All.Count == 0)
            {
                await Console.Error.WriteLineAsync("In diesem Ordner gibt es keinen Mandanten. Bitte mit --data den Datenordner nennen.");
                return 1;
            }

            var bad = 0;
            foreach (var tenant in tenants.All.Values)
            {
                bad += await VerifyOne(tenants.Space(tenant), cancel) ? 0 : 1;
            }

            return bad == 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> VerifyOne(TenantSpace space, CancellationToken cancel)
    {
        ProtokollFinding finding;
        try
        {
            finding = await ProtokollVerifier.Verify(space, cancel);
        }
        catch (InvalidDataException error)
        {
            finding = new ProtokollFinding(0, 0, error.Message, null);
        }

        Console.WriteLine(finding.Problem is null
            ? $"{space.Tenant.Key}: in Ordnung. {(finding.Entries == 1 ? "1 Eintrag" : $"{finding.Entries} Einträge")}, {(finding.Checkpoints == 1 ? "1 signierter Prüfpunkt" : $"{finding.Checkpoints} signierte Prüfpunkte")}."
            : $"{space.Tenant.Key}: NICHT in Ordnung. {finding.Problem}");
        return finding.Problem is null;
    }
}
