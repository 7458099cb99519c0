using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.Seed;

/// <summary>Brings the invented citizens of a demonstration city from <c>konten.yaml</c>; never into a real one.</summary>
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
            var known = await w.Db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Konto).Select(z => z.Anmeldename).ToListAsync(cancel);
            var people = list.Where(node => !known.Contains(node!["email"]!.ToString())).ToList();
            foreach (var node in people)
            {
                Take(w, node!, hash);
            }

            return people.Count;
        }, cancel);
        source.Tell($"{added} Nutzerkonten");
    }

    private static void Take(Write w, JsonNode node, string hash)
    {
        string? Text(string name) => node[name]?.ToString();
        var account = w.Db.Add(new Nutzerkonto(Kontoart.Lokal, w.Now)
        {
            Vorname = Text("vorname"),
            Nachname = Text("nachname"),
            Email = Text("email"),
            EmailConfirmedAt = w.Now,
            Telefon = Text("telefon"),
            Strasse = Text("strasse"),
            Hausnummer = Text("hausnummer"),
            Plz = Text("plz"),
            Ort = Text("ort"),
            Geburtsdatum = Text("geburtsdatum") is { } day ? DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) : null,
            Sprache = Text("sprache") ?? "de",
        }).Entity;
        Zugaenge.Open(w, SitzungKind.Konto, account.Id, account.Email!, hash);
        w.Record($"konto:{account.Id}", "konto.created", "Konto der Vorführung angelegt");
    }
}
