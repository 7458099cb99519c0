using System.Globalization;
using Leineweber.Feel.Runtime;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>String functions without patterns (DMN 1.5, 10.3.4.3, Table 74). They count Unicode characters.</summary>
internal static class TextFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("substring(string: string, start position: number, length?: number): string", Substring),
        Define("string length(string: string): number", (_, a) => Length(Text(a[0]))),
        Define("upper case(string: string): string", (e, a) => e.Text(Text(a[0]).ToUpper(CultureInfo.InvariantCulture))),
        Define("lower case(string: string): string", (e, a) => e.Text(Text(a[0]).ToLower(CultureInfo.InvariantCulture))),
        Define("substring before(string: string, match: string): string", (e, a) => Before(e, Text(a[0]), Text(a[1]))),
        Define("substring after(string: string, match: string): string", (e, a) => After(e, Text(a[0]), Text(a[1]))),
        Define("contains(string: string, match: string): boolean", (_, a) => Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal)),
        Define("starts with(string: string, match: string): boolean", (_, a) => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal)),
        Define("ends with(string: string, match: string): boolean", (_, a) => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal)),
        Define("string join(list: list<string>, delimiter??: string): string", Join),
    ];

    private static string Text(Value value) => ((TextValue)value).Text;

    internal static int Length(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            length -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return length;
    }

    /// <summary>The UTF-16 index of the character with this index.</summary>
    private static int IndexOf(string text, int character)
    {
        var index = 0;
        for (var i = 0; i < character; i++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    private static Value? Substring(Evaluation e, Value[] a)
    {
        var text = Text(a[0]);
        var length = Length(text);
        if (!((NumberValue)a[1]).Number.TryToInt32(out var start) || start == 0 || start == int.MinValue)
        {
            return null;
        }

        var count = length;
        if (a[2] is NumberValue n && !(Numbers.Decimal34.Round(n.Number, 0, Numbers.Rounding.Down)?.TryToInt32(out count) == true && count >= 1))
        {
            return null;
        }

        var first = start > 0 ? start - 1 : Math.Max(length + start, 0);
        if (first >= length)
        {
            return "";
        }

        var last = Math.Min(first + (long)count, length);
        var from = IndexOf(text, first);
        return e.Text(text[from..IndexOf(text, (int)last)]);
    }

    private static Value Before(Evaluation e, string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return e.Text(at < 0 ? "" : text[..at]);
    }

    private static Value After(Evaluation e, string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return e.Text(at < 0 ? "" : text[(at + match.Length)..]);
    }

    /// <summary>Nulls are left out (DMN 1.5, Table 74).</summary>
    private static Value Join(Evaluation e, Value[] a)
    {
        var texts = ((ListValue)a[0]).OfType<TextValue>().Select(t => t.Text).ToList();
        var delimiter = (a[1] as TextValue)?.Text ?? "";
        var length = texts.Sum(t => (long)t.Length) + ((long)delimiter.Length * Math.Max(texts.Count - 1, 0));
        return length > e.Limits.TextLength
            ? throw new LimitException(Messages.Code.TextLimit, e.Limits.TextLength)
            : e.Text(string.Join(delimiter, texts));
    }
}
