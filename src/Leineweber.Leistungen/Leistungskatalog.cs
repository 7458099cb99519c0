using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Leistungen;

/// <summary>Reads the published services. What was published before the call is seen; between changes all is answered from memory.</summary>
public sealed class Leistungskatalog(LeineweberDb db, CurrentTenant tenant, Volltext volltext, Zaehler zaehler, TimeProvider clock)
{
    private static readonly TimeSpan PopularFor = TimeSpan.FromMinutes(5);
    private Shelf? shelf;

    /// <summary>The published service with this address part, or null.</summary>
    public async Task<Leistung?> Find(string slug, CancellationToken cancel = default) =>
        (await Shelf(cancel)).BySlug.GetValueOrDefault(slug);

    /// <summary>The published service that is applied for with this form, or null.</summary>
    public async Task<Leistung?> FindByFormular(string formularKey, CancellationToken cancel = default) =>
        (await Shelf(cancel)).Leistungen.FirstOrDefault(leistung => leistung.FormularKey == formularKey);

    /// <summary>All published services by their German title.</summary>
    public async Task<IReadOnlyList<Leistung>> All(CancellationToken cancel = default) => (await Shelf(cancel)).Leistungen;

    /// <summary>The life situations in the order of the start page.</summary>
    public async Task<IReadOnlyList<Lebenslage>> Lebenslagen(CancellationToken cancel = default) => (await Shelf(cancel)).Lebenslagen;

    /// <summary>The published services a unit is in charge of.</summary>
    public async Task<IReadOnlyList<Leistung>> OfUnit(string nummer, CancellationToken cancel = default) =>
        [.. (await Shelf(cancel)).Leistungen.Where(leistung => leistung.OrganisationseinheitNummer == nummer)];

    /// <summary>The services people opened most in the last 30 days; where nobody did yet, those with a form of this portal.</summary>
    /// <param name="most">How many.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Leistung>> Popular(int most, CancellationToken cancel = default)
    {
        var all = (await Shelf(cancel)).Leistungen.Where(leistung => !leistung.Inhalt.Zielgruppen.All(group => group == Zielgruppe.Staff));
        var counts = await Counts(cancel);
        return [.. all.OrderByDescending(leistung => counts.GetValueOrDefault(leistung.Slug)).ThenBy(leistung => leistung.Inhalt.Online?.Art == OnlineArt.Assistent ? 0 : leistung.IsOnline ? 1 : 2)
            .ThenBy(leistung => leistung.Slug, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>How often the services were opened in the last 30 days, by address part; at most five minutes old.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> Counts(CancellationToken cancel)
    {
        var kept = tenant.Space.Own("leistungen:beliebt", _ => new Popularity());
        var now = clock.Now();
        if (kept.Counts is { } known && now - kept.At < PopularFor && now >= kept.At)
        {
            return known;
        }

        var today = clock.Today();
        var counts = await zaehler.Sums("leistung.aufruf", today.AddDays(-30), today, cancel);
        (kept.Counts, kept.At) = (counts, now);
        return counts;
    }

    private async Task<Shelf> Shelf(CancellationToken cancel) => shelf ??= await Kept<Shelf>.Of(tenant.Space, "leistungen:katalog")
        .Get(tenant.Space, () => volltext.NewestChange(PortalIndex.Name, cancel), stand => Read(stand, cancel));

    private async Task<Shelf> Read(long stand, CancellationToken cancel)
    {
        var leistungen = await db.Set<Leistung>().Where(leistung => leistung.Status == LeistungStatus.Veroeffentlicht).ToListAsync(cancel);
        var lebenslagen = await db.Set<Lebenslage>().OrderBy(row => row.Reihenfolge).ToListAsync(cancel);
        return new Shelf(stand, [.. leistungen.OrderBy(GermanTitle, Alphabet.German)], leistungen.ToDictionary(leistung => leistung.Slug, StringComparer.Ordinal), lebenslagen);
    }

    private static string GermanTitle(Leistung leistung) => leistung.Inhalt.Titel is { Length: > 0 } title ? title : leistung.Name;
}

/// <summary>The published services as they were at one change.</summary>
internal sealed record Shelf(long Stand, IReadOnlyList<Leistung> Leistungen, IReadOnlyDictionary<string, Leistung> BySlug, IReadOnlyList<Lebenslage> Lebenslagen);

/// <summary>How often services were opened, kept in memory for a tenant.</summary>
internal sealed class Popularity
{
    public IReadOnlyDictionary<string, long>? Counts { get; set; }

    public DateTime At { get; set; }
}

/// <summary>How names are put in order.</summary>
internal static class Alphabet
{
    /// <summary>As in a German telephone book's reader expects it: ä beside a, capital letters do not matter.</summary>
    public static readonly StringComparer German = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("de-DE"), ignoreCase: true);
}
