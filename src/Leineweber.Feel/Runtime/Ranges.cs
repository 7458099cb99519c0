namespace Leineweber.Feel.Runtime;

/// <summary>Which values a range holds (DMN 1.5, Table 55).</summary>
internal static class Ranges
{
    /// <summary>Whether the point lies in the range; <c>null</c> where it cannot be compared with its ends.</summary>
    internal static bool? Contains(Evaluation e, RangeValue range, Value point)
    {
        switch (range.Form)
        {
            case RangeForm.Equal:
                return Equality.Test(e, point, range.Start);
            case RangeForm.NotEqual:
                return Equality.Test(e, point, range.Start) is { } equal ? !equal : null;
        }

        if (point.IsNull)
        {
            return null;
        }

        var above = OnSide(range.Start, point, range.StartIncluded, 1);
        var below = OnSide(range.End, point, range.EndIncluded, -1);
        return above is null || below is null || (range.Start.IsNull && range.End.IsNull) ? null : above.Value && below.Value;
    }

    private static bool? OnSide(Value end, Value point, bool included, int side)
    {
        if (end.IsNull)
        {
            return true;
        }

        return Ordering.Compare(point, end) is { } order ? order == 0 ? included : order * side > 0 : null;
    }
}
