using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Konten.Daten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Tell;

/// <summary>What this module keeps about a person: claims, attempts to pay, transfers, money that goes back.</summary>
internal sealed class ZahlungenAuskunft(LeineweberDb db) : IAuskunft
{
    public async Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var claims = await db.Set<Forderung>().Where(row => kontoIds.Contains(row.KontoId)).OrderBy(row => row.CreatedAt).ToListAsync(cancel);
        if (claims.Count == 0)
        {
            return [new(T("Zahlungen"), "zahlungen", new JsonArray())];
        }

        var ids = claims.Select(row => row.Id).ToList();
        var attempts = (await db.Set<Zahlung>().Where(row => ids.Contains(row.ForderungId)).ToListAsync(cancel)).ToLookup(row => row.ForderungId);
        var transfers = (await db.Set<Zahlungseingang>().Where(row => row.ForderungId != null && ids.Contains(row.ForderungId.Value)).ToListAsync(cancel)).ToLookup(row => row.ForderungId!.Value);
        var refunds = (await db.Set<Erstattung>().Where(row => row.ForderungId != null && ids.Contains(row.ForderungId.Value)).ToListAsync(cancel)).ToLookup(row => row.ForderungId!.Value);
        return
        [
            new(T("Zahlungen"), "zahlungen", new JsonArray([.. claims.Select(claim => new JsonObject
            {
                ["kassenzeichen"] = claim.Kassenzeichen,
                ["wofuer"] = claim.Zweck,
                ["cent"] = claim.Cents,
                ["gefordert"] = claim.CreatedAt,
                ["faellig"] = claim.DueOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["stand"] = claim.Status.ToString(),
                ["bezahlt"] = claim.PaidAt,
                ["aufgehoben"] = claim.WaivedAt,
                ["versuche"] = new JsonArray([.. attempts[claim.Id].Select(row => new JsonObject { ["begonnen"] = row.StartedAt, ["zahlweg"] = row.Provider, ["stand"] = row.Status.ToString() })]),
                ["ueberweisungen"] = new JsonArray([.. transfers[claim.Id].Select(row => new JsonObject
                {
                    ["gebucht"] = row.BookedOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                    ["cent"] = row.Cents,
                    ["verwendungszweck"] = row.Zweck,
                    ["zahler"] = row.Zahler,
                    ["iban"] = row.Iban,
                })]),
                ["erstattungen"] = new JsonArray([.. refunds[claim.Id].Select(row => new JsonObject { ["seit"] = row.CreatedAt, ["cent"] = row.Cents, ["stand"] = row.Status.ToString(), ["grund"] = row.Grund })]),
            })])),
        ];
    }
}
