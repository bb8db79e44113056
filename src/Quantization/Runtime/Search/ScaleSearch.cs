using System.Runtime.CompilerServices;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>The search for formats without minima, x̂ = s·q with codes about 0 and scales of either sign (Q3_K, Q6_K).</summary>
internal static class ScaleSearch<T>
    where T : struct, ILanes<T>
{
    private const float Negligible = 7.8886091e-31f;

    /// <summary>The scale of each part that would be best if it were not to be an integer.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="elements">The elements of a part.</param>
    /// <param name="lowest">The lowest code.</param>
    /// <param name="highest">The highest code.</param>
    /// <param name="targets">Where the element of greatest magnitude is brought, of candidates.</param>
    /// <param name="refinements">How often the best scale is replaced by the one that is best for its codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindParts(ref SearchTile tile, int elements, float lowest, float highest, ReadOnlySpan<float> targets, int refinements)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T zero = T.All(0f), least = T.All(lowest), greatest = T.All(highest);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T unit = T.Load(in tile[Row.Unit], group);
            T low = T.Load(in tile[Row.Low], group) * unit, high = T.Load(in tile[Row.High], group) * unit;
            T extreme = T.WhereLess(high, zero - low, low, high);
            T inverseExtreme = T.WhereLess(T.All(Negligible), T.Magnitude(extreme), T.All(1f) / extreme, zero);
            for (nuint place = group; place < end; place += Parts) (T.Load(in values, place) * unit).Store(ref values, place);
            T best = zero, bestScale = zero, bestCurvature = zero;
            for (int candidate = 0; candidate < targets.Length + refinements; candidate++)
            {
                T inverse = candidate < targets.Length ? inverseExtreme * T.All(targets[candidate]) : Inverse(bestScale);
                (T squares, T products) = SumCodes(in values, group, end, inverse, least, greatest);
                T scale = T.WhereLess(zero, squares, products / T.Greatest(squares, T.All(Negligible)), zero);
                T gain = scale * products;
                bestScale = T.WhereLess(best, gain, scale, bestScale);
                bestCurvature = T.WhereLess(best, gain, squares, bestCurvature);
                best = T.Greatest(best, gain);
            }

            bestScale.Store(ref tile[Row.Scale], group);
            bestCurvature.Store(ref tile[Row.Curvature], group);
        }
    }

    /// <summary>Tries the neighbours of the integer of each part, every one with codes of its own, and keeps the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TryNeighbours(
        ref SearchTile tile, int elements, float lowest, float highest, float lowestScale, float highestScale, ReadOnlySpan<sbyte> steps)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T least = T.All(lowest), greatest = T.All(highest);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T factor = T.Load(in tile[Row.Factor], group), scaleCode = T.Load(in tile[Row.ScaleCode], group);
            T best = T.All(float.MaxValue), bestScale = scaleCode;
            for (int neighbour = 0; neighbour < steps.Length; neighbour++)
            {
                T tried = T.Least(T.Greatest(scaleCode + T.All(steps[neighbour]), T.All(lowestScale)), T.All(highestScale));
                T scale = factor * tried, inverse = Inverse(scale), error = T.All(0f);
                for (nuint place = group; place < end; place += Parts)
                {
                    T x = T.Load(in values, place);
                    T difference = x - (T.Round(T.Least(T.Greatest(x * inverse, least), greatest)) * scale);
                    error += difference * difference;
                }

                bestScale = T.WhereLess(error, best, tried, bestScale);
                best = T.Least(error, best);
            }

            bestScale.Store(ref tile[Row.ScaleCode], group);
        }
    }

    /// <summary>The sums over the codes of each part with what is chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum(ref SearchTile tile, int elements, float lowest, float highest)
    {
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T inverse = Inverse(T.Load(in tile[Row.Factor], group) * T.Load(in tile[Row.ScaleCode], group));
            (T squares, T products) = SumCodes(in tile.Elements, group, (nuint)(elements * Parts), inverse, T.All(lowest), T.All(highest));
            squares.Store(ref tile[Row.Squares], group);
            products.Store(ref tile[Row.Products], group);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Squares, T Products) SumCodes(ref readonly float values, nuint group, nuint end, T inverse, T least, T greatest)
    {
        T squares = T.All(0f), products = squares;
        for (nuint place = group; place < end; place += Parts)
        {
            T x = T.Load(in values, place);
            T code = T.Round(T.Least(T.Greatest(x * inverse, least), greatest));
            squares += code * code;
            products += code * x;
        }

        return (squares, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Inverse(T scale)
    {
        T magnitude = T.Magnitude(scale);
        return T.WhereLess(T.All(Negligible), magnitude, T.All(1f) / T.WhereLess(T.All(Negligible), magnitude, scale, T.All(1f)), T.All(0f));
    }
}
