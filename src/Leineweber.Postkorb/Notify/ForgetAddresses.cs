using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Postkorb.Notify;

/// <summary>An account is gone: its messages stay as part of the city's files, the trace of its mail address goes.</summary>
/// <remarks>Not called after its fact: jobs are known by the name of the class alone, and Formulare has a handler of that name.</remarks>
internal sealed class ForgetAddresses(LeineweberDb db) : IHandle<NutzerkontoGeloescht>
{
    public Task Run(NutzerkontoGeloescht fact, CancellationToken cancel) => db.Write(Actor.System("postkorb"), w =>
    {
        var messages = w.Db.Set<Nachricht>().Where(row => row.KontoId == fact.KontoId).Select(row => row.Id);
        return w.Db.Set<Zustellung>().Where(row => messages.Contains(row.NachrichtId) && row.AddressHash != null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.AddressHash, (string?)null), cancel);
    }, cancel);
}
