namespace Leineweber.Feel.Types;

/// <summary>Implicit conversions where a value meets a declared type (DMN 1.5, 10.3.2.9.4).</summary>
internal static class Coercion
{
    /// <summary>The value as one of the type; <c>null</c> (C#) where it does not fit.</summary>
    internal static Value? To(Value value, FeelType type)
    {
        if (value.IsNull || ReferenceEquals(type, FeelType.Any) || Conformance.BelongsTo(value, type))
        {
            return value;
        }

        switch (type.Structure)
        {
            // To a list of one item.
            case ListType list when value is not ListValue:
                return To(value, list.Element) is { } item && Fits(new ListValue([item]), type) is { } single ? single : null;

            // From a list of one item.
            case not ListType when value is ListValue { Count: 1 } list:
                return list[0] is ListValue ? null : To(list[0], type);

            case SimpleType { Kind: ValueKind.DateTime } when value is DateValue date:
                return Fits(DateTimeValue.AtMidnight(date), type);
        }

        return null;
    }

    private static Value? Fits(Value value, FeelType type) => Conformance.BelongsTo(value, type) ? value : null;
}
