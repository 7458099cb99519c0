using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Files the sealed letter and provides it in the Postkorb, in one transaction; done again it does nothing.</summary>
internal sealed class DeliverBescheidJob(LeineweberDb db, Dokumente dokumente, Postkoerbe postkoerbe, Organisationsplan plan) : IHandle<DeliverBescheid>
{
    public async Task Run(DeliverBescheid job, CancellationToken cancel)
    {
        var vorgangId = await db.Set<Bescheid>().Where(row => row.Id == job.BescheidId).Select(row => row.VorgangId).SingleAsync(cancel);
        var unit = await db.Set<Bearbeitung>().Where(row => row.VorgangId == vorgangId).Select(row => row.UnitNummer).SingleAsync(cancel);
        var office = (await plan.Find(unit, cancel))?.Name ?? unit;
        await db.Write(Actor.System(nameof(DeliverBescheidJob)), async w =>
        {
            var bescheid = await w.Db.Set<Bescheid>().SingleAsync(row => row.Id == job.BescheidId, cancel);
            if (bescheid.Stand != Bescheidstand.Gesiegelt)
            {
                return;
            }

            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == vorgangId, cancel);
            var name = $"Bescheid-{row.Aktenzeichen}.pdf";
            var filed = await dokumente.File(w, vorgangId, new NeuesDokument($"Bescheid: {bescheid.Art.German()}", name, "application/pdf", bescheid.SiegelSha256!, bescheid.SiegelSize, Herkunft.Bescheid, "bescheid"), cancel);
            var message = await postkoerbe.Deliver(w, Message(row, bescheid, office) with
            {
                Anlagen = [new NeueAnlage(name, "application/pdf", bescheid.SiegelSha256!, bescheid.SiegelSize)],
            }, cancel);
            bescheid.Deliver(filed.Value.Id, message, w.Now);
            row.Delivered();
            w.Record($"vorgang:{vorgangId}", "bescheid.delivered", "Bescheid in der Akte abgelegt und im Postkorb bereitgestellt");
        }, cancel);
    }

    private static Zusendung Message(Bearbeitung row, Bescheid bescheid, string office) =>
        new(row.KontoId, NachrichtArt.Bescheid, $"Entscheidung über Ihren Antrag: {row.Leistung}",
            $"Guten Tag,\n\nüber Ihren Antrag {row.AntragNummer} ist entschieden. Den Bescheid finden Sie als PDF bei dieser Nachricht. Er trägt das elektronische Siegel der Stadt.\n\n"
            + (bescheid.Rechtsbehelf.Length > 0 ? "Im Bescheid steht, was Sie tun können, wenn Sie nicht einverstanden sind, und bis wann.\n\n" : "")
            + $"Aktenzeichen: {row.Aktenzeichen}", office, $"vorgang:{row.VorgangId}");
}
