using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>A decision or input, compiled: what it needs, where its value goes, and how it is computed.</summary>
internal sealed class Plan(DrgElement element, string ns, int slot, FeelType type)
{
    internal DrgElement Element { get; } = element;

    internal string Namespace { get; } = ns;

    /// <summary>The place of its value.</summary>
    internal int Slot { get; } = slot;

    internal FeelType Type { get; } = type;

    /// <summary>The inputs and decisions it reads.</summary>
    internal List<Plan> Requires { get; } = [];

    /// <summary>The contexts that stand for imports: their place, and the entries to read.</summary>
    internal List<(int Slot, List<(string Name, Plan? Plan, Value? Constant)> Entries)> Imports { get; } = [];

    /// <summary>Computes the value; <c>null</c> for inputs.</summary>
    internal Node? Node { get; set; }

    /// <summary>Makes sure that the value stands in its slot.</summary>
    internal void Fulfil(Evaluation e, Value[] slots)
    {
        if (slots[Slot] is not null)
        {
            return;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        e.Step();
        foreach (var required in Requires)
        {
            required.Fulfil(e, slots);
        }

        foreach (var (slot, entries) in Imports)
        {
            slots[slot] = new ContextValue(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Constant ?? slots[entry.Plan!.Slot])));
        }

        slots[Slot] = Node is null ? Value.Null : Compute(e, slots);
    }

    private Value Compute(Evaluation e, Value[] slots)
    {
        var (inputs, outer) = (e.Inputs, e.Element);
        (e.Inputs, e.Element) = (slots, Element.Id ?? Element.Name);
        var value = Node!.Run(e, null);
        e.Recorder?.Decided(Element, Requires, slots, value);
        (e.Inputs, e.Element) = (inputs, outer);
        return value;
    }
}
