using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>
/// The search for the factor of a block's scales (or minima): sixteen candidates side by side, each with the integers nearest to what is
/// wanted. A candidate costs the sum of weight · (wanted − factor · integer)².
/// </summary>
internal static class FactorSearch<T>
    where T : struct, ILanes<T>
{
    /// <summary>Finds the factor of the least cost.</summary>
    /// <param name="wanted">What each part wants.</param>
    /// <param name="weights">What a squared deviation costs.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="lowest">The lowest integer.</param>
    /// <param name="highest">The highest integer.</param>
    /// <param name="targets">The numbers that the part of greatest magnitude is brought to by the sixteen candidates.</param>
    /// <param name="room">Room for sixteen floats.</param>
    /// <returns>The factor; 0 where nothing is wanted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Find(
        ref float wanted, ref float weights, int parts, float lowest, float highest, ReadOnlySpan<float> targets, ref float room)
    {
        Vector128<float> low = Vector128<float>.Zero, high = low;
        for (int part = 0; part < parts; part += 4)
        {
            Vector128<float> four = Vector128.LoadUnsafe(ref wanted, (nuint)part);
            low = Vector128.MinNative(low, four);
            high = Vector128.MaxNative(high, four);
        }

        float lowEnd = float.MinNative(float.MinNative(low[0], low[1]), float.MinNative(low[2], low[3]));
        float highEnd = float.MaxNative(float.MaxNative(high[0], high[1]), float.MaxNative(high[2], high[3]));
        float extreme = highEnd < -lowEnd ? lowEnd : highEnd;
        if (float.Abs(extreme) < Negligible) return 0f;
        T least = T.All(lowest), greatest = T.All(highest);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            // Eleven bits, as the half will have: beside an outlier little else counts than how near it comes.
            T exact = T.All(extreme) / T.Load(in targets[0], group), widened = exact * T.All(8193f);
            T factor = widened - (widened - exact), inverse = T.All(1f) / factor, cost = T.All(0f);
            for (int part = 0; part < parts; part++)
            {
                T value = T.All(Unsafe.Add(ref wanted, part));
                T difference = value - (T.Round(T.Least(T.Greatest(value * inverse, least), greatest)) * factor);
                cost += (difference * difference) * T.All(Unsafe.Add(ref weights, part));
            }

            cost.Store(ref room, group);
        }

        // Bits of floats that are not negative are in their order. The last four give way to the candidate's number, so that the least of all names it.
        Vector128<uint> best = Vector128.Min(
            Vector128.Min(Numbered(ref room, 0), Numbered(ref room, 4)), Vector128.Min(Numbered(ref room, 8), Numbered(ref room, 12)));
        uint candidate = uint.Min(uint.Min(best[0], best[1]), uint.Min(best[2], best[3])) & 15;
        return extreme / targets[(int)candidate];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Numbered(ref float costs, uint first) =>
        (Vector128.LoadUnsafe(ref costs, first).AsUInt32() & Vector128.Create(~15u)) | (Vector128.Create(first) + Vector128.Create(0u, 1u, 2u, 3u));
}
