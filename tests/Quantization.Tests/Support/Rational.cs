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

    internal static Rational Of(double x)
    {
        if (!double.IsFinite(x)) throw new ArgumentOutOfRangeException(nameof(x));
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
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
    internal float ToSingle() => (float)BinaryFormat.Single.Round(this);
}
