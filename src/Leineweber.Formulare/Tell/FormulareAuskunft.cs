using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Konten.Daten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Tell;

/// <summary>What this module keeps about a person: drafts with all that was entered, applications with answers, files, steps and places.</summary>
internal sealed class FormulareAuskunft(LeineweberDb db, Antraege antraege) : IAuskunft
{
    public async Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var rows = await antraege.Of(kontoIds, cancel);
        var ids = rows.Select(row => row.Id).ToList();
        var files = (await db.Set<Anlage>().Where(row => ids.Contains(row.AntragId)).ToListAsync(cancel)).ToLookup(row => row.AntragId);
        var steps = (await db.Set<AntragSchritt>().Where(row => ids.Contains(row.AntragId)).ToListAsync(cancel)).ToLookup(row => row.AntragId);
        var places = (await db.Set<Platz>().Where(row => ids.Contains(row.AntragId)).ToListAsync(cancel)).ToLookup(row => row.AntragId);
        return
        [
            new(T("Anträge"), "antraege", new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["formular"] = row.FormularKey,
                ["nummer"] = row.Nummer,
                ["stand"] = row.Status.ToString(),
                ["begonnen"] = row.CreatedAt,
                ["geaendert"] = row.ChangedAt,
                ["abgesendet"] = row.SubmittedAt,
                ["eingegangen"] = row.ReceivedAt,
                ["sprache"] = row.Language,
                ["gebuehrCent"] = row.FeeCents,
                ["kassenzeichen"] = row.Kassenzeichen,
                ["angaben"] = JsonNode.Parse(row.Answers ?? row.Entered ?? "{}"),
                ["anlagen"] = new JsonArray([.. files[row.Id].Select(file => new JsonObject { ["name"] = file.Name, ["typ"] = file.ContentType, ["groesse"] = file.Size, ["hochgeladen"] = file.UploadedAt })]),
                ["verlauf"] = new JsonArray([.. steps[row.Id].OrderBy(step => step.At).Select(step => new JsonObject { ["stand"] = step.Status.ToString(), ["wann"] = step.At })]),
                ["plaetze"] = new JsonArray([.. places[row.Id].Select(place => new JsonObject { ["wofuer"] = place.KontingentId, ["stand"] = place.Status.ToString(), ["seit"] = place.At })]),
            })])),
        ];
    }
}
