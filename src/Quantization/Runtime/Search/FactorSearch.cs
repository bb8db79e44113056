using System.Runtime.CompilerServices;
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
    /// <param name="target">The number that the part of greatest magnitude is brought to by the first candidate.</param>
    /// <param name="step">What the next candidates bring it nearer to 0.</param>
    /// <param name="room">Room for sixteen floats.</param>
    /// <returns>The factor; 0 where nothing is wanted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Find(
        ref float wanted, ref float weights, int parts, float lowest, float highest, float target, float step, ref float room)
    {
        float extreme = 0f;
        for (int part = 0; part < parts; part++)
        {
            float value = Unsafe.Add(ref wanted, part);
            if (float.Abs(value) > float.Abs(extreme)) extreme = value;
        }

        if (float.Abs(extreme) < 7.8886091e-31f) return 0f;
        for (int candidate = 0; candidate < Parts; candidate++) Unsafe.Add(ref room, candidate) = target - (step * candidate);
        T least = T.All(lowest), greatest = T.All(highest);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T inverse = T.Load(in room, group) / T.All(extreme), factor = T.All(1f) / inverse, cost = T.All(0f);
            for (int part = 0; part < parts; part++)
            {
                T value = T.All(Unsafe.Add(ref wanted, part));
                T difference = value - (T.Round(T.Least(T.Greatest(value * inverse, least), greatest)) * factor);
                cost += (difference * difference) * T.All(Unsafe.Add(ref weights, part));
            }

            cost.Store(ref room, group);
        }

        int best = 0;
        for (int candidate = 1; candidate < Parts; candidate++)
        {
            if (Unsafe.Add(ref room, candidate) < Unsafe.Add(ref room, best)) best = candidate;
        }

        return extreme / (target - (step * best));
    }
}
