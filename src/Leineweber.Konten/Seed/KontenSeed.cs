using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.Seed;

/// <summary>Brings the invented citizens and organisations of a demonstration city from <c>konten.yaml</c>; never into a real one.</summary>
internal sealed class KontenSeed(LeineweberDb db) : ISeed
{
    public int Floor => 5;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        if (!source.Tenant.IsDemo || source.Yaml("konten.yaml") is not JsonArray list)
        {
            return;
        }

        var hash = Kennwort.Hash(Demo.Kennwort);
        var added = await db.Write(Actor.CommandLine, async w =>
        {
            var known = await w.Db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Konto).Select(z => z.Anmeldename)
                .Concat(w.Db.Set<Nutzerkonto>().Where(k => k.Kind == Kontoart.Organisation && k.Email != null).Select(k => k.Email!)).ToListAsync(cancel);
            var missing = list.Where(node => !known.Contains(node!["email"]!.ToString())).ToList();
            foreach (var node in missing)
            {
                var account = w.Db.Add(Read(node!, w.Now)).Entity;
                w.Record($"konto:{account.Id}", "konto.created", "Konto der Vorführung angelegt");
                if (account.IsOrganisation)
                {
                    w.Db.AddRange(node!["handelnde"]!.AsArray().Select(name => new Identitaet { KontoId = account.Id, Provider = DemoPersonen.Provider, SubjectKey = name!.ToString(), LinkedAt = w.Now }));
                }
                else
                {
                    Zugaenge.Open(w, SitzungKind.Konto, account.Id, account.Email!, hash);
                }
            }

            return missing.Count;
        }, cancel);
        source.Tell($"{added} Nutzerkonten");
    }

    private static Nutzerkonto Read(JsonNode node, DateTime now)
    {
        string? Text(string name) => node[name]?.ToString();
        return new Nutzerkonto(Text("organisation") is null ? Kontoart.Lokal : Kontoart.Organisation, now)
        {
            Organisation = Text("organisation"),
            Rechtsform = Text("rechtsform"),
            Register = Text("register"),
            Vorname = Text("vorname"),
            Nachname = Text("nachname"),
            Email = Text("email"),
            EmailConfirmedAt = now,
            Telefon = Text("telefon"),
            Strasse = Text("strasse"),
            Hausnummer = Text("hausnummer"),
            Plz = Text("plz"),
            Ort = Text("ort"),
            Geburtsdatum = Text("geburtsdatum") is { } day ? DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) : null,
            Sprache = Text("sprache") ?? "de",
        };
    }
}
