using Leineweber.Feel.Numbers;
using static Leineweber.Feel.Functions.Library;

namespace Leineweber.Feel.Functions;

/// <summary>Numeric functions (DMN 1.5, 10.3.4.5, Table 76).</summary>
internal static class NumberFunctions
{
    internal static IEnumerable<(string, Signature)> All =>
    [
        Define("decimal(n: number, scale: number): number", (_, a) => Round(a, Rounding.HalfEven)),
        Define("floor(n: number, scale?: number): number", (_, a) => Round(a, Rounding.Floor)),
        Define("ceiling(n: number, scale?: number): number", (_, a) => Round(a, Rounding.Ceiling)),
        Define("round up(n: number, scale: number): number", (_, a) => Round(a, Rounding.Up)),
        Define("round down(n: number, scale: number): number", (_, a) => Round(a, Rounding.Down)),
        Define("round half up(n: number, scale: number): number", (_, a) => Round(a, Rounding.HalfUp)),
        Define("round half down(n: number, scale: number): number", (_, a) => Round(a, Rounding.HalfDown)),
        Define("abs(n: number): number", (_, a) => new NumberValue(Decimal34.Abs(Number(a[0])))),
        Define("abs(n: days and time duration): days and time duration", (_, a) => DurationValue.Create(Int128.Abs(((DurationValue)a[0]).Nanos))),
        Define("abs(n: years and months duration): years and months duration", (_, a) => MonthsValue.Create(Math.Abs(((MonthsValue)a[0]).Months))),
        Define("modulo(dividend: number, divisor: number): number", (_, a) => Known(Decimal34.Modulo(Number(a[0]), Number(a[1])))),
        Define("sqrt(number: number): number", (_, a) => Known(Decimal34.Sqrt(Number(a[0])))),
        Define("log(number: number): number", (_, a) => Known(Decimal34.Ln(Number(a[0])))),
        Define("exp(number: number): number", (_, a) => Known(Decimal34.Exp(Number(a[0])))),
        Define("odd(number: number): boolean", (_, a) => Parity(a[0], 1)),
        Define("even(number: number): boolean", (_, a) => Parity(a[0], 0)),
    ];

    private static Decimal34 Number(Value value) => ((NumberValue)value).Number;

    private static NumberValue? Known(Decimal34? number) => number is { } n ? new NumberValue(n) : null;

    /// <summary>The scale lies between −6111 and 6176; its fraction is cut off.</summary>
    private static NumberValue? Round(Value[] a, Rounding rounding)
    {
        var scale = 0;
        if (a[1] is NumberValue given
            && !(Decimal34.Round(given.Number, 0, Rounding.Down) is { } whole && whole.TryToInt32(out scale) && scale is >= -6111 and <= 6176))
        {
            return null;
        }

        return Known(Decimal34.Round(Number(a[0]), scale, rounding));
    }

    private static Value? Parity(Value value, int rest) =>
        Number(value) is { IsInteger: true } n && Decimal34.Modulo(n, 2) is { } modulo ? modulo == rest : null;
}
