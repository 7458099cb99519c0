using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Functions;

/// <summary>Reads the text of a range for the function range(): its ends may only be literals (DMN 1.5, Table 73).</summary>
internal static class RangeReader
{
    internal static RangeValue? Read(string text)
    {
        var messages = new List<Message>();
        var expr = Parser.ParseExpression(text, new Surroundings(Library.Scope), messages);
        if (messages.Count > 0 || expr is not RangeExpr range || End(range.Start) is not { } start || End(range.End) is not { } end)
        {
            return null;
        }

        if (start.IsNull || end.IsNull)
        {
            return start.IsNull && end.IsNull ? null : new RangeValue(start, range.StartIncluded, end, range.EndIncluded);
        }

        return start.Kind == end.Kind && Ordering.Compare(start, end) is <= 0
            ? new RangeValue(start, range.StartIncluded, end, range.EndIncluded)
            : null;
    }

    private static Value? End(Expr expr)
    {
        if (expr is Literal literal)
        {
            return literal.Value is NumberValue or TextValue or DateValue or TimeValue or DateTimeValue or MonthsValue or DurationValue or NullValue
                ? literal.Value
                : null;
        }

        // date("…") and its sisters are literals too (rule 62 of the grammar).
        var isLiteral = expr is Invocation
        {
            Callee: NameRef { Symbol.Constant: BuiltIn { Name: "date" or "time" or "date and time" or "duration" } }, Arguments: [Literal { Value: TextValue }],
        };
        return isLiteral && Binding.Binder.Bind(expr) is ConstantNode { Value: { IsNull: false } value } ? value : null;
    }
}
