using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Handle;

/// <summary>An Akte was strictly protected: its work leaves the lists of those without a Freigabe.</summary>
internal sealed class WhenAkteGeschuetzt(LeineweberDb db) : IHandle<AkteGeschuetzt>
{
    public Task Run(AkteGeschuetzt fact, CancellationToken cancel) => db.Write(Actor.System("akten"), w =>
    {
        var inside = w.Db.Set<Vorgang>().Where(row => row.AkteId == fact.AkteId && row.AktenschrankId == fact.AktenschrankId).Select(row => row.Id);
        return w.Db.Set<Bearbeitung>().Where(row => inside.Contains(row.VorgangId)).ExecuteUpdateAsync(row => row.SetProperty(r => r.AktenschrankId, fact.AktenschrankId), cancel);
    }, cancel);
}
