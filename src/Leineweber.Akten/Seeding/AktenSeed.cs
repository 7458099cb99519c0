using System.Text.Json.Nodes;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Akten.Seeding;

/// <summary>Brings the filing plan and the cabinets from <c>aktenplan.yaml</c> and <c>aktenschraenke.yaml</c>; what is there stays.</summary>
internal sealed class AktenSeed(LeineweberDb db) : ISeed
{
    public int Floor => 10;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        var nodes = source.Yaml("aktenplan.yaml") as JsonArray ?? [];
        var schraenke = source.Yaml("aktenschraenke.yaml") as JsonArray ?? [];
        var added = await db.Write(Actor.CommandLine, async w => await AddNodes(w, nodes, cancel) + await AddSchraenke(w, schraenke, cancel), cancel);
        if (added > 0)
        {
            source.Tell($"Aktenplan und Aktenschränke: {added} Einträge");
        }
    }

    private static async Task<int> AddNodes(Write w, JsonArray nodes, CancellationToken cancel)
    {
        var known = await w.Db.Set<Aktenplaneinheit>().ToDictionaryAsync(node => node.Kennzeichen, cancel);
        var added = 0;
        foreach (var node in nodes.OfType<JsonObject>())
        {
            var nr = node["nr"]!.ToString();
            if (known.ContainsKey(nr))
            {
                continue;
            }

            // The longest shorter number that begins this one is the node above: 66.10 stands below 66, 66 below 6.
            var parent = known.Keys.Where(key => key.Length < nr.Length && nr.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
            known[nr] = new Aktenplaneinheit
            {
                Kennzeichen = nr,
                Titel = node["titel"]!.ToString(),
                ParentId = parent is null ? null : known[parent].Id,
                AufbewahrungJahre = (int?)node["jahre"]?.GetValue<long>(),
                Hinweis = node["hinweis"]?.ToString(),
            };
            w.Db.Add(known[nr]);
            added++;
        }

        return added;
    }

    private static async Task<int> AddSchraenke(Write w, JsonArray schraenke, CancellationToken cancel)
    {
        var added = 0;
        foreach (var schrank in schraenke.OfType<JsonObject>())
        {
            var (unit, name) = (schrank["stelle"]!.ToString(), schrank["name"]!.ToString());
            if (!await w.Db.Set<Aktenschrank>().AnyAsync(row => row.UnitNummer == unit && row.Name == name, cancel))
            {
                w.Db.Add(new Aktenschrank { Name = name, UnitNummer = unit, IsProtected = schrank["geschuetzt"]?.GetValue<bool>() == true, CreatedAt = w.Now });
                added++;
            }
        }

        return added;
    }
}
