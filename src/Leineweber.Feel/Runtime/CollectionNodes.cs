using Leineweber.Feel.Messages;
using Leineweber.Feel.Numbers;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Runtime;

internal sealed class ListNode(Span span, Node[] items) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var values = new Value[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Run(e, env);
        }

        return e.List(values);
    }
}

/// <summary>Each entry sees those before it (DMN 1.5, 10.3.2.6).</summary>
internal sealed class ContextNode(Span span, string[] names, Node[] values) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var entries = new KeyValuePair<string, Value>[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            e.Step();
            var value = values[i].Run(e, env);
            entries[i] = new(names[i], value);
            env = new Env(value, env);
        }

        return new ContextValue(entries);
    }
}

internal sealed class RangeNode(Span span, bool startIncluded, Node start, Node end, bool endIncluded) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var (low, high) = (start.Run(e, env), end.Run(e, env));
        return low.IsNull && high.IsNull ? e.Fail(Span, Code.NotComparable, low, high)
            : !low.IsNull && !high.IsNull && Ordering.Compare(low, high) is null ? e.Fail(Span, Code.NotComparable, low, high)
            : new RangeValue(low, startIncluded, high, endIncluded);
    }
}

/// <summary><c>(&lt; 10)</c> as a value.</summary>
internal sealed class ComparisonNode(Span span, RangeForm form, Node operand) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var point = operand.Run(e, env);
        return point.IsNull && form is not (RangeForm.Equal or RangeForm.NotEqual) ? e.Fail(Span, Code.NotComparable, point, "?") : RangeValue.Of(form, point);
    }

    internal static RangeForm FormOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => RangeForm.Less,
        BinaryOperator.LessOrEqual => RangeForm.LessOrEqual,
        BinaryOperator.Greater => RangeForm.Greater,
        BinaryOperator.GreaterOrEqual => RangeForm.GreaterOrEqual,
        BinaryOperator.Equal => RangeForm.Equal,
        _ => RangeForm.NotEqual,
    };
}

/// <summary>A number picks an item, from the end when negative; a condition keeps the items for which it is true (DMN 1.5, Table 62).</summary>
/// <param name="strict">In boxed filters each condition must be a boolean or null (DMN 1.5, 10.5.6).</param>
internal sealed class FilterNode(Span span, Node source, Node condition, bool strict = false) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var value = source.Run(e, env);

        // Anything but a list counts as a list of one item, null as the empty list.
        var list = value as ListValue ?? (value.IsNull ? ListValue.Empty : new ListValue([value]));
        e.Step();
        var first = condition.Run(e, new Env(list.Count > 0 ? list[0] : Value.Null, env));
        if (first is NumberValue index)
        {
            return Pick(e, list, index.Number);
        }

        var kept = new List<Value>();
        for (var i = 0; i < list.Count; i++)
        {
            e.Step();
            var truth = i == 0 ? first : condition.Run(e, new Env(list[i], env));
            if (ReferenceEquals(truth, BooleanValue.True))
            {
                kept.Add(list[i]);
            }
            else if ((strict || i == 0) && truth is not (BooleanValue or NullValue))
            {
                return e.Fail(Span, Code.ConditionNotBoolean);
            }
        }

        return e.List([.. kept]);
    }

    private Value Pick(Evaluation e, ListValue list, Decimal34 index)
    {
        if (!index.TryToInt32(out var place))
        {
            return e.Fail(Span, Code.NoMember, index);
        }

        var i = place < 0 ? list.Count + place : place - 1;
        return place != 0 && i >= 0 && i < list.Count ? list[i] : Value.Null;
    }
}
