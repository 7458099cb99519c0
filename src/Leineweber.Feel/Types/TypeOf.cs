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
        ListValue list => new ListType(list.Count == 0 ? FeelType.Any : Common(list)),
        ContextValue context => new ContextType([.. context.Entries.Select(e => KeyValuePair.Create(e.Key, Value(e.Value)))]),
        _ => FeelType.Null,
    };

    // The first item speaks for the rest if they are alike; long lists are not searched.
    private static FeelType Common(ListValue list)
    {
        var first = Value(list[0]);
        return list.Take(100).All(item => Conformance.BelongsTo(item, first)) ? first : FeelType.Any;
    }
}
