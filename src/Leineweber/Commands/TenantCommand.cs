using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>tenant add|list</c>: the municipalities of an installation.</summary>
internal static class TenantCommand
{
    public static Command Build() => new("tenant", "Mandanten (Kommunen) anlegen und auflisten") { Add(), List() };

    private static Command Add()
    {
        var options = new InstallationOptions();
        var key = new Argument<string>("kuerzel") { Description = "2–40 Zeichen: a–z, 0–9, Bindestrich" };
        var name = new Option<string>("--name") { Description = "Name der Kommune", Required = true };
        var hosts = new Option<string[]>("--host") { Description = "Rechnername, unter dem das Portal antwortet (mehrfach möglich)", Required = true };
        var address = new Option<string>("--adresse") { Description = "Öffentliche Adresse, z. B. https://service.stadt.example", Required = true };
        var from = new Option<string>("--absender") { Description = "Absender der Mails", DefaultValueFactory = _ => "portal@stadt.example" };
        var command = new Command("add", "Legt einen Mandanten an oder ändert ihn") { key, name, hosts, address, from };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            if (!Tenant.IsKey(parsed.GetRequiredValue(key)))
            {
                await Console.Error.WriteLineAsync("Das Kürzel darf nur a–z, 0–9 und Bindestriche enthalten, 2 bis 40 Zeichen.");
                return 1;
            }

            await app.Services.GetRequiredService<Tenants>().Save(new Tenant
            {
                Key = parsed.GetRequiredValue(key),
                Name = parsed.GetRequiredValue(name),
                Hosts = parsed.GetRequiredValue(hosts),
                Address = parsed.GetRequiredValue(address),
                MailFrom = parsed.GetRequiredValue(from),
            }, cancel);
            Console.WriteLine($"{parsed.GetValue(key)}: angelegt");
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        var options = new InstallationOptions();
        var command = new Command("list", "Zeigt alle Mandanten");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            foreach (var tenant in app.Services.GetRequiredService<Tenants>().All.Values)
            {
                Console.WriteLine($"{tenant.Key}\t{tenant.Name}\t{string.Join(", ", tenant.Hosts)}");
            }

            return 0;
        });
        return command;
    }
}
