using Leineweber.Formulare.Submit;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Leistungen.Search;
using Leineweber.Postkorb.Notify;

namespace Leineweber.Serve;

/// <summary>All scheduled work of the house on one screen. Times are the city's.</summary>
internal static class Schedule
{
    public static readonly IReadOnlyList<ScheduleLine> Lines =
    [
        new("postkorb.bereitstellung-beenden", "15 0 * * *", () => new EndUnretrievedProvisions()),
        new("protokoll.checkpoint", "* * * * *", () => new SignCheckpoint(), SignCheckpoint.IsDue),
        new("auftraege.aufraeumen", "45 1 * * *", () => new SweepJobs()),
        new("ablage.pruefung", "40 3 * * 0", () => new ScrubAblage()),
        new("formulare.aufraeumen", "15 2 * * *", () => new RaeumeEntwuerfeAuf()),
        new("anmeldung.sweep", "17 3 * * *", () => new SweepSignIns()),
        new("portal.index", "20 3 * * *", () => new RebuildPortal()),
    ];
}
