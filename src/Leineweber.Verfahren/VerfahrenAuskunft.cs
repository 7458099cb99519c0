using System.Text.Json.Nodes;
using Leineweber.Akten;
using Leineweber.Foundation.Data;
using Leineweber.Konten.Daten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>The person's Vorgaenge with state, decision and names of the documents (Art. 15 GDPR). Notes and drafts of the office are not in it:
/// those one asks the office for, which looks at each (§ 29 VwVfG).</summary>
internal sealed class VerfahrenAuskunft(LeineweberDb db) : IAuskunft
{
    public async Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var rows = await db.Set<Bearbeitung>().Where(row => kontoIds.Contains(row.KontoId)).OrderBy(row => row.EingegangenAt).ToListAsync(cancel);
        var ids = rows.Select(row => row.VorgangId).ToList();
        var decisions = await db.Set<Bescheid>().Where(row => ids.Contains(row.VorgangId) && row.Stand == Bescheidstand.Bereitgestellt).ToDictionaryAsync(row => row.VorgangId, cancel);
        var documents = (await db.Set<Dokument>().Where(row => ids.Contains(row.VorgangId) && row.Herkunft != Herkunft.Intern).OrderBy(row => row.CreatedAt).ToListAsync(cancel)).ToLookup(row => row.VorgangId);
        return [new Auskunftsteil(T("Vorgänge"), "vorgaenge", new JsonArray([.. rows.Select(row => One(row, decisions.GetValueOrDefault(row.VorgangId), documents[row.VorgangId]))]))];
    }

    private static JsonObject One(Bearbeitung row, Bescheid? decision, IEnumerable<Dokument> documents) => new()
    {
        ["aktenzeichen"] = row.Aktenzeichen,
        ["antragsnummer"] = row.AntragNummer,
        ["leistung"] = row.Leistung,
        ["stelle"] = row.UnitNummer,
        ["eingegangen"] = row.EingegangenAt,
        ["stand"] = row.Stand.CitizenWord(),
        ["entschieden"] = decision is null ? null : row.EntschiedenAt,
        ["entscheidung"] = decision?.Art.Word(),
        ["bekanntGegeben"] = decision?.BekanntgabeAm?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["dokumente"] = new JsonArray([.. documents.Select(file => new JsonObject { ["titel"] = file.Titel, ["abgelegt"] = file.CreatedAt })]),
    };
}
