using System.Numerics;

namespace Leineweber.Feel.Numbers;

/// <summary>Powers of ten, digit counts and rounded division.</summary>
public readonly partial struct Decimal34
{
    /// <summary>Apart from the other static fields, because those are computed from it.</summary>
    private static class Ten
    {
        internal static readonly Int128[] Powers = MakePowers();

        private static Int128[] MakePowers()
        {
            var powers = new Int128[39];
            powers[0] = 1;
            for (var i = 1; i < powers.Length; i++)
            {
                powers[i] = powers[i - 1] * 10;
            }

            return powers;
        }
    }

    internal static Int128 Pow10(int n) => Ten.Powers[n];

    internal static BigInteger BigPow10(int n) => n < Ten.Powers.Length ? Ten.Powers[n] : BigInteger.Pow(10, n);

    private static int DigitCount(Int128 value)
    {
        var magnitude = Int128.Abs(value);
        var count = 1;
        while (count < Ten.Powers.Length && magnitude >= Ten.Powers[count])
        {
            count++;
        }

        return count;
    }

    private static int DigitCount(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        if (magnitude.IsZero)
        {
            return 1;
        }

        var estimate = (int)((magnitude.GetBitLength() - 1) * 0.30102999566398120) + 1;
        return magnitude >= BigPow10(estimate) ? estimate + 1 : estimate;
    }

    internal static BigInteger DivideRounded(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        if (remainder.IsZero)
        {
            return quotient;
        }

        var sign = remainder.Sign * divisor.Sign;
        var half = (BigInteger.Abs(remainder) * 2).CompareTo(BigInteger.Abs(divisor));
        var away = rounding switch
        {
            Rounding.Up => true,
            Rounding.Down => false,
            Rounding.Floor => sign < 0,
            Rounding.Ceiling => sign > 0,
            Rounding.HalfUp => half >= 0,
            Rounding.HalfDown => half > 0,
            _ => half > 0 || (half == 0 && !quotient.IsEven),
        };
        return away ? quotient + sign : quotient;
    }
}

/// <summary>Rounding modes of the FEEL rounding functions (DMN 1.5, Table 75); names as in <c>java.math.RoundingMode</c>.</summary>
public enum Rounding
{
    /// <summary>To the nearest, ties to the even neighbour: <c>decimal()</c> and arithmetic.</summary>
    HalfEven,

    /// <summary>To the nearest, ties away from zero.</summary>
    HalfUp,

    /// <summary>To the nearest, ties towards zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>Towards negative infinity.</summary>
    Floor,

    /// <summary>Towards positive infinity.</summary>
    Ceiling,
}
