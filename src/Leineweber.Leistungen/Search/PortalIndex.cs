using Leineweber.Foundation.Data;
using Leineweber.Foundation.Volltext;
using Leineweber.Foundation.Volltext.Analysis;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen.Search;

/// <summary>What the portal's search knows: the city's services, offices and life situations, and the national catalogue behind them.</summary>
internal static class PortalIndex
{
    public const string Name = "portal";
    public const string Service = "leistung";
    public const string Office = "amt";
    public const string Situation = "lebenslage";
    public const string Catalogue = "katalog";

    public static readonly VolltextQuelle Source = new(Name, 2, Load, Words);

    public static string IdOf(Leistung leistung) => $"{Service}:{leistung.Slug}";

    public static string IdOf(Katalogleistung entry) => $"{Catalogue}:{entry.Id}";

    private static async Task<IReadOnlyList<VolltextDokument>> Load(IServiceProvider services, IReadOnlyCollection<string>? ids, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeineweberDb>();
        var documents = new List<VolltextDokument>();
        documents.AddRange(await Leistungen(services, db, Keys(ids, Service), cancel));
        if (ids is null || Keys(ids, Office)!.Count > 0)
        {
            var units = await services.GetRequiredService<Organisationsplan>().All(cancel);
            documents.AddRange(units.Where(unit => ids is null || ids.Contains($"{Office}:{unit.Nummer}")).Select(PortalDocuments.Of));
        }

        var situations = Keys(ids, Situation);
        documents.AddRange((await db.Set<Lebenslage>().Where(row => situations == null || situations.Contains(row.Key)).ToListAsync(cancel)).Select(PortalDocuments.Of));
        var entries = Keys(ids, Catalogue)?.Select(int.Parse).ToList();
        documents.AddRange((await db.Set<Katalogleistung>().Where(row => entries == null || entries.Contains(row.Id)).ToListAsync(cancel)).Select(PortalDocuments.Of));
        return documents;
    }

    private static async Task<IEnumerable<VolltextDokument>> Leistungen(IServiceProvider services, LeineweberDb db, List<string>? slugs, CancellationToken cancel)
    {
        var rows = await db.Set<Leistung>().Where(row => row.Status == LeistungStatus.Veroeffentlicht && (slugs == null || slugs.Contains(row.Slug))).ToListAsync(cancel);
        var counts = await services.GetRequiredService<Leistungskatalog>().Counts(cancel);
        return rows.Select(row => PortalDocuments.Of(row, counts.GetValueOrDefault(row.Slug)));
    }

    private static List<string>? Keys(IReadOnlyCollection<string>? ids, string kind) =>
        ids?.Where(id => id.StartsWith(kind + ":", StringComparison.Ordinal)).Select(id => id[(kind.Length + 1)..]).ToList();

    private static async Task<Wortschatz> Words(IServiceProvider services, CancellationToken cancel)
    {
        var lists = await services.GetRequiredService<LeineweberDb>().Set<Wortliste>().ToDictionaryAsync(row => row.Name, row => row.Inhalt, cancel);
        return new Wortschatz(Lines(lists, Wortliste.Parts), Lines(lists, Wortliste.Synonyms).Select(line => line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
    }

    private static IEnumerable<string> Lines(Dictionary<string, string> lists, string name) =>
        lists.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
