namespace Leineweber.Feel.Runtime;

/// <summary>Bound variables as a linked list, innermost first. Immutable, so that functions keep the variables they were made with.</summary>
internal sealed class Env(Value value, Env? outer)
{
    internal readonly Value Value = value;
    internal readonly Env? Outer = outer;
}
