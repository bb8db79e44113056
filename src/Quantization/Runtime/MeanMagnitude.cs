using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>The mean of |x| over the finite values of a span: the scale with which signs have the least squared error.</summary>
/// <remarks>
/// <para>
/// A float reduction in one order everywhere: the value at position i is added to accumulator i mod 16 where it is finite; then
/// a₀ + a₈, a₁ + a₉, … leave eight sums, those with the sums 4 further four, 2 further two, 1 further one; which is divided by the
/// number of finite values as a float.
/// </para>
/// <para>
/// Where the sum is infinite, it is formed again of |x| · 2^−32, which cannot overflow for as many values as a span can have, and
/// the mean is multiplied by 2^32, the greatest float at most.
/// </para>
/// </remarks>
internal static class MeanMagnitude
{
    private const int Step = 16;
    private const float Small = 1f / (1L << 32), Large = 1L << 32;

    /// <summary>The scale of signs: the mean, at least 2^−126; 1 where every finite value is 0.</summary>
    internal static float ScaleOf<TSource>(ReadOnlySpan<TSource> values)
        where TSource : unmanaged
    {
        Sums sums = Add(values, 1f);
        float sum = sums.Total();
        if (sum == 0f) return 1f;
        float mean = sum / sums.Count;
        // A count that is no float may round down, and the mean of the greatest floats then to infinity.
        if (float.IsInfinity(sum)) mean = float.Min(Add(values, Small).Total() / sums.Count * Large, float.MaxValue);
        return float.Max(mean, ParameterDerivation.LeastScale);
    }

    private static Sums Add<TSource>(ReadOnlySpan<TSource> values, float unit)
        where TSource : unmanaged
    {
        Sums sums = default;
        if (typeof(TSource) == typeof(float))
        {
            sums.Add(MemoryMarshal.Cast<TSource, float>(values), unit);
            return sums;
        }

        // A chunk is whole steps, so that places in it are places in the span, modulo 16.
        Span<float> floats = stackalloc float[SourceValues.Chunk];
        for (; values.Length > floats.Length; values = values[floats.Length..])
        {
            SourceValues.ToSingles(values[..floats.Length], floats);
            sums.Add(floats, unit);
        }

        SourceValues.ToSingles(values, floats);
        sums.Add(floats[..values.Length], unit);
        return sums;
    }

    // Each lane of the two vectors is an accumulator.
    private struct Sums
    {
        private Vector256<float> low, high;

        internal long Count { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Add(ReadOnlySpan<float> values, float unit)
        {
            for (; values.Length >= Step; values = values[Step..]) AddStep(values, unit);
            if (values.IsEmpty) return;
            // NaN adds nothing.
            Span<float> last = stackalloc float[Step];
            last.Fill(float.NaN);
            values.CopyTo(last);
            AddStep(last, unit);
        }

        internal readonly float Total()
        {
            Vector256<float> eight = low + high;
            Vector128<float> four = eight.GetLower() + eight.GetUpper();
            return (four[0] + four[2]) + (four[1] + four[3]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void AddStep(ReadOnlySpan<float> values, float unit)
        {
            ref float start = ref MemoryMarshal.GetReference(values);
            (Vector256<float> x, int finite) = FiniteMagnitudes(Vector256.LoadUnsafe(ref start), unit);
            low += x;
            Count += finite;
            (x, finite) = FiniteMagnitudes(Vector256.LoadUnsafe(ref start, 8), unit);
            high += x;
            Count += finite;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector256<float> Magnitudes, int Count) FiniteMagnitudes(Vector256<float> x, float unit)
        {
            Vector256<float> magnitude = Vector256.Abs(x);
            Vector256<float> finite = Vector256.LessThanOrEqual(magnitude, Vector256.Create(float.MaxValue));
            // A magnitude that is 0 leaves its accumulator as it is, since no accumulator is negative.
            return ((magnitude * unit) & finite, int.PopCount((int)Vector256.ExtractMostSignificantBits(finite)));
        }
    }
}
