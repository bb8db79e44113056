using System.ComponentModel;
using System.Runtime.CompilerServices;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>Single conversions between floats and the codes of floats of at most 8 bits. Called by generated code.</summary>
/// <remarks>
/// A code is the sign, the exponent and the fraction, the sign in the highest bit. Rounding is to nearest, ties to even. A NaN becomes
/// the code of all ones below its sign, and each code of a NaN becomes a quiet NaN of its sign without a payload (0x7FC00000).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SmallFloats
{
    private const uint Sign = 0x8000_0000, Infinity = 0x7F80_0000, QuietNaN = 0x7FC0_0000;

    private const int SingleFractionBits = 23, SingleBias = 127;

    /// <summary>An E4M3 float (4 bits of exponent with bias 7, 3 of fraction, no infinities) as a float, exactly.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The same number; NaN for 0x7F and 0xFF.</returns>
    public static float FromE4M3(byte code) => Decode(SmallFloat.E4M3, code);

    /// <summary>A float rounded to E4M3.</summary>
    /// <param name="value">The float.</param>
    /// <param name="saturate">Whether infinities and what rounds to more than 448 become ±448; otherwise they become NaN.</param>
    /// <returns>The code of the nearest number, ties to even; NaN is 0x7F or 0xFF by its sign.</returns>
    public static byte ToE4M3(float value, bool saturate) => (byte)Encode(SmallFloat.E4M3, value, saturate);

    /// <summary>An E5M2 float (5 bits of exponent with bias 15, 2 of fraction) as a float, exactly.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The same number; infinite for 0x7C and 0xFC, NaN for the codes above.</returns>
    public static float FromE5M2(byte code) => Decode(SmallFloat.E5M2, code);

    /// <summary>A float rounded to E5M2.</summary>
    /// <param name="value">The float.</param>
    /// <param name="saturate">Whether infinities and what rounds to more than 57344 become ±57344; otherwise they become infinite.</param>
    /// <returns>The code of the nearest number, ties to even; NaN is 0x7F or 0xFF by its sign.</returns>
    public static byte ToE5M2(float value, bool saturate) => (byte)Encode(SmallFloat.E5M2, value, saturate);

    /// <summary>The value of a code, of which only the bits of the format count.</summary>
    internal static float Decode(SmallFloat format, int code)
    {
        int half = 1 << (format.Bits - 1), magnitude = code & (half - 1);
        uint sign = (code & half) != 0 ? Sign : 0;
        if (magnitude > format.GreatestCode)
        {
            bool infinite = format.HasInfinity && magnitude == format.GreatestCode + 1;
            return BitConverter.UInt32BitsToSingle(sign | (infinite ? Infinity : QuietNaN));
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
