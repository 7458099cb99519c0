using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;

namespace Leineweber.Formulare.Wait;

/// <summary>Moves a form's waiting lists up.</summary>
internal sealed class MoveUpJob(LeineweberDb db, Formularkatalog catalog, Warteliste waiting) : IHandle<RueckePlaetzeNach>
{
    private static readonly Actor Usher = Actor.System("nachruecken");

    public async Task Run(RueckePlaetzeNach payload, CancellationToken cancel)
    {
        if (await catalog.Published(payload.FormularKey, cancel) is { } version)
        {
            await db.Write(Usher, write => waiting.MoveUp(write, payload.FormularKey, version.Form.Kontingente.ToDictionary(row => row.Id, row => row.Places), cancel), cancel);
        }
    }
}

/// <summary>Ends an offer that was not paid in time.</summary>
internal sealed class LapseJob(LeineweberDb db, Warteliste waiting) : IHandle<PruefePlatzangebot>
{
    public Task Run(PruefePlatzangebot payload, CancellationToken cancel) => db.Write(Actor.System("nachruecken"), write => waiting.Lapse(write, payload.PlatzId, cancel), cancel);
}
