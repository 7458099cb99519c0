using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary><c>tenant add|set|show|list</c>: the municipalities of an installation. A running program notices within seconds.</summary>
internal static class TenantCommand
{
    public static Command Build() => new("tenant", "Mandanten (Kommunen) anlegen, ändern und auflisten") { Add(), Set(), Show(), List() };

    /// <summary>Does something with one tenant, or says that there is none.</summary>
    public static async Task<int> With(InstallationOptions options, ParseResult parsed, string key, Func<IServiceProvider, Tenant, Task<int>> work)
    {
        await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
        if (app.Services.GetRequiredService<Tenants>().All.TryGetValue(key, out var tenant))
        {
            return await work(app.Services, tenant);
        }

        return await Refuse(parsed, $"Den Mandanten '{key}' gibt es nicht. 'leineweber tenant list' zeigt alle.");
    }

    /// <summary>Says on the error output what is wrong; exit status 1.</summary>
    public static async Task<int> Refuse(ParseResult parsed, string message)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(message);
        return 1;
    }

    private static Argument<string> Key() => new("kuerzel") { Description = "2–40 Zeichen: a–z, 0–9, Bindestrich" };

    private static Command Add()
    {
        var options = new InstallationOptions();
        var key = Key();
        var name = new Option<string>("--name") { Description = "Name der Kommune", Required = true };
        var hosts = new Option<string[]>("--host") { Description = "Rechnername, unter dem das Portal antwortet (mehrfach möglich)", Required = true };
        var address = new Option<string>("--adresse") { Description = "Öffentliche Adresse, z. B. https://service.stadt.example", Required = true };
        var from = new Option<string>("--absender") { Description = "Absender der Mails", DefaultValueFactory = _ => "portal@stadt.example" };
        var command = new Command("add", "Legt einen Mandanten mit seiner Datenbank an; ändert nie einen vorhandenen") { key, name, hosts, address, from };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed, mustExist: false), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var tenant = new Tenant
            {
                Key = parsed.GetRequiredValue(key),
                Name = parsed.GetRequiredValue(name).Trim(),
                Hosts = [.. parsed.GetRequiredValue(hosts).Select(host => host.Trim().ToLowerInvariant())],
                Address = parsed.GetRequiredValue(address).Trim(),
                MailFrom = parsed.GetRequiredValue(from).Trim(),
            };
            if (tenants.All.ContainsKey(tenant.Key))
            {
                return await Refuse(parsed, $"Den Mandanten '{tenant.Key}' gibt es schon; es wurde nichts geändert. Ändern: leineweber tenant set {tenant.Key} name=… adresse=…");
            }

            if (TenantCheck.Problem(tenant, tenants.All.Values) is { } problem)
            {
                return await Refuse(parsed, problem);
            }

            await tenants.Save(tenant, cancel);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{tenant.Key}: angelegt. Ein laufendes Programm zeigt ihn in wenigen Sekunden.");
            await output.WriteLineAsync($"Als Nächstes: leineweber import organisation DATEI --tenant {tenant.Key}, dann leineweber personal add … (Handbuch, Kapitel 2)");
            return 0;
        });
        return command;
    }

    private static Command Set()
    {
        var options = new InstallationOptions();
        var key = Key();
        var changes = new Argument<string[]>("aenderungen") { Description = TenantFields.Help, Arity = ArgumentArity.OneOrMore };
        var command = new Command("set", "Ändert die Angaben eines Mandanten; was nicht genannt ist, bleibt") { key, changes };
        command.Aliases.Add("change");
        options.AddTo(command);
        command.SetAction((parsed, cancel) => With(options, parsed, parsed.GetRequiredValue(key), async (services, tenant) =>
        {
            var tenants = services.GetRequiredService<Tenants>();
            var changed = TenantFields.Change(tenant, parsed.GetRequiredValue(changes));
            if ((changed.Refusal?.Message ?? TenantCheck.Problem(changed.Value, tenants.All.Values)) is { } problem)
            {
                return await Refuse(parsed, problem + " Es wurde nichts geändert.");
            }

            await tenants.Save(changed.Value, cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{tenant.Key}: geändert. Ein laufendes Programm übernimmt es in wenigen Sekunden.");
            return 0;
        }));
        return command;
    }

    private static Command Show()
    {
        var options = new InstallationOptions();
        var key = Key();
        var command = new Command("show", "Zeigt alle Angaben eines Mandanten; Geheimnisse nur als ***") { key };
        options.AddTo(command);
        command.SetAction((parsed, _) => With(options, parsed, parsed.GetRequiredValue(key), async (_, tenant) =>
        {
            foreach (var (name, value) in TenantFields.Of(tenant))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{name}={value}");
            }

            return 0;
        }));
        return command;
    }

    private static Command List()
    {
        var options = new InstallationOptions();
        var command = new Command("list", "Zeigt alle Mandanten: Kürzel, Name, Rechnernamen, Adresse");
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            foreach (var tenant in app.Services.GetRequiredService<Tenants>().All.Values)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{tenant.Key}\t{tenant.Name}\t{string.Join(", ", tenant.Hosts)}\t{tenant.Address}");
            }

            return 0;
        });
        return command;
    }
}
