using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.SeedCity;

/// <summary><c>seed city</c>: fills a tenant with years of an invented large city, to see how the program carries them.</summary>
internal static class SeedCityCommand
{
    public static Command Build()
    {
        var options = new InstallationOptions();
        var key = new Option<string>("--mandant") { Description = "Kürzel des Mandanten; er hat schon Formulare und Personal", DefaultValueFactory = _ => "bielefeld" };
        var scale = new Option<double>("--scale") { Description = "1 = Stadt mit 340.000 Menschen: 75.000 Anträge im Jahr", DefaultValueFactory = _ => 1 };
        var years = new Option<int>("--years") { Description = "Jahre bis zum letzten Tag", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Startzahl: dieselbe Zahl macht dieselbe Stadt", DefaultValueFactory = _ => 1 };
        var until = new Option<DateOnly?>("--bis") { Description = "Letzter Tag, z. B. 2026-11-22 (sonst heute)" };
        var command = new Command("city", "Füllt einen Mandanten mit Jahren einer erfundenen Großstadt, um Größe zu erproben; nie in eine echte Stadt") { key, scale, years, seed, until };
        options.AddTo(command);
        command.SetAction((parsed, cancel) => TenantCommand.With(options, parsed, parsed.GetRequiredValue(key), async (services, tenant) =>
        {
            var tenants = services.GetRequiredService<Tenants>();
            if (!tenant.IsDemo)
            {
                return await TenantCommand.Refuse(parsed, $"'{tenant.Key}' ist keine Vorführstadt. In echte Akten schreiben wir nichts Erfundenes.");
            }

            var size = new Stadtmass(parsed.GetValue(scale), parsed.GetValue(years), parsed.GetValue(seed), parsed.GetValue(until) ?? TimeProvider.System.Today());
            if (size is not { Scale: > 0 and <= 20, Years: >= 1 and <= 50 })
            {
                return await TenantCommand.Refuse(parsed, "Der Maßstab liegt über 0 und bei höchstens 20, die Jahre zwischen 1 und 50.");
            }

            var first = Grossstadt.MailOf(size.Seed, 0);
            if (await tenants.InScope(tenant, inside => inside.GetRequiredService<LeineweberDb>().Set<Konten.Nutzerkonto>().AnyAsync(konto => konto.Email == first, cancel)))
            {
                return await TenantCommand.Refuse(parsed, $"Mit der Startzahl {size.Seed} ist '{tenant.Key}' schon gefüllt. Bitte nehmen Sie eine andere (--seed).");
            }

            await Fill(tenants, tenant, size, Console.WriteLine, cancel);
            return 0;
        }));
        return command;
    }

    /// <summary>Fills the tenant.</summary>
    public static Task Fill(Tenants tenants, Tenant tenant, Stadtmass size, Action<string> tell, CancellationToken cancel) => tenants.InScope(tenant, async services =>
    {
        var db = services.GetRequiredService<LeineweberDb>();
        var city = await Stadtvorlage.Read(services, cancel);
        var counted = (await db.Database.SqlQuery<DateOnly>($"SELECT DISTINCT day AS \"Value\" FROM zaehler").ToListAsync(cancel)).ToHashSet();
        var watch = Stopwatch.StartNew();
        var told = 0L;
        var tafeln = new Tafeln(db);
        var pause = new Indexpause(db, tafeln.Order.Select(tafel => tafel.Name));
        if (await db.Set<Verfahren.Bearbeitung>().CountAsync(cancel) < size.CasesPerDay * 365 * size.Years)
        {
            await pause.Begin(cancel);
        }

        var (cases, rows) = await new Grossstadt(city, tafeln, await ProtokollImport.Begin(db, cancel), size).Fill(db, counted, made =>
        {
            if (made / 25_000 > told / 25_000)
            {
                tell(string.Create(CultureInfo.GetCultureInfo("de-DE"), $"  {made:N0} Anträge, {made / watch.Elapsed.TotalSeconds:N0} je Sekunde"));
            }

            told = made;
        }, cancel);
        await pause.End(cancel);
        tell(string.Create(CultureInfo.GetCultureInfo("de-DE"), $"{tenant.Name}: {cases:N0} Anträge, {rows:N0} Zeilen in {watch.Elapsed.TotalSeconds:N0} Sekunden ({cases / watch.Elapsed.TotalSeconds:N0} Anträge je Sekunde)"));
    });
}
