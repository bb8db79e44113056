using System.Runtime.CompilerServices;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>Single conversions between floats and the codes of floats of at most 8 bits, of any kind that a row of data describes; those of known kinds are in <see cref="FloatBits"/>.</summary>
/// <remarks>
/// A code is the sign, the exponent and the fraction, the sign in the highest bit. Rounding is to nearest, ties to even. A NaN becomes
/// the code of all ones below its sign, and each code of a NaN becomes the quiet NaN of its sign and the bits of its fraction.
/// </remarks>
internal static class SmallFloats
{
    private const uint Sign = 0x8000_0000, Infinity = 0x7F80_0000, QuietNaN = 0x7FC0_0000;

    private const int SingleFractionBits = 23, SingleBias = 127;

    /// <summary>The value of a code, of which only the bits of the format count.</summary>
    internal static float Decode(SmallFloat format, int code)
    {
        int half = 1 << (format.Bits - 1), magnitude = code & (half - 1);
        uint sign = (code & half) != 0 ? Sign : 0;
        if (magnitude > format.GreatestCode)
        {
            bool infinite = format.HasInfinity && magnitude == format.GreatestCode + 1;
            return BitConverter.UInt32BitsToSingle(sign | (infinite ? Infinity : QuietNaN | ((uint)magnitude << (SingleFractionBits - format.FractionBits))));
        }

        // As the bits of a float the code has the wrong bias and nothing else: a power of two puts it right, for subnormal numbers too.
        float unbiased = BitConverter.UInt32BitsToSingle(sign | ((uint)magnitude << (SingleFractionBits - format.FractionBits)));
        return unbiased * PowerOfTwo(SingleBias - format.Bias);
    }

    /// <summary>
    /// The code of the nearest number, ties to even. What is too large, judged after rounding, becomes ±the greatest number where
    /// <paramref name="saturate"/> says so or the format has nothing else, else infinite, else NaN. A format without NaN takes it for 0.
    /// </summary>
    internal static int Encode(SmallFloat format, float value, bool saturate)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value), magnitude = bits & ~Sign;
        int half = 1 << (format.Bits - 1), sign = bits != magnitude ? half : 0, allOnes = half - 1;
        if (magnitude > Infinity) return format.HasNaN ? sign | allOnes : 0;
        int dropped = SingleFractionBits - format.FractionBits, code;
        if (magnitude < BitConverter.SingleToUInt32Bits(PowerOfTwo(1 - format.Bias)))
        {
            // Below the least normal number the steps are equal. Added to a float whose last bit is such a step, the sum is rounded to steps.
            float origin = PowerOfTwo(1 - format.Bias + dropped);
            float sum = BitConverter.UInt32BitsToSingle(magnitude) + origin;
            code = (int)(BitConverter.SingleToUInt32Bits(sum) - BitConverter.SingleToUInt32Bits(origin));
        }
        else
        {
            uint odd = (magnitude >> dropped) & 1;
            uint rounded = (magnitude + (1u << (dropped - 1)) - 1 + odd) >> dropped;
            code = (int)rounded - ((SingleBias - format.Bias) << format.FractionBits);
        }

        if (code <= format.GreatestCode) return sign | code;
        return sign | (saturate || !format.HasNaN ? format.GreatestCode : format.HasInfinity ? format.GreatestCode + 1 : allOnes);
    }

    /// <summary>2^exponent, for the exponents of normal floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int exponent) => BitConverter.UInt32BitsToSingle((uint)(exponent + SingleBias) << SingleFractionBits);
}
