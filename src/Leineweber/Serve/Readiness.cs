namespace Leineweber.Serve;

/// <summary>Whether this node wants requests. A node that is about to stop says no on <c>/ready</c>, and goes on answering until nobody sends it any.</summary>
internal sealed class Readiness
{
    /// <summary>True once the node was told to stop.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>From now on <c>/ready</c> answers 503.</summary>
    public void Leave() => IsLeaving = true;
}
