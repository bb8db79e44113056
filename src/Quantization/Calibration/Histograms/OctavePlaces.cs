using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization;

/// <summary>The places of values in <see cref="OctaveCounts"/>: <c>(bits(|x|) &gt;&gt; 13) − base</c>, at least 0, and those of negative values behind the others.</summary>
/// <remarks>
/// No place is beyond the counts, whatever the values are: counters are reached without a check, and memory that another thread writes to may hold another value now than when its range was found.
/// </remarks>
internal static class OctavePlaces
{
    /// <summary>Finds the place of each value.</summary>
    /// <param name="values">Finite values of no higher octave than the base allows; others have some place.</param>
    /// <param name="places">Receives a place each; as long as the values.</param>
    /// <param name="lowest">What is taken off the shifted bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Find(ReadOnlySpan<float> values, Span<ushort> places, int lowest)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref float source = ref MemoryMarshal.GetReference(values);
            ref ushort destination = ref MemoryMarshal.GetReference(places);
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i <= values.Length - 32; i += 32)
                {
                    Vector512<int> low = Of(Vector512.LoadUnsafe(ref source, (nuint)i), lowest);
                    Vector512<int> high = Of(Vector512.LoadUnsafe(ref source, (nuint)i + 16), lowest);
                    Vector512.Narrow(low.AsUInt32(), high.AsUInt32()).StoreUnsafe(ref destination, (nuint)i);
                }
            }

            for (; i <= values.Length - 16; i += 16)
            {
                Vector256<int> low = Of(Vector256.LoadUnsafe(ref source, (nuint)i), lowest);
                Vector256<int> high = Of(Vector256.LoadUnsafe(ref source, (nuint)i + 8), lowest);
                Vector256.Narrow(low.AsUInt32(), high.AsUInt32()).StoreUnsafe(ref destination, (nuint)i);
            }
        }

        for (; i < values.Length; i++) places[i] = (ushort)Of(values[i], lowest);
    }

    /// <summary>Adds one at each place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Count(ReadOnlySpan<ushort> places, Span<long> counts)
    {
        ref long start = ref MemoryMarshal.GetReference(counts[..(2 * OctaveLayout.Places)]);
        foreach (ushort place in places) Unsafe.Add(ref start, (nuint)place)++;
    }

    // Adding 0 makes a negative zero positive.
    private static int Of(float value, int lowest)
    {
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        return int.Clamp(((bits & int.MaxValue) >> OctaveLayout.Shift) - lowest, 0, OctaveLayout.LastPlace) + ((bits >> 31) & OctaveLayout.Places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Of(Vector256<float> values, int lowest)
    {
        Vector256<int> bits = (values + Vector256<float>.Zero).AsInt32();
        Vector256<int> place = ((bits & Vector256.Create(int.MaxValue)) >> OctaveLayout.Shift) - Vector256.Create(lowest);
        place = Vector256.Min(Vector256.Max(place, Vector256<int>.Zero), Vector256.Create(OctaveLayout.LastPlace));
        return place + ((bits >> 31) & Vector256.Create(OctaveLayout.Places));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Of(Vector512<float> values, int lowest)
    {
        Vector512<int> bits = (values + Vector512<float>.Zero).AsInt32();
        Vector512<int> place = ((bits & Vector512.Create(int.MaxValue)) >> OctaveLayout.Shift) - Vector512.Create(lowest);
        place = Vector512.Min(Vector512.Max(place, Vector512<int>.Zero), Vector512.Create(OctaveLayout.LastPlace));
        return place + ((bits >> 31) & Vector512.Create(OctaveLayout.Places));
    }
}
