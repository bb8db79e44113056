using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>
/// The 128-bit operations that kernels need and the portable vector API lacks or compiles badly. Each picks its instruction when
/// it is compiled, and all agree on what kernels ask of them. Called by generated code.
/// </summary>
/// <remarks>
/// A conversion to int32 ends in the lowest integer, or close enough for saturating narrowing, for everything far below the
/// range, −∞ included. Inputs are never NaN and never above the int32 range.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vector128Primitives
{
    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32NearestEven(Vector128<float> x)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32(x);
        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToEven(x);
        return Vector128.ConvertToInt32(Vector128.Round(x));
    }

    /// <summary>Rounds down.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32Floor(Vector128<float> x)
    {
        if (Sse41.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(Sse41.Floor(x));
        if (Sse2.IsSupported)
        {
            // Truncated, then one less where that was upward; bounded first, so that "one less" does not wrap.
            x = Sse.Max(x, Vector128.Create(-2147483648f));
            Vector128<int> truncated = Sse2.ConvertToVector128Int32WithTruncation(x);
            return truncated + Sse.CompareGreaterThan(Sse2.ConvertToVector128Single(truncated), x).AsInt32();
        }

        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToNegativeInfinity(x);
        return Vector128.ConvertToInt32(Vector128.Floor(x));
    }

    /// <summary>Drops the fraction.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32TowardZero(Vector128<float> x)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(x);
        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToZero(x);
        return Vector128.ConvertToInt32(x);
    }

    /// <summary>Narrows to unsigned bytes: what is below 0 becomes 0, what is above 255 becomes 255.</summary>
    /// <param name="lower">The first eight values.</param>
    /// <param name="upper">The last eight values.</param>
    /// <returns>Sixteen bytes in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> NarrowToBytes(Vector128<short> lower, Vector128<short> upper)
    {
        if (Sse2.IsSupported) return Sse2.PackUnsignedSaturate(lower, upper);
        if (AdvSimd.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(lower), upper);
        }

        Vector128<short> zero = Vector128<short>.Zero;
        return Vector128.NarrowWithSaturation(Vector128.Max(lower, zero).AsUInt16(), Vector128.Max(upper, zero).AsUInt16());
    }
}
