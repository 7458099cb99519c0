using System.Xml.Linq;
using Leineweber.Feel.Numbers;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Temporal;

namespace Leineweber.Feel.Tck;

/// <summary>Values in test files.</summary>
internal static class TckValue
{
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    // Results of transcendental functions are given to so many digits.
    private static readonly Decimal34 Tolerance = Decimal34.Parse("0.00000001")!.Value;

    internal static Value Read(XElement holder)
    {
        if (TckFile.Child(holder, "list") is { } list)
        {
            return IsNil(list) ? Value.Null : new ListValue(TckFile.Children(list, "item").Select(Read));
        }

        var components = TckFile.Children(holder, "component").ToList();
        if (components.Count > 0)
        {
            return components.TrueForAll(IsNil) && components.TrueForAll(c => c.Attribute("name") is null)
                ? Value.Null
                : new ContextValue(components.Select(c => KeyValuePair.Create((string?)c.Attribute("name") ?? "", IsNil(c) ? Value.Null : Read(c))));
        }

        return TckFile.Child(holder, "value") is { } value && !IsNil(value) ? Simple(value) : Value.Null;
    }

    private static bool IsNil(XElement element) => (string?)element.Attribute(Xsi + "nil") is "true" or "1";

    private static Value Simple(XElement element)
    {
        var type = ((string?)element.Attribute(Xsi + "type"))?.Split(':')[^1];
        var text = element.Value;
        return type switch
        {
            "boolean" => BooleanValue.Of(text.Trim() is "true" or "1"),
            "decimal" or "double" or "integer" or "int" or "long" or "float" => NumberValue.Of(Decimal34.Parse(text.Trim())),
            "date" => TemporalReader.Date(text.Trim()) ?? Value.Null,
            "time" => TemporalReader.Time(text.Trim()) ?? Value.Null,
            "dateTime" => TemporalReader.DateTime(text.Trim()) ?? Value.Null,
            "duration" or "dayTimeDuration" or "yearMonthDuration" => TemporalReader.Duration(text.Trim()) ?? Value.Null,
            _ => new TextValue(text),
        };
    }

    internal static bool Equal(Value expected, Value actual) => (expected, actual) switch
    {
        (NumberValue a, NumberValue b) => a.Number == b.Number
            || (Decimal34.Subtract(a.Number, b.Number) is { } distance && Decimal34.Abs(distance) <= Tolerance),
        (ListValue a, ListValue b) => a.Count == b.Count && a.Zip(b).All(p => Equal(p.First, p.Second)),
        (ContextValue a, ContextValue b) => a.Count == b.Count && a.Entries.All(e => b.Find(e.Key) is { } other && Equal(e.Value, other)),
        _ => Equality.Same(new Evaluation(Limits.Default, TimeProvider.System), expected, actual),
    };
}
