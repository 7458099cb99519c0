using Leineweber.Foundation.Data;
using Leineweber.Foundation.Volltext.Analysis;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Edit;

/// <summary>A line of the editors' list.</summary>
/// <param name="Slug">The service.</param>
/// <param name="Name">Official name.</param>
/// <param name="Stelle">Unit in charge, number and name.</param>
/// <param name="State">State in words.</param>
/// <param name="Kind">Kind of badge.</param>
/// <param name="ChangedAt">When draft or published words last changed, UTC.</param>
public sealed record Listenzeile(string Slug, string Name, string Stelle, string State, string Kind, DateTime ChangedAt);

/// <summary>The services an editor may work on.</summary>
internal sealed class Leistungsliste(LeineweberDb db, Organisationsplan plan, Amtsperson person)
{
    /// <summary>States one may filter by.</summary>
    public static IReadOnlyList<(string Key, string Title)> States =>
        [("veroeffentlicht", T("Veröffentlicht")), ("entwurf", T("Entwurf offen")), ("zurueckgezogen", T("Zurückgezogen")), ("englisch", T("Englisch fehlt oder ist älter"))];

    /// <summary>The lines that fit, in order.</summary>
    public async Task<IReadOnlyList<Listenzeile>> Find(string? query, string? state, string? stelle, string? sort, CancellationToken cancel)
    {
        var drafts = await db.Set<LeistungVersion>().Where(row => row.Status == LeistungVersionStatus.Entwurf).ToDictionaryAsync(row => row.LeistungId, row => row.SavedAt, cancel);
        var units = (await plan.All(cancel)).ToDictionary(unit => unit.Nummer, unit => unit.DisplayName);
        var words = GermanWords.Cut(query).Take(10).ToList();
        var rows = from leistung in await db.Set<Leistung>().ToListAsync(cancel)
                   where person.MayEdit(leistung.OrganisationseinheitNummer)
                   where string.IsNullOrEmpty(stelle) || leistung.OrganisationseinheitNummer == stelle
                   where Fits(leistung, words)
                   let draft = drafts.TryGetValue(leistung.Id, out var at) ? at : (DateTime?)null
                   where state switch
                   {
                       "veroeffentlicht" => leistung.Status == LeistungStatus.Veroeffentlicht,
                       "zurueckgezogen" => leistung.Status == LeistungStatus.Zurueckgezogen,
                       "entwurf" => draft is not null,
                       "englisch" => Leistungspruefung.EnglishHints(leistung.Inhalt).Count > 0,
                       _ => true,
                   }
                   select Line(leistung, draft, units);
        return sort switch
        {
            "stelle" => [.. rows.OrderBy(row => row.Stelle, StringComparer.Ordinal).ThenBy(row => row.Name, Alphabet.German)],
            "geaendert" => [.. rows.OrderByDescending(row => row.ChangedAt).ThenBy(row => row.Name, Alphabet.German)],
            _ => [.. rows.OrderBy(row => row.Name, Alphabet.German)],
        };
    }

    private static bool Fits(Leistung leistung, List<string> words)
    {
        if (words.Count == 0)
        {
            return true;
        }

        var text = string.Join(' ', GermanWords.Cut(string.Join(' ', leistung.Inhalt.Suchworte.Prepend(leistung.Inhalt.Titel).Prepend(leistung.Name))));
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    private static Listenzeile Line(Leistung leistung, DateTime? draft, Dictionary<string, string> units)
    {
        var (state, kind) = (leistung.Status, draft) switch
        {
            (LeistungStatus.Zurueckgezogen, _) => (T("Zurückgezogen"), "warning"),
            (LeistungStatus.Entwurf, _) => (T("Entwurf"), "info"),
            (_, not null) => (T("Veröffentlicht, Entwurf offen"), "info"),
            _ => (T("Veröffentlicht"), "success"),
        };
        var number = leistung.OrganisationseinheitNummer;
        return new Listenzeile(leistung.Slug, leistung.Name, $"{number} {units.GetValueOrDefault(number)}".Trim(), state, kind, draft ?? leistung.ChangedAt);
    }
}
