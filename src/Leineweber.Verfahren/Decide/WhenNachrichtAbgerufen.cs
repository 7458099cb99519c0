using Leineweber.Foundation.Jobs;
using Leineweber.Postkorb;

namespace Leineweber.Verfahren.Decide;

/// <summary>The citizen opened the letter: shown in the case; under § 41 (2a) VwVfG it fixes the day of Bekanntgabe.</summary>
internal sealed class WhenNachrichtAbgerufen(Bekanntgabestand stand) : IHandle<NachrichtAbgerufen>
{
    public Task Run(NachrichtAbgerufen fact, CancellationToken cancel) => stand.Update(fact.NachrichtId, cancel);
}
