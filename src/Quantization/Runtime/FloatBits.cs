using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Single conversions between floats and the bits of 16-bit floats. Called by generated code.</summary>
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
}
