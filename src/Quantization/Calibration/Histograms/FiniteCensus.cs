using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization;

/// <summary>Tells whether all values of a span are finite.</summary>
internal static class FiniteCensus
{
    private const int Magnitude = 0x7FFFFFFF, Infinity = 0x7F800000;

    /// <summary>Whether a NaN or an infinity is among the values.</summary>
    internal static bool HasOthers(ReadOnlySpan<float> values)
    {
        int i = 0, greatest = 0;
        // As integers, magnitudes are in the order of their floats, with infinity and then NaN above all.
        if (Vector128.IsHardwareAccelerated && values.Length >= 2 * Vector256<int>.Count)
        {
            ref int start = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, int>(values));
            Vector256<int> mask = Vector256.Create(Magnitude), most0 = Vector256<int>.Zero, most1 = most0;
            for (; i <= values.Length - 2 * Vector256<int>.Count; i += 2 * Vector256<int>.Count)
            {
                most0 = Vector256.Max(most0, Vector256.LoadUnsafe(ref start, (nuint)i) & mask);
                most1 = Vector256.Max(most1, Vector256.LoadUnsafe(ref start, (nuint)i + 8) & mask);
            }

            if (Vector256.GreaterThanOrEqualAny(Vector256.Max(most0, most1), Vector256.Create(Infinity))) return true;
        }

        for (; i < values.Length; i++) greatest = int.Max(greatest, BitConverter.SingleToInt32Bits(values[i]) & Magnitude);
        return greatest >= Infinity;
    }
}
