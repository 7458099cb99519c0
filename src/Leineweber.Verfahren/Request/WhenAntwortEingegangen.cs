using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Request;

/// <summary>Brings the citizen's answer into the case: files its attachments and puts the Vorgang back to what is to be done. Told twice, done once.</summary>
internal sealed class WhenAntwortEingegangen(LeineweberDb db, Postkoerbe postkoerbe, Dokumente dokumente) : IHandle<AntwortEingegangen>
{
    private const string TakenIn = "nachricht.taken-in";

    public async Task Run(AntwortEingegangen fact, CancellationToken cancel)
    {
        var answer = await postkoerbe.Find(fact.AntwortId, cancel);
        if (answer is null || Vorgangsbezug.IdOf(fact.Bezug) is not { } vorgangId)
        {
            return;
        }

        await db.Write(Actor.System("postkorb"), async w =>
        {
            var row = await w.Db.Set<Bearbeitung>().SingleOrDefaultAsync(row => row.VorgangId == vorgangId, cancel);
            var asked = await w.Db.Set<Nachforderung>().SingleOrDefaultAsync(one => one.NachrichtId == fact.NachrichtId, cancel);
            var taken = await w.Db.Set<ProtokollRow>().AnyAsync(entry => entry.Subject == answer.Subject && entry.Action == TakenIn, cancel);
            if (row is null || taken)
            {
                return;
            }

            if (asked is not null)
            {
                asked.AnsweredAt = answer.CreatedAt;
            }

            foreach (var file in answer.Anlagen)
            {
                // A closed Vorgang takes no more documents; the answer with its files stays among the messages.
                await dokumente.File(w, vorgangId, new NeuesDokument($"Nachgereicht: {file.Name}", file.Name, file.ContentType, file.Sha256, file.Size, Herkunft.Anlage, $"antwort-{file.Id}"), cancel);
            }

            row.News();
            var what = asked is null ? "Antwort auf eine Mitteilung" : "Antwort auf die Nachforderung";
            w.Record(answer.Subject, TakenIn, answer.Anlagen.Count == 0 ? $"{what} eingegangen" : $"{what} mit {Beilagen.Counted(answer.Anlagen.Count)} eingegangen");
        }, cancel);
    }
}
