using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Brings what the Postkorb proves about a decision's delivery into the case: retrieval, Bekanntgabe, time to object.</summary>
internal sealed class Bekanntgabestand(LeineweberDb db, Postkoerbe postkoerbe)
{
    public async Task Update(Guid nachrichtId, CancellationToken cancel)
    {
        if (await postkoerbe.Evidence(nachrichtId, cancel) is not { } evidence)
        {
            return;
        }

        Bekanntgabe? day;
        using (Sprache.Speak("de"))
        {
            day = await postkoerbe.BekanntgabeOf(nachrichtId, cancel);
        }

        await db.Write(Actor.System("bekanntgabe"), async w =>
        {
            var bescheid = await w.Db.Set<Bescheid>().SingleOrDefaultAsync(row => row.NachrichtId == nachrichtId, cancel);
            if (bescheid is null || (bescheid.AbgerufenAt == evidence.RetrievedAt && bescheid.BekanntgabeAm == day?.Tag && bescheid.BekanntgabeRegel == day?.Begruendung))
            {
                return;
            }

            var isFirst = bescheid.AbgerufenAt is null && evidence.RetrievedAt is not null;
            bescheid.Notified(evidence.RetrievedAt, day?.Tag, day?.Begruendung);
            if (isFirst)
            {
                w.Record($"vorgang:{bescheid.VorgangId}", "bescheid.retrieved", "Bescheid im Postkorb abgerufen");
            }

            if (day is { Tag: { } tag } && bescheid.RechtsbehelfBis is { } last)
            {
                w.Record($"vorgang:{bescheid.VorgangId}", "bescheid.notified", $"Bekannt gegeben am {tag:dd.MM.yyyy}; Rechtsbehelf möglich bis {last:dd.MM.yyyy}", day.Begruendung);
            }
        }, cancel);
    }
}
