using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <content>NaN in the source, where it is to be refused.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires a source without NaN.</summary>
    /// <param name="source">The values.</param>
    /// <exception cref="ArgumentException">One of them is NaN.</exception>
    public static void RequireNoNaN(ReadOnlySpan<float> source)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref float start = ref MemoryMarshal.GetReference(source);
            for (; i <= source.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> x = Vector256.LoadUnsafe(ref start, (nuint)i);
                if (!Vector256.EqualsAll(x, x)) break;
            }
        }

        for (; i < source.Length; i++)
        {
            if (float.IsNaN(source[i])) ThrowNaN(i);
        }
    }

    /// <summary>Requires a source without NaN.</summary>
    /// <param name="source">The values.</param>
    /// <exception cref="ArgumentException">One of them is NaN.</exception>
    public static void RequireNoNaN(ReadOnlySpan<double> source)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref double start = ref MemoryMarshal.GetReference(source);
            for (; i <= source.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> x = Vector256.LoadUnsafe(ref start, (nuint)i);
                if (!Vector256.EqualsAll(x, x)) break;
            }
        }

        for (; i < source.Length; i++)
        {
            if (double.IsNaN(source[i])) ThrowNaN(i);
        }
    }

    /// <summary>Requires a source without NaN.</summary>
    /// <param name="source">The values.</param>
    /// <exception cref="ArgumentException">One of them is NaN.</exception>
    public static void RequireNoNaN(ReadOnlySpan<Half> source) =>
        RequireNoNaN(MemoryMarshal.Cast<Half, ushort>(source), BitConverter.HalfToUInt16Bits(Half.PositiveInfinity));

    /// <summary>Requires a source without NaN.</summary>
    /// <param name="source">The values.</param>
    /// <exception cref="ArgumentException">One of them is NaN.</exception>
    public static void RequireNoNaN(ReadOnlySpan<BFloat16> source) =>
        RequireNoNaN(MemoryMarshal.Cast<BFloat16, ushort>(source), ((BFloat16)float.PositiveInfinity).ToBits());

    /// <summary>Requires a value that is not NaN.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireNoNaN(float value)
    {
        if (float.IsNaN(value)) ThrowValueNaN();
    }

    /// <summary>Requires a value that is not NaN.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireNoNaN(double value)
    {
        if (double.IsNaN(value)) ThrowValueNaN();
    }

    /// <summary>Requires a value that is not NaN.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireNoNaN(Half value)
    {
        if (Half.IsNaN(value)) ThrowValueNaN();
    }

    /// <summary>Requires a value that is not NaN.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireNoNaN(BFloat16 value) => RequireNoNaN((float)value);

    // Numbers of 16 bits are NaN where the magnitude, as an integer, is above that of infinity.
    private static void RequireNoNaN(ReadOnlySpan<ushort> source, ushort infinity)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref ushort start = ref MemoryMarshal.GetReference(source);
            for (; i <= source.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
            {
                Vector256<short> magnitude = (Vector256.LoadUnsafe(ref start, (nuint)i) & Vector256.Create((ushort)0x7FFF)).AsInt16();
                if (Vector256.GreaterThanAny(magnitude, Vector256.Create((short)infinity))) break;
            }
        }

        for (; i < source.Length; i++)
        {
            if ((source[i] & 0x7FFF) > infinity) ThrowNaN(i);
        }
    }

    [DoesNotReturn]
    private static void ThrowNaN(int index) =>
        throw new ArgumentException(Invariant($"The source has a NaN at index {index}."), "source");

    [DoesNotReturn]
    private static void ThrowValueNaN() =>
        throw new ArgumentException("The value is NaN.", "value");
}
