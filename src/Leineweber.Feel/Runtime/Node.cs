using System.Runtime.CompilerServices;
using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>A compiled piece of an expression. Immutable: one compiled expression serves many threads.</summary>
internal abstract class Node(Span span)
{
    internal Span Span { get; } = span;

    internal abstract Value Run(Evaluation e, Env? env);
}

internal sealed class ConstantNode(Span span, Value value) : Node(span)
{
    internal Value Value { get; } = value;

    internal override Value Run(Evaluation e, Env? env) => Value;
}

/// <summary>A place that was not understood, or an unknown name: null, with the message again at evaluation.</summary>
internal sealed class FailNode(Span span, Code code, params object?[] arguments) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) => e.Fail(Span, code, arguments);
}

internal sealed class InputNode(Span span, int input) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) => e.Inputs[input];
}

/// <summary>A variable bound in the expression, <paramref name="hops"/> bindings further out.</summary>
internal sealed class LocalNode(Span span, int hops) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var at = env!;
        for (var i = hops; i > 0; i--)
        {
            at = at.Outer!;
        }

        return at.Value;
    }
}

/// <summary>A name in the condition of a filter: a member of the item if it has one, else what it means outside.</summary>
internal sealed class ItemMemberNode(Span span, Node item, string name, Node otherwise) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) =>
        item.Run(e, env) is ContextValue context && context.Find(name) is { } member ? member : otherwise.Run(e, env);
}

/// <summary>Stands at intervals in very tall trees and ends evaluation before the stack does.</summary>
internal sealed class StackGuardNode(Node inner) : Node(inner.Span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return inner.Run(e, env);
    }
}

/// <param name="strict">Boxed conditionals want a boolean or null and give null for the rest (DMN 1.5, 10.5.5).</param>
internal sealed class IfNode(Span span, Node condition, Node then, Node otherwise, bool strict = false) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var truth = condition.Run(e, env);
        if (ReferenceEquals(truth, BooleanValue.True))
        {
            return then.Run(e, env);
        }

        // Anything but true takes the else branch (DMN 1.5, Table 61).
        return strict && truth is not (BooleanValue or NullValue) ? e.Fail(condition.Span, Code.ConditionNotBoolean) : otherwise.Run(e, env);
    }
}

internal sealed class InstanceOfNode(Span span, Node subject, Types.FeelType type) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) => BooleanValue.Of(Types.Conformance.IsInstance(subject.Run(e, env), type, allowedOnly: false));
}

internal sealed class PathNode(Span span, Node source, string member) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var value = source.Run(e, env);
        if (value is ContextValue context && context.Find(member) is { } found)
        {
            return found;
        }

        return Members.Get(e, Span, value, member);
    }
}
