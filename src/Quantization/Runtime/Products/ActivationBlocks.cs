using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>
/// Rows of activations, quantized to 8 bits for products with blocks of weights: 32 values together, by the rule of Q8_0 but with the scale kept as a float.
/// </summary>
/// <remarks>
/// Of 32 values with the largest finite magnitude a, codes are nearest-even(x · (127 / a)) and the scale is a / 127, each operation rounded. NaN counts
/// as 0, an infinity takes the code ±127; where 127 / a is not finite, as it is where all values are 0, all codes are 0.
/// A record holds the 32 codes, then the scale, then <c>zero</c> times the sum of the codes, as int32: what products of fields that lie
/// <c>zero</c> above their codes have too much. The records of the rows of one tile lie side by side, block after block, so that a tile reads its memory in order.
/// </remarks>
internal static class ActivationBlocks
{
    /// <summary>The values of a block.</summary>
    internal const int Size = 32;

    /// <summary>The bytes of a record.</summary>
    internal const int RecordBytes = Size + 8;

    /// <summary>Where a record has its scale.</summary>
    internal const int ScaleOffset = Size;

    /// <summary>Where a record has what the products of its codes have too much.</summary>
    internal const int ExcessOffset = Size + 4;

    private const float Steps = 127f;

    private const int GreatestFinite = 0x7F7FFFFF;

    /// <summary>Quantizes a row.</summary>
    /// <param name="values">The values: whole blocks.</param>
    /// <param name="record">The row's first record.</param>
    /// <param name="distance">The bytes from one of its records to the next.</param>
    /// <param name="zero">What is multiplied by the sums of codes.</param>
    internal static void Quantize(ReadOnlySpan<float> values, ref byte record, nuint distance, int zero)
    {
        ref float source = ref MemoryMarshal.GetReference(values);
        for (int block = values.Length / Size; block > 0; block--)
        {
            if (!Vector128.IsHardwareAccelerated || !TryQuantize(ref source, ref record, zero)) QuantizeOneByOne(ref source, ref record, zero);
            source = ref Unsafe.Add(ref source, Size);
            record = ref Unsafe.Add(ref record, distance);
        }
    }

    /// <summary>The codes and the scale of 32 values, in plain loops.</summary>
    internal static float Quantize(ReadOnlySpan<float> values, Span<int> codes)
    {
        float magnitude = BlockRange.Of(values).Magnitude, inverse = Steps / magnitude;
        for (int i = 0; i < codes.Length; i++)
        {
            // Saturation is for infinities alone: 127 / a is at most half a step in 2^17 too large.
            codes[i] = float.IsFinite(inverse) && !float.IsNaN(values[i]) ? (int)Math.Clamp(MathF.Round(values[i] * inverse), -Steps, Steps) : 0;
        }

        return magnitude / Steps;
    }

    private static void QuantizeOneByOne(ref float source, ref byte record, int zero)
    {
        Span<int> codes = stackalloc int[Size];
        float scale = Quantize(MemoryMarshal.CreateReadOnlySpan(ref source, Size), codes);
        int sum = 0;
        for (int i = 0; i < Size; i++)
        {
            Unsafe.Add(ref record, i) = (byte)codes[i];
            sum += codes[i];
        }

        WriteParameters(ref record, scale, zero * sum);
    }

    // False where the values have no scale of the common kind: one is not finite, all are 0, or almost.
    private static bool TryQuantize(ref float source, ref byte record, int zero)
    {
        Vector128<int> clear = Vector128.Create(int.MaxValue);
        Vector128<float> x0 = Vector128.LoadUnsafe(ref source), x1 = Vector128.LoadUnsafe(ref source, 4), x2 = Vector128.LoadUnsafe(ref source, 8), x3 = Vector128.LoadUnsafe(ref source, 12);
        Vector128<float> x4 = Vector128.LoadUnsafe(ref source, 16), x5 = Vector128.LoadUnsafe(ref source, 20), x6 = Vector128.LoadUnsafe(ref source, 24), x7 = Vector128.LoadUnsafe(ref source, 28);

        // Magnitudes are in the order of their bits; whatever is not finite is above the others.
        Vector128<int> m0 = Vector128.Max(x0.AsInt32() & clear, x1.AsInt32() & clear), m1 = Vector128.Max(x2.AsInt32() & clear, x3.AsInt32() & clear);
        Vector128<int> m2 = Vector128.Max(x4.AsInt32() & clear, x5.AsInt32() & clear), m3 = Vector128.Max(x6.AsInt32() & clear, x7.AsInt32() & clear);
        Vector128<int> most = Vector128.Max(Vector128.Max(m0, m1), Vector128.Max(m2, m3));
        most = Vector128.Max(most, Vector128.Shuffle(most, Vector128.Create(2, 3, 0, 1)));
        most = Vector128.Max(most, Vector128.Shuffle(most, Vector128.Create(1, 0, 3, 2)));
        int bits = most.ToScalar();
        float magnitude = BitConverter.Int32BitsToSingle(bits), inverse = Steps / magnitude;
        if (bits > GreatestFinite || !float.IsFinite(inverse)) return false;

        Vector128<float> factor = Vector128.Create(inverse);
        Vector128<int> q0 = Vector128Primitives.ToInt32NearestEven(x0 * factor), q1 = Vector128Primitives.ToInt32NearestEven(x1 * factor);
        Vector128<int> q2 = Vector128Primitives.ToInt32NearestEven(x2 * factor), q3 = Vector128Primitives.ToInt32NearestEven(x3 * factor);
        Vector128<int> q4 = Vector128Primitives.ToInt32NearestEven(x4 * factor), q5 = Vector128Primitives.ToInt32NearestEven(x5 * factor);
        Vector128<int> q6 = Vector128Primitives.ToInt32NearestEven(x6 * factor), q7 = Vector128Primitives.ToInt32NearestEven(x7 * factor);
        Vector128Primitives.LowBytes(q0, q1, q2, q3).StoreUnsafe(ref record);
        Vector128Primitives.LowBytes(q4, q5, q6, q7).StoreUnsafe(ref record, 16);
        int sum = Vector128.Sum(((q0 + q1) + (q2 + q3)) + ((q4 + q5) + (q6 + q7)));
        WriteParameters(ref record, magnitude / Steps, zero * sum);
        return true;
    }

    private static void WriteParameters(ref byte record, float scale, int sum)
    {
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref record, ScaleOffset), scale);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref record, ExcessOffset), sum);
    }
}
