using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Formulare;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Intake;

/// <summary>Makes a Vorgang of an Antrag that arrived: in the Akte of its office, with all its documents, and tells the citizen. Told twice, done once.</summary>
internal sealed class WhenAntragEingegangen(LeineweberDb db, Antraege antraege, Antragsablage ablage, Eingangsbestaetigung bestaetigung) : IHandle<AntragEingegangen>
{
    public async Task Run(AntragEingegangen fact, CancellationToken cancel)
    {
        if (await db.Set<Bearbeitung>().AnyAsync(row => row.AntragId == fact.AntragId, cancel))
        {
            return;
        }

        var antrag = await antraege.Read(fact.AntragId, cancel)
            ?? throw new InvalidOperationException($"Antrag {fact.AntragId} is said to have arrived and is not there.");
        var data = await ablage.Prepare(antrag, cancel);
        await db.Write(Actor.System("eingang"), async w =>
        {
            if (await w.Db.Set<Bearbeitung>().AnyAsync(row => row.AntragId == fact.AntragId, cancel))
            {
                return;
            }

            var vorgang = await ablage.File(w, antrag, data, cancel);
            var row = new Bearbeitung
            {
                VorgangId = vorgang.Id,
                Aktenzeichen = vorgang.Aktenzeichen,
                AktenschrankId = vorgang.AktenschrankId,
                AntragId = antrag.AntragId,
                AntragNummer = antrag.Nummer,
                Leistung = antrag.Title,
                FormularKey = antrag.FormularKey,
                Person = antrag.ApplicantName.Length > 0 ? antrag.ApplicantName : "Ohne Namen",
                KontoId = antrag.KontoId,
                UnitNummer = antrag.UnitNummer,
                FourEyes = antrag.FourEyes,
                EingegangenAt = antrag.ReceivedAt,
            };
            w.Db.Add(row);
            w.Record($"antrag:{antrag.AntragId}", "antrag.taken-in", $"Als Vorgang {vorgang.Aktenzeichen} an {antrag.UnitNummer} gegeben");
            await bestaetigung.Deliver(w, row, antrag, cancel);
        }, cancel);
    }
}
