using System.Numerics;

namespace Quantization.Tests;

/// <summary>An exact quotient of integers, and its rounding to float: arithmetic that owes nothing to the processor's.</summary>
/// <param name="Numerator">Carries the sign.</param>
/// <param name="Denominator">Positive; need not be coprime to the numerator.</param>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator)
{
    internal static Rational Of(float x)
    {
        if (!float.IsFinite(x)) throw new ArgumentOutOfRangeException(nameof(x));
        int bits = BitConverter.SingleToInt32Bits(x);
        int exponent = (bits >> 23) & 0xFF, fraction = bits & 0x7FFFFF;
        BigInteger significand = exponent == 0 ? fraction : fraction | 0x800000;
        int power = Math.Max(exponent, 1) - 150;
        if (bits < 0) significand = -significand;
        return power >= 0 ? new Rational(significand << power, 1) : new Rational(significand, BigInteger.One << -power);
    }

    internal static Rational Of(int x) => new(x, 1);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + new Rational(-b.Numerator, b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => b.Numerator.Sign switch
    {
        > 0 => new Rational(a.Numerator * b.Denominator, a.Denominator * b.Numerator),
        < 0 => new Rational(-a.Numerator * b.Denominator, a.Denominator * -b.Numerator),
        _ => throw new DivideByZeroException(),
    };

    /// <summary>Whether the first is at most the second.</summary>
    public static bool operator <=(Rational a, Rational b) => (a - b).Numerator.Sign <= 0;

    /// <summary>Whether the first is at least the second.</summary>
    public static bool operator >=(Rational a, Rational b) => (a - b).Numerator.Sign >= 0;

    internal Rational Abs() => new(BigInteger.Abs(Numerator), Denominator);

    /// <summary>The greatest integer that is not greater.</summary>
    internal BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The nearest integer; ties to even, or away from zero.</summary>
    internal BigInteger Nearest(bool tiesAway)
    {
        BigInteger magnitude = BigInteger.DivRem(BigInteger.Abs(Numerator), Denominator, out BigInteger remainder);
        int toHalf = (remainder * 2).CompareTo(Denominator);
        if (toHalf > 0 || (toHalf == 0 && (tiesAway || !magnitude.IsEven))) magnitude += 1;
        return Numerator.Sign * magnitude;
    }

    /// <summary>The nearest float, ties to even; what is too large becomes infinite, and what vanishes keeps its sign.</summary>
    internal float ToSingle()
    {
        if (Numerator.IsZero) return 0f;
        Rational magnitude = Abs();
        // The power of two of the last bit that a float of this size has: 24 bits, but none below 2^−149.
        int last = Math.Max((int)(magnitude.Numerator.GetBitLength() - Denominator.GetBitLength()) - 24, -149);
        if (magnitude.In(last).Floor() >= BigInteger.One << 24) last++;
        // A float is exact as a double, and the conversion at the end rounds nothing but 2^128, to infinity.
        double value = last > 104 ? double.PositiveInfinity : Math.ScaleB((double)magnitude.In(last).Nearest(tiesAway: false), last);
        return (float)(Numerator.Sign < 0 ? -value : value);
    }

    /// <summary>The same number counted in units of a power of two.</summary>
    private Rational In(int power) => power >= 0
        ? new Rational(Numerator, Denominator << power)
        : new Rational(Numerator << -power, Denominator);
}
