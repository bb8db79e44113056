using System.Numerics;

namespace Quantization.Tests.Generic;

/// <summary>
/// The numeric contract word for word, in exact arithmetic that rounds to float where the contract says so. Slow, and independent
/// of the library and of the processor's arithmetic.
/// </summary>
internal static class ContractOracle
{
    /// <summary>The table of ranges; by scheme: Affine and Uniform unsigned, Scale narrow, or full under floor.</summary>
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
            CodeRange.Narrow => (1 - half, half - 1),
            _ => (0, (2 * half) - 1),
        };
    }

    internal static int Quantize(QuantizerOptions options, float x, QuantizerParameters parameters)
    {
        (int minCode, int maxCode) = CodesOf(options);
        if (float.IsNaN(x))
        {
            if (options.NaNHandling == NaNHandling.LowestCode) return minCode;
            x = 0f;
        }

        float shifted = options.Scheme == QuantizationScheme.Uniform ? Apply(x, parameters.Minimum, (a, b) => a - b) : x;
        float quotient = options.ScaleOperation == ScaleOperation.Divide
            ? Apply(shifted, parameters.Scale, (a, b) => a / b)
            : Apply(shifted, (Rational.Of(1) / Rational.Of(parameters.Scale)).ToSingle(), (a, b) => a * b);

        if (options.OutOfRange == OutOfRangeHandling.Vanish && IsOutside(options, quotient, parameters.ZeroPoint))
        {
            return options.Scheme == QuantizationScheme.Uniform ? 0 : parameters.ZeroPoint;
        }

        if (float.IsInfinity(quotient)) return quotient > 0 ? maxCode : minCode;
        return (int)BigInteger.Clamp(Round(options, quotient) + parameters.ZeroPoint, minCode, maxCode);
    }

    internal static float Dequantize(QuantizerOptions options, int code, QuantizerParameters parameters)
    {
        Rational steps = Rational.Of(code - parameters.ZeroPoint);
        bool cells = options switch
        {
            { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.ByScheme or Rounding.Floor } => true,
            { Scheme: QuantizationScheme.Scale, Rounding: Rounding.Floor } => true,
            _ => false,
        };
        if (cells && options.Reconstruction == Reconstruction.Midpoint) steps += new Rational(1, 2);
        float value = (steps * Rational.Of(parameters.Scale)).ToSingle();
        return options.Scheme == QuantizationScheme.Uniform ? Apply(value, parameters.Minimum, (a, b) => a + b) : value;
    }

    private static bool IsOutside(QuantizerOptions options, float quotient, int zeroPoint)
    {
        if (float.IsInfinity(quotient)) return true;
        (int minCode, int maxCode) = CodesOf(options);
        if (options is { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.ByScheme or Rounding.Floor })
        {
            return quotient < 0 || quotient > maxCode + 1;
        }

        BigInteger code = Round(options, quotient) + zeroPoint;
        return code < minCode || code > maxCode;
    }

    private static BigInteger Round(QuantizerOptions options, float quotient)
    {
        Rational exact = Rational.Of(quotient);
        return options.Rounding switch
        {
            Rounding.NearestEven => exact.Nearest(tiesAway: false),
            Rounding.NearestAway => exact.Nearest(tiesAway: true),
            Rounding.Floor => exact.Floor(),
            Rounding.TowardZero => exact.Numerator.Sign * exact.Abs().Floor(),
            _ => options.Scheme == QuantizationScheme.Uniform ? exact.Floor() : exact.Nearest(tiesAway: false),
        };
    }

    // One float operation, rounded once; the other operand is finite and, where it divides or multiplies, positive.
    private static float Apply(float x, float other, Func<Rational, Rational, Rational> operation) =>
        float.IsInfinity(x) ? x : operation(Rational.Of(x), Rational.Of(other)).ToSingle();
}
