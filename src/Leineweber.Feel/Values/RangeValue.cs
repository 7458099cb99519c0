namespace Leineweber.Feel;

/// <summary>How a range is written: <c>(&lt; 10)</c> and <c>(null..10)</c> hold the same values but are not equal (DMN 1.5, 10.3.2.7).</summary>
public enum RangeForm
{
    Interval,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// <summary>A range; an end of null is open to infinity.</summary>
public sealed class RangeValue(Value start, bool startIncluded, Value end, bool endIncluded) : Value
{
    public override ValueKind Kind => ValueKind.Range;

    public Value Start { get; } = start;

    public Value End { get; } = end;

    public bool StartIncluded { get; } = startIncluded;

    public bool EndIncluded { get; } = endIncluded;

    public RangeForm Form { get; private init; }

    /// <summary>The values that compare with the end point as the form says.</summary>
    internal static RangeValue Of(RangeForm form, Value point) => form switch
    {
        RangeForm.Less or RangeForm.LessOrEqual => new RangeValue(Null, false, point, form == RangeForm.LessOrEqual) { Form = form },
        RangeForm.Greater or RangeForm.GreaterOrEqual => new RangeValue(point, form == RangeForm.GreaterOrEqual, Null, false) { Form = form },
        _ => new RangeValue(point, true, point, true) { Form = form },
    };
}
