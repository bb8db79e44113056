using System.Runtime.CompilerServices;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>The search for formats without minima, x̂ = s·q with codes about 0 and scales of either sign (Q3_K, Q6_K).</summary>
internal static class ScaleSearch<T>
    where T : struct, ILanes<T>
{
    /// <summary>The scale of each part that would be best if it were not to be an integer.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="elements">The elements of a part.</param>
    /// <param name="lowest">The lowest code.</param>
    /// <param name="highest">The highest code.</param>
    /// <param name="targets">Where the element of greatest magnitude is brought, of candidates.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindParts(ref SearchTile tile, int elements, float lowest, float highest, ReadOnlySpan<float> targets)
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
            Fit best = new(zero, zero, zero);
            for (int candidate = 0; candidate < targets.Length; candidate += 2)
            {
                T inverse0 = inverseExtreme * T.All(targets[candidate]), inverse1 = inverseExtreme * T.All(targets[candidate + 1]);
                T squares0 = zero, products0 = zero, squares1 = zero, products1 = zero;
                for (nuint place = group; place < end; place += Parts)
                {
                    T x = T.Load(in values, place);
                    T code0 = T.Round(T.Least(T.Greatest(x * inverse0, least), greatest)), code1 = T.Round(T.Least(T.Greatest(x * inverse1, least), greatest));
                    squares0 += code0 * code0;
                    products0 += code0 * x;
                    squares1 += code1 * code1;
                    products1 += code1 * x;
                }

                best = best.Or(FitCodes(squares0, products0)).Or(FitCodes(squares1, products1));
            }

            best.Scale.Store(ref tile[Row.Scale], group);
            best.Curvature.Store(ref tile[Row.Curvature], group);
        }
    }

    /// <summary>Tries the neighbours of the integer of each part, every one with codes of its own, and keeps the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TryNeighbours(
        ref SearchTile tile, int elements, float lowest, float highest, float lowestScale, float highestScale, ReadOnlySpan<sbyte> middles)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T least = T.All(lowest), greatest = T.All(highest), lowestCode = T.All(lowestScale), highestCode = T.All(highestScale);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T factor = T.Load(in tile[Row.Factor], group), scaleCode = T.Load(in tile[Row.ScaleCode], group);
            T best = T.All(float.MaxValue), bestCode = scaleCode;
            foreach (sbyte middle in middles)
            {
                T code0 = T.Least(T.Greatest(scaleCode + T.All(middle), lowestCode), highestCode);
                T code1 = T.Greatest(code0 - T.All(1f), lowestCode), code2 = T.Least(code0 + T.All(1f), highestCode);
                T scale0 = factor * code0, scale1 = factor * code1, scale2 = factor * code2;
                T inverse0 = Inverse(scale0), inverse1 = Inverse(scale1), inverse2 = Inverse(scale2), error0 = T.All(0f), error1 = error0, error2 = error0;
                for (nuint place = group; place < end; place += Parts)
                {
                    T x = T.Load(in values, place);
                    T difference0 = x - (T.Round(T.Least(T.Greatest(x * inverse0, least), greatest)) * scale0);
                    T difference1 = x - (T.Round(T.Least(T.Greatest(x * inverse1, least), greatest)) * scale1);
                    T difference2 = x - (T.Round(T.Least(T.Greatest(x * inverse2, least), greatest)) * scale2);
                    error0 += difference0 * difference0;
                    error1 += difference1 * difference1;
                    error2 += difference2 * difference2;
                }

                T error = T.Least(error0, T.Least(error1, error2));
                bestCode = T.WhereLess(error, best, T.WhereLess(error, error0, T.WhereLess(error, error1, code2, code1), code0), bestCode);
                best = T.Least(error, best);
            }

            bestCode.Store(ref tile[Row.ScaleCode], group);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fit FitCodes(T squares, T products)
    {
        T scale = products / T.Greatest(squares, T.All(Negligible));
        return new(scale, scale * products, squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Inverse(T scale)
    {
        T magnitude = T.Magnitude(scale);
        return T.WhereLess(T.All(Negligible), magnitude, T.All(1f) / T.WhereLess(T.All(Negligible), magnitude, scale, T.All(1f)), T.All(0f));
    }

    private readonly record struct Fit(T Scale, T Gain, T Curvature)
    {
        /// <summary>The other one where its gain is greater.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Fit Or(Fit other) => new(
            T.WhereLess(Gain, other.Gain, other.Scale, Scale), T.Greatest(Gain, other.Gain), T.WhereLess(Gain, other.Gain, other.Curvature, Curvature));
    }
}
