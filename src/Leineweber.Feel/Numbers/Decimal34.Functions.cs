using System.Numerics;

namespace Leineweber.Feel.Numbers;

/// <summary>Roots, powers, exponential and logarithm to 34 digits, computed with fixed-point integers of 60 digits and rounded once.</summary>
public readonly partial struct Decimal34
{
    private const int Guard = 60;

    private static readonly BigInteger Unit = BigInteger.Pow(10, Guard);
    private static readonly BigInteger LnTwo = LnNearOne(2 * Unit);
    private static readonly BigInteger LnTen = (3 * LnTwo) + LnNearOne(Unit * 5 / 4);

    /// <summary>The square root, or <c>null</c> of a negative number.</summary>
    public static Decimal34? Sqrt(Decimal34 a)
    {
        if (a.Coefficient < 0)
        {
            return null;
        }

        if (a.IsZero)
        {
            return Zero;
        }

        var scale = (2 * Digits) + 4 + ((a.Exponent & 1) == 0 ? 0 : 1);
        var radicand = a.Coefficient * BigPow10(scale);
        var root = IntegerRoot(radicand);
        var exact = root * root == radicand;
        return Create(exact ? root : (root * 10) + 1, ((a.Exponent - scale) / 2) - (exact ? 0 : 1))?.Normalized();
    }

    private static BigInteger IntegerRoot(BigInteger n)
    {
        var x = BigInteger.One << (int)((n.GetBitLength() / 2) + 1);
        while (true)
        {
            var next = (x + (n / x)) >> 1;
            if (next >= x)
            {
                return x;
            }

            x = next;
        }
    }

    /// <summary>Euler's number to the power of <paramref name="a"/>; <c>null</c> on overflow.</summary>
    public static Decimal34? Exp(Decimal34 a) =>
        Abs(a) > 20_000 ? a.Sign > 0 ? null : Zero : ExpFixed(ToFixed(a));

    /// <summary>The natural logarithm; <c>null</c> for numbers that are not positive.</summary>
    public static Decimal34? Ln(Decimal34 a) => a.Sign > 0 ? Create(LnFixed(a), -Guard)?.Normalized() : null;

    /// <summary><paramref name="a"/> to the power of <paramref name="b"/>; <c>null</c> where it is no real number or overflows.</summary>
    public static Decimal34? Power(Decimal34 a, Decimal34 b)
    {
        if (b.TryToInt32(out var n) && Math.Abs((long)n) <= 1_000_000)
        {
            return PowerOfInteger(a, n);
        }

        if (a.Sign <= 0)
        {
            return a.IsZero && b.Sign > 0 ? Zero : null;
        }

        var product = LnFixed(a) * b.Coefficient;
        var exponent = b.Exponent >= 0
            ? product * BigPow10(Math.Min(b.Exponent, 100))
            : DivideRounded(product, BigPow10(Math.Min(-b.Exponent, 400)), Rounding.HalfEven);
        return BigInteger.Abs(exponent) > Unit * 20_000 ? (exponent.Sign > 0 ? null : Zero) : ExpFixed(exponent);
    }

    private static Decimal34? PowerOfInteger(Decimal34 a, int n)
    {
        if (a.IsZero)
        {
            return n > 0 ? Zero : n == 0 ? One : null;
        }

        var (coefficient, exponent) = (BigInteger.One, 0L);
        var (square, squareExponent) = ((BigInteger)a.Coefficient, (long)a.Exponent);
        for (var left = Math.Abs(n); left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
            {
                (coefficient, exponent) = Trim(coefficient * square, exponent + squareExponent);
            }

            (square, squareExponent) = Trim(square * square, squareExponent * 2);
        }

        if (Math.Abs(exponent) > 100_000)
        {
            return (exponent > 0) == (n > 0) ? null : Zero;
        }

        if (n >= 0)
        {
            return Create(coefficient, (int)exponent)?.Normalized();
        }

        var scale = Digits + 4 + DigitCount(coefficient);
        return Create(DivideRounded(BigPow10(scale), coefficient, Rounding.HalfEven), (int)-exponent - scale)?.Normalized();
    }

    private static (BigInteger Coefficient, long Exponent) Trim(BigInteger coefficient, long exponent)
    {
        var excess = DigitCount(coefficient) - Guard;
        return excess <= 0 ? (coefficient, exponent) : (DivideRounded(coefficient, BigPow10(excess), Rounding.HalfEven), exponent + excess);
    }

    private static BigInteger ToFixed(Decimal34 a)
    {
        var shift = a.Exponent + Guard;
        return shift >= 0 ? a.Coefficient * BigPow10(shift) : DivideRounded(a.Coefficient, BigPow10(Math.Min(-shift, 200)), Rounding.HalfEven);
    }

    /// <summary>e^x with x in fixed point: x = k·ln 10 + r, e^r by halving its argument and squaring the series back.</summary>
    private static Decimal34? ExpFixed(BigInteger x)
    {
        var k = (int)DivideRounded(x, LnTen, Rounding.HalfEven);
        const int Halvings = 8;
        var r = (x - (k * LnTen)) >> Halvings;
        BigInteger sum = Unit, term = Unit;
        for (var i = 1; !term.IsZero; i++)
        {
            term = term * r / (Unit * i);
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = sum * sum / Unit;
        }

        return Create(sum, k - Guard)?.Normalized();
    }

    private static BigInteger LnFixed(Decimal34 a)
    {
        var digits = DigitCount(a.Coefficient);
        var mantissa = a.Coefficient * BigPow10(Guard + Digits - digits) / BigPow10(Digits - 1);
        return (LnTen * (a.Exponent + digits - 1)) + LnReduced(mantissa);
    }

    private static BigInteger LnReduced(BigInteger x)
    {
        var twos = 0;
        while (x > Unit * 3 / 2)
        {
            x >>= 1;
            twos++;
        }

        return (twos * LnTwo) + LnNearOne(x);
    }

    /// <summary>ln x = 2·artanh((x − 1)/(x + 1)), in fixed point.</summary>
    private static BigInteger LnNearOne(BigInteger x)
    {
        var z = (x - Unit) * Unit / (x + Unit);
        var square = z * z / Unit;
        var sum = BigInteger.Zero;
        for (var i = 1; !z.IsZero; i += 2)
        {
            sum += z / i;
            z = z * square / Unit;
        }

        return 2 * sum;
    }
}
