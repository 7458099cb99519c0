using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Konten.Daten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb;

/// <summary>The messages in a person's Postkorb with the evidence of their delivery (Art. 15 GDPR).</summary>
internal sealed class PostkorbAuskunft(LeineweberDb db) : IAuskunft
{
    public async Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var messages = await db.Set<Nachricht>().Include(row => row.Anlagen).Where(row => kontoIds.Contains(row.KontoId)).OrderBy(row => row.CreatedAt).ToListAsync(cancel);
        var ids = messages.Select(row => row.Id).ToList();
        var evidence = await db.Set<Zustellung>().Where(row => ids.Contains(row.NachrichtId)).ToDictionaryAsync(row => row.NachrichtId, cancel);
        return [new Auskunftsteil(T("Nachrichten im Postkorb"), "postkorb", new JsonArray([.. messages.Select(row => Message(row, evidence.GetValueOrDefault(row.Id)))]))];
    }

    private static JsonObject Message(Nachricht row, Zustellung? delivery) => new()
    {
        ["wann"] = row.CreatedAt,
        ["art"] = row.Art.ToString(),
        ["von"] = row.Absender,
        ["betreff"] = row.Betreff,
        ["text"] = row.Text,
        ["anlagen"] = new JsonArray([.. row.Anlagen.Select(file => new JsonObject { ["name"] = file.Name, ["typ"] = file.ContentType, ["groesse"] = file.Size })]),
        ["benachrichtigt"] = delivery?.NotifiedAt,
        ["abgerufen"] = delivery?.RetrievedAt,
    };
}
