using System.Numerics;

namespace Leineweber.Feel.Numbers;

/// <summary>Arithmetic and order. Each operation rounds once, from the exact result (DMN 1.5, Tables 52 and 57).</summary>
public readonly partial struct Decimal34
{
    public static Decimal34 operator -(Decimal34 a) => new(-a.Coefficient, a.Exponent);

    public static Decimal34 Abs(Decimal34 a) => a.Coefficient < 0 ? -a : a;

    public static Decimal34? Add(Decimal34 a, Decimal34 b)
    {
        if (a.Exponent == b.Exponent)
        {
            var sum = a.Coefficient + b.Coefficient;
            return sum <= MaxCoefficient && sum >= -MaxCoefficient ? new Decimal34(sum, a.Exponent) : Create(sum, a.Exponent);
        }

        var (high, low) = a.Exponent > b.Exponent ? (a, b) : (b, a);
        var shift = high.Exponent - low.Exponent;
        if (shift <= 18 && high.Coefficient == (long)high.Coefficient && low.Coefficient == (long)low.Coefficient)
        {
            var sum = (high.Coefficient * Pow10(shift)) + low.Coefficient;
            return sum <= MaxCoefficient && sum >= -MaxCoefficient ? new Decimal34(sum, low.Exponent) : Create(sum, low.Exponent);
        }

        return AddWide(high, low, shift);
    }

    private static Decimal34? AddWide(Decimal34 high, Decimal34 low, int shift)
    {
        if (high.IsZero || low.IsZero)
        {
            return high.IsZero ? low : high;
        }

        // Beyond this distance the smaller number can only decide a tie; a single unit below keeps its sign.
        const int Reach = (2 * Digits) + 3;
        if (shift > Reach)
        {
            var scaled = ((BigInteger)high.Coefficient * BigPow10(Reach)) + low.Sign;
            return Create(scaled, high.Exponent - Reach);
        }

        return Create(((BigInteger)high.Coefficient * BigPow10(shift)) + low.Coefficient, low.Exponent);
    }

    public static Decimal34? Subtract(Decimal34 a, Decimal34 b) => Add(a, -b);

    public static Decimal34? Multiply(Decimal34 a, Decimal34 b)
    {
        if (a.Coefficient == (long)a.Coefficient && b.Coefficient == (long)b.Coefficient)
        {
            var product = a.Coefficient * b.Coefficient;
            var exponent = a.Exponent + b.Exponent;
            return product <= MaxCoefficient && product >= -MaxCoefficient && exponent is >= MinExponent and <= MaxExponent
                ? new Decimal34(product, exponent)
                : Create(product, exponent);
        }

        return Create((BigInteger)a.Coefficient * b.Coefficient, a.Exponent + b.Exponent);
    }

    /// <summary>The quotient, or <c>null</c> for a divisor of zero.</summary>
    public static Decimal34? Divide(Decimal34 a, Decimal34 b)
    {
        if (b.IsZero)
        {
            return null;
        }

        if (a.IsZero)
        {
            return Zero;
        }

        if (a.Coefficient % b.Coefficient == 0)
        {
            return Ranged(a.Coefficient / b.Coefficient, a.Exponent - b.Exponent);
        }

        // Enough digits for 34 in the quotient, and one more that stands for everything after them (sticky).
        var scale = Digits + 2 + DigitCount(b.Coefficient) - DigitCount(a.Coefficient);
        var quotient = BigInteger.DivRem(a.Coefficient * BigPow10(Math.Max(scale, 0)), b.Coefficient, out var remainder);
        var exponent = a.Exponent - b.Exponent - Math.Max(scale, 0);
        if (!remainder.IsZero)
        {
            quotient = (quotient * 10) + (a.Sign * b.Sign);
            exponent--;
        }

        return Create(quotient, exponent) is { } result ? result.Normalized() : null;
    }

    /// <summary><c>a - b × floor(a / b)</c>, exact; <c>null</c> for a divisor of zero (DMN 1.5, 10.3.4.5 modulo).</summary>
    public static Decimal34? Modulo(Decimal34 a, Decimal34 b)
    {
        if (b.IsZero || Math.Abs((long)a.Exponent - b.Exponent) > 2 * (MaxExponent - MinExponent))
        {
            return null;
        }

        var exponent = Math.Min(a.Exponent, b.Exponent);
        var dividend = (BigInteger)a.Coefficient * BigPow10(a.Exponent - exponent);
        var divisor = (BigInteger)b.Coefficient * BigPow10(b.Exponent - exponent);
        var remainder = BigInteger.Remainder(dividend, divisor);
        if (!remainder.IsZero && remainder.Sign != divisor.Sign)
        {
            remainder += divisor;
        }

        return Create(remainder, exponent);
    }

    /// <summary>Rounds to <paramref name="scale"/> digits after the point (negative: before it); scale −6111 to 6176.</summary>
    public static Decimal34? Round(Decimal34 a, int scale, Rounding rounding)
    {
        var drop = -scale - a.Exponent;
        if (drop <= 0)
        {
            return a;
        }

        var digits = Math.Min(drop, (2 * Digits) + 2);
        var coefficient = DivideRounded(a.Coefficient, BigPow10(digits), rounding);
        return Create(coefficient, -scale) is { } rounded ? rounded.Normalized() : null;
    }

    public int CompareTo(Decimal34 other) => Compare(in this, in other);

    internal static int Compare(in Decimal34 a, in Decimal34 b) =>
        a.Exponent != b.Exponent ? a.CompareScaled(b)
        : a.Coefficient < b.Coefficient ? -1
        : a.Coefficient > b.Coefficient ? 1 : 0;

    private int CompareScaled(Decimal34 other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        if (Sign == 0)
        {
            return 0;
        }

        var shift = (long)Exponent - other.Exponent;
        if (Math.Abs(shift) > Digits)
        {
            return shift > 0 ? Sign : -Sign;
        }

        return shift > 0
            ? ((BigInteger)Coefficient * BigPow10((int)shift)).CompareTo(other.Coefficient)
            : ((BigInteger)Coefficient).CompareTo(other.Coefficient * BigPow10((int)-shift));
    }

    public bool Equals(Decimal34 other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is Decimal34 other && Equals(other);

    public override int GetHashCode()
    {
        var n = Normalized();
        return HashCode.Combine(n.Coefficient, n.Exponent);
    }

    public static bool operator ==(Decimal34 a, Decimal34 b) => a.CompareTo(b) == 0;

    public static bool operator !=(Decimal34 a, Decimal34 b) => a.CompareTo(b) != 0;

    public static bool operator <(Decimal34 a, Decimal34 b) => a.CompareTo(b) < 0;

    public static bool operator >(Decimal34 a, Decimal34 b) => a.CompareTo(b) > 0;

    public static bool operator <=(Decimal34 a, Decimal34 b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Decimal34 a, Decimal34 b) => a.CompareTo(b) >= 0;
}
