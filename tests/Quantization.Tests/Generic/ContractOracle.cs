using System.Numerics;

namespace Quantization.Tests.Generic;

/// <summary>
/// The numeric contract word for word, in exact arithmetic that rounds where the contract says so: to float, or to double where
/// values are doubles. Slow, and independent of the library and of the processor's arithmetic.
/// </summary>
internal static class ContractOracle
{
    /// <summary>The table of ranges; by scheme: Affine and Uniform unsigned, Scale narrow, or full under floor. One bit with a sign is −1 and +1.</summary>
    internal static (int MinCode, int MaxCode) CodesOf(QuantizerOptions options)
    {
        int half = (int)Math.Pow(2, options.Bits - 1);
        CodeRange range = options switch
        {
            { Range: not CodeRange.ByScheme } => options.Range,
            { Scheme: QuantizationScheme.Scale, Rounding: Rounding.Floor } => CodeRange.Full,
            { Scheme: QuantizationScheme.Scale } => CodeRange.Narrow,
            _ => CodeRange.Unsigned,
        };
        return range switch
        {
            CodeRange.Full => (-half, half - 1),
            CodeRange.Narrow when options.Bits == 1 => (-1, 1),
            CodeRange.Narrow => (1 - half, half - 1),
            _ => (0, (2 * half) - 1),
        };
    }

    internal static int Quantize(QuantizerOptions options, float x, QuantizerParameters parameters, double random = 0) =>
        Quantize(options, x, BinaryFormat.Single, parameters, random);

    /// <summary>The code of a value, by arithmetic in a format; the random number serves stochastic rounding.</summary>
    internal static int Quantize(QuantizerOptions options, double x, BinaryFormat format, QuantizerParameters parameters, double random)
    {
        (int minCode, int maxCode) = CodesOf(options);
        if (double.IsNaN(x))
        {
            if (options.NaNHandling == NaNHandling.LowestCode) return minCode;
            x = 0;
        }

        if ((minCode, maxCode) == (-1, 1) && options.Bits == 1) return x < 0 ? -1 : 1;
        double quotient = Quotient(options, x, format, parameters);
        if (options.OutOfRange == OutOfRangeHandling.Vanish && IsOutside(options, quotient, parameters.ZeroPoint, () => Round(options, quotient, format, random)))
        {
            return options.Scheme == QuantizationScheme.Uniform ? 0 : parameters.ZeroPoint;
        }

        if (double.IsInfinity(quotient)) return quotient > 0 ? maxCode : minCode;
        return (int)BigInteger.Clamp(Round(options, quotient, format, random) + parameters.ZeroPoint, minCode, maxCode);
    }

    /// <summary>Whether a value is within the range that the codes represent: neither outside nor NaN. Signs have no range, but infinities are no values of it.</summary>
    internal static bool IsInside(QuantizerOptions options, float x, QuantizerParameters parameters, double random)
    {
        if (!float.IsFinite(x)) return false;
        if (options.Bits == 1 && CodesOf(options) == (-1, 1)) return true;
        double quotient = Quotient(options, x, BinaryFormat.Single, parameters);
        return !IsOutside(options, quotient, parameters.ZeroPoint, () => Round(options, quotient, BinaryFormat.Single, random));
    }

    private static double Quotient(QuantizerOptions options, double x, BinaryFormat format, QuantizerParameters parameters)
    {
        double shifted = options.Scheme == QuantizationScheme.Uniform ? Apply(x, parameters.Minimum, (a, b) => a - b) : x;
        return options.ScaleOperation == ScaleOperation.Divide
            ? Apply(shifted, parameters.Scale, (a, b) => a / b)
            : Apply(shifted, format.Round(Rational.Of(1) / Rational.Of(parameters.Scale)), (a, b) => a * b);

        // One operation, rounded once; the other operand is finite and, where it divides or multiplies, positive.
        double Apply(double value, double other, Func<Rational, Rational, Rational> operation) =>
            double.IsInfinity(value) ? value : format.Round(operation(Rational.Of(value), Rational.Of(other)));
    }

    private static BigInteger Round(QuantizerOptions options, double quotient, BinaryFormat format, double random)
    {
        Rational exact = Rational.Of(quotient);
        return options.Rounding switch
        {
            Rounding.NearestEven => exact.Nearest(tiesAway: false),
            Rounding.NearestAway => exact.Nearest(tiesAway: true),
            Rounding.Floor => exact.Floor(),
            Rounding.TowardZero => exact.Numerator.Sign * exact.Abs().Floor(),
            Rounding.Stochastic => exact.Floor() + (random < format.Round(exact - new Rational(exact.Floor(), 1)) ? 1 : 0),
            _ => options.Scheme == QuantizationScheme.Uniform ? exact.Floor() : exact.Nearest(tiesAway: false),
        };
    }

    internal static float Dequantize(QuantizerOptions options, int code, QuantizerParameters parameters) =>
        (float)Dequantize(options, code, BinaryFormat.Single, parameters);

    /// <summary>The value of a code, by arithmetic in a format.</summary>
    internal static double Dequantize(QuantizerOptions options, int code, BinaryFormat format, QuantizerParameters parameters)
    {
        Rational steps = Rational.Of(code - parameters.ZeroPoint);
        bool cells = options switch
        {
            { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.ByScheme or Rounding.Floor } => true,
            { Scheme: QuantizationScheme.Scale, Rounding: Rounding.Floor } => true,
            _ => false,
        };
        if (cells && options.Reconstruction == Reconstruction.Midpoint) steps += new Rational(1, 2);
        double value = format.Round(steps * Rational.Of(parameters.Scale));
        if (options.Scheme != QuantizationScheme.Uniform || double.IsInfinity(value)) return value;
        return format.Round(Rational.Of(value) + Rational.Of(parameters.Minimum));
    }

    private static bool IsOutside(QuantizerOptions options, double quotient, int zeroPoint, Func<BigInteger> round)
    {
        if (double.IsInfinity(quotient)) return true;
        (int minCode, int maxCode) = CodesOf(options);
        if (options is { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.ByScheme or Rounding.Floor })
        {
            return quotient < 0 || quotient > maxCode + 1;
        }

        BigInteger code = round() + zeroPoint;
        return code < minCode || code > maxCode;
    }
}
