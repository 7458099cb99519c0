namespace Leineweber.Feel.Types;

/// <summary>The type that a value has by itself.</summary>
internal static class TypeOf
{
    internal static FeelType Value(Value value) => value switch
    {
        NumberValue => FeelType.Number,
        TextValue => FeelType.Text,
        BooleanValue => FeelType.Boolean,
        DateValue => FeelType.Date,
        TimeValue => FeelType.Time,
        DateTimeValue => FeelType.DateTime,
        MonthsValue => FeelType.Months,
        DurationValue => FeelType.Duration,
        FunctionValue function => function.Type,
        RangeValue range => new RangeType(Value(range.Start.IsNull ? range.End : range.Start)),
        ListValue => new ListType(FeelType.Any),
        ContextValue => ContextType.Empty,
        _ => FeelType.Null,
    };
}
