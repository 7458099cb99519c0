using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Formulare;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Intake;

/// <summary>Tells the office that the citizen no longer wants what was asked for. Closing stays with a person.</summary>
internal sealed class WhenAntragZurueckgezogen(LeineweberDb db) : IHandle<AntragZurueckgezogen>
{
    private const string Words = "Der Antrag wurde von der antragstellenden Person zurückgezogen.";

    public Task Run(AntragZurueckgezogen fact, CancellationToken cancel) => db.Write(Actor.System("eingang"), async w =>
    {
        var row = await w.Db.Set<Bearbeitung>().SingleOrDefaultAsync(row => row.AntragId == fact.AntragId, cancel);
        if (row is not null && !await w.Db.Set<Notiz>().AnyAsync(notiz => notiz.VorgangId == row.VorgangId && notiz.Text == Words, cancel))
        {
            row.Wake();
            w.Db.Add(new Notiz { VorgangId = row.VorgangId, Text = Words, By = w.Actor.Name, At = w.Now });
            w.Record($"vorgang:{row.VorgangId}", "antrag.withdrawn", Words);
        }
    }, cancel);
}
