using Leineweber.Feel.Runtime;

namespace Leineweber.Feel.Functions;

/// <summary>A stable merge sort: the caller's function may answer as it likes, the sort still ends.</summary>
internal static class Sorting
{
    /// <summary>The list in order; <c>null</c> (C#) when the function gives no boolean, or without a function the items have no order.</summary>
    internal static Value? Sort(Evaluation e, ListValue list, FunctionValue? precedes)
    {
        if (precedes is not null && precedes.Parameters.Count != 2)
        {
            return null;
        }

        var items = list.ToArray();
        return Merge(e, items, new Value[items.Length], 0, items.Length, precedes) ? e.List(items) : null;
    }

    private static bool Merge(Evaluation e, Value[] items, Value[] buffer, int from, int to, FunctionValue? precedes)
    {
        if (to - from < 2)
        {
            return true;
        }

        var middle = (from + to) / 2;
        if (!Merge(e, items, buffer, from, middle, precedes) || !Merge(e, items, buffer, middle, to, precedes))
        {
            return false;
        }

        var (left, right) = (from, middle);
        for (var i = from; i < to; i++)
        {
            e.Step();
            var takeRight = left == middle;
            if (!takeRight && right < to)
            {
                if (Precedes(e, items[right], items[left], precedes) is not { } before)
                {
                    return false;
                }

                takeRight = before;
            }

            buffer[i] = takeRight ? items[right++] : items[left++];
        }

        Array.Copy(buffer, from, items, from, to - from);
        return true;
    }

    private static bool? Precedes(Evaluation e, Value a, Value b, FunctionValue? precedes) => precedes is null
        ? Ordering.Compare(a, b) is { } order ? order < 0 : null
        : precedes.Invoke(e, [a, b]) is BooleanValue answer ? answer.Truth : null;
}
