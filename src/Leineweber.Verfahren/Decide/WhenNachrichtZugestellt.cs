using Leineweber.Foundation.Jobs;
using Leineweber.Postkorb;

namespace Leineweber.Verfahren.Decide;

/// <summary>A letter lies in the Postkorb: under § 9 OZG the day of Bekanntgabe is known now.</summary>
internal sealed class WhenNachrichtZugestellt(Bekanntgabestand stand) : IHandle<NachrichtZugestellt>
{
    public Task Run(NachrichtZugestellt fact, CancellationToken cancel) => stand.Update(fact.NachrichtId, cancel);
}
