using System.Numerics;

namespace Leineweber.Feel.Numbers;

/// <summary>A FEEL number: IEEE 754-2008 decimal128 arithmetic with 34 significant digits, rounding half even (DMN 1.5, 10.3.2.3.2).</summary>
/// <remarks>
/// The value is <c>Coefficient × 10^Exponent</c>. There is no infinity and no NaN: operations that would give one give <c>null</c>.
/// Trailing zeros carry no meaning: 1.0 equals 1 and both print alike.
/// Most numbers of daily life have a coefficient of one machine word; those take short paths that never leave 64-bit arithmetic.
/// </remarks>
public readonly partial struct Decimal34 : IEquatable<Decimal34>, IComparable<Decimal34>
{
    internal const int Digits = 34;
    internal const int MaxExponent = 6111;
    internal const int MinExponent = -6176;

    internal static readonly Int128 MaxCoefficient = Pow10(Digits) - 1;

    public static readonly Decimal34 Zero;
    public static readonly Decimal34 One = new(1);

    internal readonly Int128 Coefficient;
    internal readonly int Exponent;

    private Decimal34(Int128 coefficient, int exponent)
    {
        Coefficient = coefficient;
        Exponent = exponent;
    }

    public Decimal34(long value)
        : this(value, 0)
    {
    }

    public bool IsZero => Coefficient == 0;

    public bool IsInteger => Exponent >= 0 || Normalized().Exponent >= 0;

    public int Sign => Coefficient == 0 ? 0 : Coefficient < 0 ? -1 : 1;

    /// <summary>Whether the number is an integer between the bounds of <see cref="int"/>; then <paramref name="value"/> is it.</summary>
    public bool TryToInt32(out int value)
    {
        if (TryToInt64(out var wide) && wide is >= int.MinValue and <= int.MaxValue)
        {
            value = (int)wide;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Whether the number is an integer between the bounds of <see cref="long"/>; then <paramref name="value"/> is it.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        var n = Exponent == 0 ? this : Normalized();
        if (n.Exponent < 0 || n.Exponent > 18)
        {
            return false;
        }

        if (n.Coefficient != (long)n.Coefficient)
        {
            return false;
        }

        var wide = n.Coefficient * Pow10(n.Exponent);
        if (wide < long.MinValue || wide > long.MaxValue)
        {
            return false;
        }

        value = (long)wide;
        return true;
    }

    public double ToDouble() => double.Parse(ToString(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The nearest <see cref="decimal"/>, or <c>null</c> where the number lies outside its range.</summary>
    public decimal? ToDecimal() => decimal.TryParse(
        ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var d) ? d : null;

    public static Decimal34 FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var coefficient = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        return new Decimal34(bits[3] < 0 ? -coefficient : coefficient, -((bits[3] >> 16) & 0xff));
    }

    /// <summary>The shortest decimal that stands for the double; <c>null</c> for NaN and infinities.</summary>
    public static Decimal34? FromDouble(double value) =>
        double.IsFinite(value) ? Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) : null;

    internal static Decimal34 FromNanos(Int128 nanos) => new(nanos, -9);

    /// <summary>The number times 10^9 without its fraction; <c>null</c> beyond 10^27.</summary>
    internal static Int128? ToNanos(Decimal34 seconds)
    {
        if (Abs(seconds) > new Decimal34(1, 27))
        {
            return null;
        }

        var shift = seconds.Exponent + 9;
        return shift switch
        {
            >= 0 => seconds.Coefficient * Pow10(shift),
            >= -Digits => seconds.Coefficient / Pow10(-shift),
            _ => 0,
        };
    }

    public static implicit operator Decimal34(int value) => new(value);

    public static implicit operator Decimal34(long value) => new(value);

    public static implicit operator Decimal34(decimal value) => FromDecimal(value);

    /// <summary>Rounds to 34 digits half even and checks the exponent's range; <c>null</c> on overflow, zero on underflow.</summary>
    internal static Decimal34? Create(BigInteger coefficient, int exponent)
    {
        var excess = DigitCount(coefficient) - Digits;
        if (excess > 0)
        {
            coefficient = DivideRounded(coefficient, BigPow10(excess), Rounding.HalfEven);
            exponent += excess;
            if (DigitCount(coefficient) > Digits)
            {
                coefficient /= 10;
                exponent++;
            }
        }

        return Ranged((Int128)coefficient, exponent);
    }

    private static Decimal34? Ranged(Int128 coefficient, int exponent)
    {
        if (coefficient == 0)
        {
            return Zero;
        }

        if (exponent is >= MinExponent and <= MaxExponent)
        {
            return new Decimal34(coefficient, exponent);
        }

        if (exponent > MaxExponent)
        {
            var digits = DigitCount(coefficient);
            var room = Digits - digits;
            return exponent - MaxExponent <= room ? new Decimal34(coefficient * Pow10(exponent - MaxExponent), MaxExponent) : null;
        }

        var lost = MinExponent - exponent;
        return lost > Digits + 1
            ? Zero
            : Ranged((Int128)DivideRounded(coefficient, BigPow10(lost), Rounding.HalfEven), MinExponent);
    }

    /// <summary>The same number without trailing zeros in the coefficient.</summary>
    internal Decimal34 Normalized()
    {
        var coefficient = Coefficient;
        if (coefficient == 0)
        {
            return Zero;
        }

        var exponent = Exponent;
        while (coefficient == (long)coefficient && (long)coefficient % 10 == 0)
        {
            coefficient = (long)coefficient / 10;
            exponent++;
        }

        while (coefficient != (long)coefficient && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
            if (coefficient == (long)coefficient)
            {
                return new Decimal34(coefficient, exponent).Normalized();
            }
        }

        return new Decimal34(coefficient, exponent);
    }
}
