using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>The least and greatest finite value of a span.</summary>
internal static class FiniteRange
{
    /// <summary>Finds both ends; NaN and infinities are left out, and where nothing is left both are 0.</summary>
    internal static (float Minimum, float Maximum) Of<TSource>(ReadOnlySpan<TSource> values)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return Of(MemoryMarshal.Cast<TSource, float>(values), out _);
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        ExtendInChunks(values, ref minimum, ref maximum);
        return Ends(minimum, maximum);
    }

    /// <summary>Finds both ends, and whether anything was left out.</summary>
    internal static (float Minimum, float Maximum) Of(ReadOnlySpan<float> values, out bool hasOthers)
    {
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        hasOthers = Extend(values, ref minimum, ref maximum);
        return Ends(minimum, maximum);
    }

    private static (float Minimum, float Maximum) Ends(float minimum, float maximum)
    {
        // Adding 0 drops the sign of a zero, which would depend on the order of comparisons.
        return minimum <= maximum ? (minimum + 0f, maximum + 0f) : (0f, 0f);
    }

    private static void ExtendInChunks<TSource>(ReadOnlySpan<TSource> values, ref float minimum, ref float maximum)
        where TSource : unmanaged
    {
        Span<float> floats = stackalloc float[SourceValues.Chunk];
        while (!values.IsEmpty)
        {
            int length = int.Min(values.Length, floats.Length);
            SourceValues.ToSingles(values[..length], floats);
            Extend(floats[..length], ref minimum, ref maximum);
            values = values[length..];
        }
    }

    // Whether something is not finite.
    private static bool Extend(ReadOnlySpan<float> values, ref float minimum, ref float maximum)
    {
        int i = 0;
        bool hasOthers = false;
        if (Vector128.IsHardwareAccelerated) i = Wide(values, ref minimum, ref maximum, ref hasOthers);
        for (; i < values.Length; i++)
        {
            float x = values[i];
            if (!float.IsFinite(x))
            {
                hasOthers = true;
                continue;
            }

            if (x < minimum) minimum = x;
            if (x > maximum) maximum = x;
        }

        return hasOthers;
    }

    // Minimum and maximum are exact and commute, so the order of lanes changes nothing but the sign of a zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Wide(ReadOnlySpan<float> values, ref float minimum, ref float maximum, ref bool hasOthers)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        Vector256<float> low0 = Vector256.Create(minimum), low1 = low0, low2 = low0, low3 = low0;
        Vector256<float> high0 = Vector256.Create(maximum), high1 = high0, high2 = high0, high3 = high0;
        int step = 4 * Vector256<float>.Count, i = 0;
        for (; i <= values.Length - step; i += step)
        {
            Vector256<float> x0 = Vector256.LoadUnsafe(ref start, (nuint)i);
            Vector256<float> x1 = Vector256.LoadUnsafe(ref start, (nuint)i + 8);
            Vector256<float> x2 = Vector256.LoadUnsafe(ref start, (nuint)i + 16);
            Vector256<float> x3 = Vector256.LoadUnsafe(ref start, (nuint)i + 24);
            // x·0 is NaN for what is not finite, and so is a sum with it: one test for all four, a rare path for the rest.
            Vector256<float> zero = Vector256<float>.Zero;
            Vector256<float> probe = ((x0 * zero) + (x1 * zero)) + ((x2 * zero) + (x3 * zero));
            if (!Vector256.EqualsAll(probe, zero))
            {
                hasOthers = true;
                (Vector256<float> l, Vector256<float> h) = Neutral(x0);
                low0 = Vector256.MinNative(low0, l);
                high0 = Vector256.MaxNative(high0, h);
                (l, h) = Neutral(x1);
                low1 = Vector256.MinNative(low1, l);
                high1 = Vector256.MaxNative(high1, h);
                (l, h) = Neutral(x2);
                low2 = Vector256.MinNative(low2, l);
                high2 = Vector256.MaxNative(high2, h);
                (l, h) = Neutral(x3);
                low3 = Vector256.MinNative(low3, l);
                high3 = Vector256.MaxNative(high3, h);
                continue;
            }

            low0 = Vector256.MinNative(low0, x0);
            low1 = Vector256.MinNative(low1, x1);
            low2 = Vector256.MinNative(low2, x2);
            low3 = Vector256.MinNative(low3, x3);
            high0 = Vector256.MaxNative(high0, x0);
            high1 = Vector256.MaxNative(high1, x1);
            high2 = Vector256.MaxNative(high2, x2);
            high3 = Vector256.MaxNative(high3, x3);
        }

        Vector256<float> low = Vector256.MinNative(Vector256.MinNative(low0, low1), Vector256.MinNative(low2, low3));
        Vector256<float> high = Vector256.MaxNative(Vector256.MaxNative(high0, high1), Vector256.MaxNative(high2, high3));
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            if (low[lane] < minimum) minimum = low[lane];
            if (high[lane] > maximum) maximum = high[lane];
        }

        return i;
    }

    // What is not finite becomes the neutral element of its reduction.
    private static (Vector256<float> Low, Vector256<float> High) Neutral(Vector256<float> x)
    {
        Vector256<float> finite = Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(float.MaxValue));
        return (Vector256.ConditionalSelect(finite, x, Vector256.Create(float.PositiveInfinity)),
            Vector256.ConditionalSelect(finite, x, Vector256.Create(float.NegativeInfinity)));
    }
}
