using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Single conversions between floats and the bits of 16-bit and 8-bit floats. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FloatBits
{
    /// <summary>A half as a float, exactly.</summary>
    /// <param name="bits">The bits of a half.</param>
    /// <returns>The same number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromHalf(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>A float rounded to a half.</summary>
    /// <param name="value">The float.</param>
    /// <returns>The bits of the nearest half, ties to even.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort ToHalf(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>A bfloat16 as a float, exactly.</summary>
    /// <param name="bits">The upper bits of a float.</param>
    /// <returns>The same number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromBFloat16(ushort bits) => BFloat16.FromBits(bits);

    /// <summary>A float rounded to a bfloat16.</summary>
    /// <param name="value">The float.</param>
    /// <returns>The bits of the nearest bfloat16, ties to even.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort ToBFloat16(float value) => ((BFloat16)value).ToBits();

    /// <summary>A float of 8 bits, E4M3, as a float, exactly.</summary>
    /// <param name="bits">The sign, 4 bits of exponent with bias 7, 3 of fraction; all ones but the sign are NaN.</param>
    /// <returns>The same number; NaN keeps its sign and is <c>0x7FF00000</c> without it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromE4M3(byte bits)
    {
        int sign = (bits & 0x80) << 24, magnitude = bits & 0x7F;
        if (magnitude == 0x7F) return BitConverter.Int32BitsToSingle(sign | 0x7FF00000);
        // Without an exponent there is no leading one, and the exponent counts as 1: twice as much, less the least normal number. Of others that is no less.
        float plain = BitConverter.Int32BitsToSingle((magnitude << 20) + (120 << 23));
        return BitConverter.Int32BitsToSingle(sign | BitConverter.SingleToInt32Bits(float.MinNative(plain, plain + plain - 0.015625f)));
    }

    /// <summary>A float rounded to a float of 8 bits, E4M3.</summary>
    /// <param name="value">The float.</param>
    /// <param name="saturate">Whether what rounds above 448, and infinities, become 448 with their sign; NaN otherwise.</param>
    /// <returns>The bits of the nearest, ties to even; of NaN <c>0x7F</c>, with its sign.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToE4M3(float value, bool saturate) => ToSmallFloat(value, saturate ? 448f : 480f, leastNormal: 0.015625f, dropped: 20);

    /// <summary>A float of 8 bits, E5M2, as a float, exactly.</summary>
    /// <param name="bits">The upper byte of a half.</param>
    /// <returns>The same number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromE5M2(byte bits) => FromHalf((ushort)(bits << 8));

    /// <summary>A float rounded to a float of 8 bits, E5M2.</summary>
    /// <param name="value">The float.</param>
    /// <param name="saturate">Whether what rounds above 57344, and infinities, become 57344 with their sign; infinite otherwise.</param>
    /// <returns>The bits of the nearest, ties to even; of NaN <c>0x7F</c>, with its sign.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToE5M2(float value, bool saturate) => ToSmallFloat(value, saturate ? 57344f : 65536f, leastNormal: 6.1035156E-05f, dropped: 21);

    // To 8 bits. A sum rounds: with the power of two whose last place is that of the result. The limit is the greatest number, or the one that
    // would be next, whose code is infinity or NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte ToSmallFloat(float value, float limit, float leastNormal, int dropped)
    {
        const int Exponent = 0x7F800000;
        int sign = (BitConverter.SingleToInt32Bits(value) >>> 24) & 0x80;
        if (float.IsNaN(value)) return (byte)(sign | 0x7F);
        float magnitude = float.MinNative(MathF.Abs(value), limit);
        int power = BitConverter.SingleToInt32Bits(float.MaxNative(magnitude, leastNormal)) & Exponent;
        int grid = power + (dropped << 23);
        int places = BitConverter.SingleToInt32Bits(magnitude + BitConverter.Int32BitsToSingle(grid)) - grid;
        return (byte)(sign | (places + ((power - BitConverter.SingleToInt32Bits(leastNormal)) >> dropped)));
    }
}
