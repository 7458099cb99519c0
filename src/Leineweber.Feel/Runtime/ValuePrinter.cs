using System.Runtime.CompilerServices;
using System.Text;
using Leineweber.Feel.Temporal;

namespace Leineweber.Feel.Runtime;

/// <summary>Prints values: as FEEL expressions, or as the function string() does (DMN 1.5, Table 73).</summary>
internal sealed class ValuePrinter
{
    private readonly StringBuilder text = new();
    private readonly int limit;
    private readonly bool literal;
    private bool tooDeep;

    private ValuePrinter(int limit, bool literal)
    {
        this.limit = limit;
        this.literal = literal;
    }

    /// <summary>A FEEL expression for the value, cut off with an ellipsis beyond the limit or the stack.</summary>
    internal static string Print(Value value, int limit = 1_000_000)
    {
        var text = Run(value, limit, true, out var cut);
        return cut ? text + "…" : text;
    }

    /// <summary>The result of string(): text and dates without quotation marks on the outside; <c>null</c> beyond the limit.</summary>
    internal static string? ToText(Value value, int limit)
    {
        var text = Run(value, limit, false, out var cut);
        return cut ? null : text;
    }

    private static string Run(Value value, int limit, bool literal, out bool cut)
    {
        var printer = new ValuePrinter(limit, literal);
        printer.Write(value, literal);
        cut = printer.text.Length > limit || printer.tooDeep;
        return printer.text.ToString(0, Math.Min(limit, printer.text.Length));
    }

    private void Write(Value value, bool quoted)
    {
        if (text.Length > limit)
        {
            return;
        }

        switch (value)
        {
            case NullValue:
                text.Append("null");
                break;
            case BooleanValue b:
                text.Append(b.Truth ? "true" : "false");
                break;
            case NumberValue n:
                text.Append(n.Number.ToString());
                break;
            case TextValue t:
                Quote(t.Text);
                break;
            case ListValue list:
                Join("[", list, Inner, "]");
                break;
            case ContextValue context:
                Join("{", context.Entries, Entry, "}");
                break;
            case RangeValue range:
                Range(range);
                break;
            case FunctionValue function:
                text.Append("function(").AppendJoin(", ", function.Parameters.Select(p => $"{p.Name}: {p.Type}")).Append(')');
                break;
            default:
                Temporal(value, quoted);
                break;
        }
    }

    private void Inner(Value value) => Write(value, literal);

    private void Join<T>(string open, IReadOnlyList<T> parts, Action<T> write, string close)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            tooDeep = true;
        }

        if (tooDeep)
        {
            return;
        }

        text.Append(open);
        for (var i = 0; i < parts.Count && text.Length <= limit; i++)
        {
            text.Append(i > 0 ? ", " : "");
            write(parts[i]);
        }

        text.Append(close);
    }

    private void Entry(KeyValuePair<string, Value> entry)
    {
        if (IsPlainName(entry.Key))
        {
            text.Append(entry.Key);
        }
        else
        {
            Quote(entry.Key);
        }

        text.Append(": ");
        Inner(entry.Value);
    }

    internal static bool IsPlainName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    private void Range(RangeValue range)
    {
        var sign = range.Form switch
        {
            RangeForm.Less => "<",
            RangeForm.LessOrEqual => "<=",
            RangeForm.Greater => ">",
            RangeForm.GreaterOrEqual => ">=",
            RangeForm.Equal => "=",
            RangeForm.NotEqual => "!=",
            _ => null,
        };
        if (sign is not null)
        {
            text.Append('(').Append(sign).Append(' ');
            Inner(range.Form is RangeForm.Less or RangeForm.LessOrEqual ? range.End : range.Start);
            text.Append(')');
            return;
        }

        text.Append(range.StartIncluded ? '[' : '(');
        Inner(range.Start);
        text.Append("..");
        Inner(range.End);
        text.Append(range.EndIncluded ? ']' : ')');
    }

    private void Temporal(Value value, bool quoted)
    {
        var plain = value switch
        {
            DateValue date => TemporalWriter.Print(date),
            TimeValue time => TemporalWriter.Print(time),
            DateTimeValue moment => TemporalWriter.Print(moment),
            MonthsValue months => TemporalWriter.Print(months),
            _ => TemporalWriter.Print((DurationValue)value),
        };
        text.Append(quoted ? $"@\"{plain}\"" : plain);
    }

    private void Quote(string value)
    {
        text.Append('"');
        foreach (var c in value.Length > limit ? value[..limit] : value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
