using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Volltext;

namespace Leineweber.Leistungen.Search;

/// <summary>Every night: the portal's search takes in what no change tells of, such as new offices and how often services were opened.</summary>
public sealed record RebuildPortal;

internal sealed class RebuildPortalJob(LeineweberDb db) : IHandle<RebuildPortal>
{
    public Task Run(RebuildPortal payload, CancellationToken cancel) =>
        db.Write(Actor.System("portal.index"), write => write.ReindexAll(PortalIndex.Name), cancel);
}
