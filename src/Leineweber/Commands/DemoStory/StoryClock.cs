namespace Leineweber.Commands.DemoStory;

/// <summary>A clock that is set by hand and only goes forward: what happened "three weeks ago" happens in its order, and never after now.</summary>
/// <param name="start">Where it begins, UTC.</param>
/// <param name="real">Says what now is.</param>
internal sealed class StoryClock(DateTime start, TimeProvider real) : TimeProvider
{
    private long ticks = start.Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    /// <summary>Goes on to a time, UTC; stays where it is where that is past, and stops at now.</summary>
    public void Advance(DateTime to) =>
        Interlocked.Exchange(ref ticks, Math.Max(Interlocked.Read(ref ticks), Math.Min(to.Ticks, real.GetUtcNow().Ticks)));
}
