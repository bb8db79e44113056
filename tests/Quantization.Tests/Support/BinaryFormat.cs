using System.Numerics;

namespace Quantization.Tests;

/// <summary>A binary floating-point format, whose numbers are held in doubles: rounding of exact quotients to it, to nearest even.</summary>
/// <param name="Precision">The bits of a significand.</param>
/// <param name="Least">The power of two of the last bit of the least numbers.</param>
/// <param name="Greatest">The power of two of the last bit of the greatest.</param>
internal sealed record BinaryFormat(int Precision, int Least, int Greatest)
{
    internal static readonly BinaryFormat Half = new(11, -24, 5);
    internal static readonly BinaryFormat BFloat16 = new(8, -133, 120);
    internal static readonly BinaryFormat Single = new(24, -149, 104);
    internal static readonly BinaryFormat Double = new(53, -1074, 971);

    /// <summary>The nearest number; what is too large becomes infinite, and what vanishes keeps its sign.</summary>
    internal double Round(Rational exact)
    {
        BigInteger numerator = BigInteger.Abs(exact.Numerator);
        int sign = exact.Numerator.Sign;
        if (sign == 0) return 0;
        int last = Math.Max((int)(numerator.GetBitLength() - exact.Denominator.GetBitLength()) - Precision, Least);
        if (In(last).Floor() >= BigInteger.One << Precision) last++;
        BigInteger significand = In(last).Nearest(tiesAway: false);
        bool infinite = last > Greatest || (last == Greatest && significand == BigInteger.One << Precision);
        return Math.CopySign(infinite ? double.PositiveInfinity : Math.ScaleB((double)significand, last), sign);

        Rational In(int power) => power >= 0
            ? new Rational(numerator, exact.Denominator << power)
            : new Rational(numerator << -power, exact.Denominator);
    }
}
