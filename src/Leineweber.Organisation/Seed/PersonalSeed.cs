using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation.Import;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation.Seed;

/// <summary>Brings the invented staff of a demonstration city from <c>personal.yaml</c>; never into a real one.</summary>
internal sealed class PersonalSeed(LeineweberDb db) : ISeed
{
    // Units must be there before staff; both stand on floor 4 and run in the order of their registration.
    public int Floor => 4;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        if (!source.Tenant.IsDemo || source.Yaml("personal.yaml") is not JsonArray list)
        {
            return;
        }

        // One hash for all: it is the same, published password.
        var hash = Kennwort.Hash(Demo.Kennwort);
        var added = await db.Write(Actor.CommandLine, async w =>
        {
            var units = await w.Db.Set<Organisationseinheit>().ToDictionaryAsync(unit => unit.Nummer, unit => unit.Id, cancel);
            var known = await w.Db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete).Select(z => z.Anmeldename).ToListAsync(cancel);
            var people = list.Where(node => !known.Contains(node!["anmeldename"]!.ToString())).ToList();
            foreach (var node in people)
            {
                Take(w, units, node!, hash);
            }

            return people.Count;
        }, cancel);
        source.Tell($"{added} Bedienstete");
    }

    private static void Take(Write w, Dictionary<string, Guid> units, JsonNode node, string hash)
    {
        string Text(string name) => Einheitszeile.Text(node, name) ?? throw new InvalidDataException($"personal.yaml: '{name}' fehlt bei {node["anmeldename"]}.");
        var person = new Bedienstete(Text("vorname"), Text("nachname"), Text("email"), w.Now)
        {
            Funktion = Text("funktion"),
            Telefon = Einheitszeile.Text(node, "telefon"),
            UnitId = units[Text("einheit")],
        };
        w.Db.Add(person);
        Zugaenge.Open(w, SitzungKind.Bedienstete, person.Id, Text("anmeldename"), hash);
        foreach (var role in node["rollen"]!.AsArray())
        {
            w.Db.Add(new Rollenzuweisung
            {
                BedienstetenId = person.Id,
                Rolle = Enum.Parse<Rolle>(role!["rolle"]!.ToString(), ignoreCase: true),
                UnitId = units[role["einheit"]?.ToString() ?? Text("einheit")],
                GrantedAt = w.Now,
            });
        }

        w.Record($"bedienstete:{person.Id}", "bedienstete.entered", $"{person.Name} als Person der Vorführung angelegt");
    }
}
