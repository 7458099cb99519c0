using System.CommandLine;
using Leineweber.Foundation;
using Leineweber.Organisation;

namespace Leineweber.Commands;

/// <summary><c>personal add|list|invite|role|lock</c>: the city's staff, looked after by the operator. This is how the first person gets in.</summary>
internal static class PersonalCommand
{
    private const string RoleHelp = "Rolle, auch mit Einheit: verwaltung, verwaltung@100 oder verwaltung@alle (die ganze Kommune); mehrfach möglich";

    public static Command Build() => new("personal", "Personal der Kommune: die erste Person einlassen, Einladungen, Rollen, Sperren") { Add(), List(), Invite(), Role(), Lock() };

    private static Argument<string> Name() => new("benutzername") { Description = "Name zum Anmelden, z. B. vera.muster" };

    private static Option<bool> ByMail() => new("--mail") { Description = "Die Einladung auch per E-Mail an die Person schicken" };

    private static Command Add()
    {
        var name = Name();
        var given = new Option<string>("--vorname") { Description = "Vorname", Required = true };
        var family = new Option<string>("--nachname") { Description = "Nachname", Required = true };
        var email = new Option<string>("--email") { Description = "Dienstliche E-Mail-Adresse", Required = true };
        var unit = new Option<string>("--einheit") { Description = "Nummer der Einheit, zu der die Person gehört", Required = true };
        var task = new Option<string?>("--funktion") { Description = "Aufgabe, wie sie in Briefen steht" };
        var roles = new Option<string[]>("--rolle") { Description = RoleHelp };
        var mail = ByMail();
        var command = new Command("add", "Legt eine Person an, gibt ihr Rollen und zeigt einen Einladungslink (einmal, sieben Tage gültig)") { name, given, family, email, unit, task, roles, mail };
        new TenantOption().Run(command, async (parsed, services, cancel) =>
        {
            var wanted = await Roles(services, parsed.GetValue(roles) ?? [], parsed.GetRequiredValue(unit), cancel);
            if (wanted.Refusal is { } unknown)
            {
                return await TenantCommand.Refuse(parsed, unknown.Message);
            }

            var staff = services.GetRequiredService<Personal>();
            var outcome = await staff.Enter(Personalstelle.CommandLine, new NeueBedienstete(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(given), parsed.GetRequiredValue(family), parsed.GetRequiredValue(email), parsed.GetValue(task), parsed.GetRequiredValue(unit)), parsed.GetValue(mail), cancel);
            if (outcome.Refusal is { } refusal)
            {
                return await TenantCommand.Refuse(parsed, refusal.Code == "personal.unit-wrong" ? await NoUnit(services, parsed.GetRequiredValue(unit), cancel) : refusal.Message);
            }

            foreach (var (role, number) in wanted.Value)
            {
                await staff.Grant(Personalstelle.CommandLine, outcome.Value.BedienstetenId, role, number, cancel);
            }

            await Tell(parsed, outcome.Value, parsed.GetValue(mail));
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Zeigt alle Personen mit Einheit, Rollen und Stand des Zugangs");
        new TenantOption().Run(command, async (parsed, services, cancel) =>
        {
            foreach (var line in await services.GetRequiredService<Personal>().All(cancel))
            {
                var state = line.EndedAt is not null ? "beendet" : line.Access is not { HasPassword: true } ? "eingeladen" : line.Access.HasSecondFactor ? "aktiv" : "aktiv, ohne zweiten Faktor";
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{line.Access?.Anmeldename ?? "–"}\t{line.Name}\t{line.Unit}\t{string.Join(", ", line.Roles)}\t{state}");
            }

            return 0;
        });
        return command;
    }

    private static Command Invite()
    {
        var (name, mail) = (Name(), ByMail());
        var command = new Command("invite", "Zeigt einen neuen Einladungslink; ältere gelten dann nicht mehr") { name, mail };
        new TenantOption().Run(command, (parsed, services, cancel) => With(parsed, services, parsed.GetRequiredValue(name), async (staff, id) =>
        {
            var outcome = await staff.InviteAgain(Personalstelle.CommandLine, id, parsed.GetValue(mail), cancel);
            if (outcome.IsOk)
            {
                await Tell(parsed, outcome.Value, parsed.GetValue(mail));
            }

            return outcome.Refusal;
        }, cancel));
        return command;
    }

    private static Command Role()
    {
        var name = Name();
        var give = new Option<string[]>("--geben") { Description = RoleHelp };
        var take = new Option<string[]>("--nehmen") { Description = "Rolle, die enden soll; ebenso geschrieben" };
        var command = new Command("role", "Vergibt und beendet Rollen") { name, give, take };
        new TenantOption().Run(command, (parsed, services, cancel) => With(parsed, services, parsed.GetRequiredValue(name), async (staff, id) =>
        {
            var home = (await staff.All(cancel)).Single(line => line.Id == id).Unit;
            var (giving, taking) = (await Roles(services, parsed.GetValue(give) ?? [], home, cancel), await Roles(services, parsed.GetValue(take) ?? [], home, cancel));
            if ((giving.Refusal ?? taking.Refusal) is { } unknown)
            {
                return unknown;
            }

            Refusal? refusal = giving.Value.Count + taking.Value.Count == 0 ? new Refusal("personal.nothing-to-do", "Bitte nennen Sie --geben oder --nehmen.") : null;
            foreach (var (role, unit) in giving.Value)
            {
                refusal ??= (await staff.Grant(Personalstelle.CommandLine, id, role, unit, cancel)).Refusal;
            }

            foreach (var (role, unit) in taking.Value)
            {
                refusal ??= (await staff.Revoke(Personalstelle.CommandLine, id, role, unit, cancel)).Refusal;
            }

            return refusal;
        }, cancel));
        return command;
    }

    private static Command Lock()
    {
        var name = Name();
        var command = new Command("lock", "Beendet den Zugang einer Person sofort: Rollen, Kennwort, Passkeys, alle Sitzungen. Was sie getan hat, bleibt in den Akten") { name };
        new TenantOption().Run(command, (parsed, services, cancel) => With(parsed, services, parsed.GetRequiredValue(name), async (staff, id) =>
            (await staff.End(Personalstelle.CommandLine, id, cancel)).Refusal, cancel));
        return command;
    }

    private static async Task<int> With(ParseResult parsed, IServiceProvider services, string name, Func<Personal, Guid, Task<Refusal?>> work, CancellationToken cancel)
    {
        var staff = services.GetRequiredService<Personal>();
        if (await staff.IdOf(name, cancel) is not { } id)
        {
            return await TenantCommand.Refuse(parsed, $"Den Benutzernamen '{name}' gibt es nicht. 'leineweber personal list' zeigt alle.");
        }

        if (await work(staff, id) is { } refusal)
        {
            return await TenantCommand.Refuse(parsed, refusal.Message);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{name}: erledigt");
        return 0;
    }

    private static async Task Tell(ParseResult parsed, Einladung invitation, bool byMail) => await parsed.InvocationConfiguration.Output.WriteLineAsync($"""
        Einladung, gültig bis {Clock.ToLocal(invitation.ValidUntil):dd.MM.yyyy HH:mm} Uhr und nur einmal:
          {invitation.Address}
        Geben Sie den Link nur dieser Person{(byMail ? "; er ist auch per E-Mail unterwegs" : "")}. Damit legt sie Kennwort und zweiten Faktor fest.
        """);

    private static async Task<Outcome<List<(Rolle Role, string Unit)>>> Roles(IServiceProvider services, IEnumerable<string> words, string home, CancellationToken cancel)
    {
        var plan = services.GetRequiredService<Organisationsplan>();
        var found = new List<(Rolle, string)>();
        foreach (var word in words)
        {
            var (name, unit) = word.Split('@', 2) is [var before, var after] ? (before, after) : (word, home);
            if (!Enum.GetNames<Rolle>().Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return new Refusal("personal.role-unknown", $"Die Rolle '{name}' gibt es nicht. Rollen: {string.Join(", ", Enum.GetNames<Rolle>()).ToLowerInvariant()}.");
            }

            var units = unit == "alle" ? (await plan.Below(null, cancel)).Select(top => top.Nummer).ToList() : [unit];
            if (units.Count == 0 || await plan.Find(units[0], cancel) is null)
            {
                return new Refusal("personal.unit-unknown", await NoUnit(services, unit, cancel));
            }

            found.AddRange(units.Select(number => (Enum.Parse<Rolle>(name, ignoreCase: true), number)));
        }

        return found;
    }

    private static async Task<string> NoUnit(IServiceProvider services, string number, CancellationToken cancel)
    {
        var units = await services.GetRequiredService<Organisationsplan>().All(cancel);
        return units.Count == 0
            ? "Der Organisationsplan ist noch leer. Lesen Sie ihn erst ein: leineweber import organisation DATEI"
            : $"Die Einheit '{number}' gibt es nicht. Zum Beispiel: {string.Join(", ", units.Take(12).Select(unit => unit.Nummer))} …";
    }
}
