using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>Asks the citizen for what is missing. Who may do it the pages have checked.</summary>
public sealed class Nachforderungen(LeineweberDb db, Postkoerbe postkoerbe, Organisationsplan plan)
{
    /// <summary>Days a citizen gets where the caseworker says nothing else.</summary>
    public const int DefaultDays = 14;

    /// <summary>The requests of a Vorgang, oldest first.</summary>
    public Task<List<Nachforderung>> Of(Guid vorgangId, CancellationToken cancel) =>
        db.Set<Nachforderung>().Where(row => row.VorgangId == vorgangId).OrderBy(row => row.At).ToListAsync(cancel);

    /// <summary>Asks through the Postkorb and lets the Vorgang wait until the day.</summary>
    public async Task<Outcome<Nachforderung>> Ask(Actor actor, Bearbeitung seen, string text, DateOnly bis, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 8000)
        {
            return new Refusal("nachforderung.text", T("Bitte schreiben Sie, was fehlt, mit höchstens 8.000 Zeichen."));
        }

        var office = (await plan.Find(seen.UnitNummer, cancel))?.Name ?? seen.UnitNummer;
        return await db.Write<Outcome<Nachforderung>>(actor, async w =>
        {
            if (bis <= DateOnly.FromDateTime(Clock.ToLocal(w.Now)))
            {
                return new Refusal("nachforderung.day", T("Bitte geben Sie einen Tag in der Zukunft an, damit genug Zeit zum Antworten bleibt."));
            }

            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == seen.VorgangId, cancel);
            if (row.Wait(bis).Refusal is { } refusal)
            {
                return refusal;
            }

            var nachrichtId = await postkoerbe.Deliver(w, new Zusendung(row.KontoId, NachrichtArt.Nachforderung, $"Bitte antworten Sie bis zum {bis:dd.MM.yyyy}: {row.Leistung}", text.Trim(), office, $"vorgang:{row.VorgangId}")
            {
                AnswerAllowed = true,
                AnswerBy = bis,
            }, cancel);
            var nachforderung = new Nachforderung { VorgangId = row.VorgangId, Text = text.Trim(), BisAm = bis, NachrichtId = nachrichtId, By = w.Actor.Name, At = w.Now };
            w.Db.Add(nachforderung);
            w.Record($"vorgang:{row.VorgangId}", "nachforderung.sent", $"Unterlagen nachgefordert bis {bis:dd.MM.yyyy}");
            return nachforderung;
        }, cancel);
    }
}
