using System.Runtime.CompilerServices;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>
/// The search for formats with minima, x̂ = s·q − m (Q2_K, Q4_K, Q5_K).
/// </summary>
internal static class OffsetSearch<T>
    where T : struct, ILanes<T>
{
    // Scales below this share of a block's greatest magnitude count as 0, so that no reciprocal overflows.
    private const float Negligible = 7.8886091e-31f;

    /// <summary>Least and greatest value of each part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindRanges(ref SearchTile tile, int elements)
    {
        ref float values = ref tile.Elements;
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T low = T.All(0f), high = T.Load(in values, group);
            for (nuint place = group; place < (nuint)(elements * Parts); place += Parts)
            {
                T x = T.Load(in values, place);
                low = T.Least(low, x);
                high = T.Greatest(high, x);
            }

            // Adding 0 drops the sign of a zero.
            (low + T.All(0f)).Store(ref tile[Row.Low], group);
            (high + T.All(0f)).Store(ref tile[Row.High], group);
        }
    }

    /// <summary>The scale and minimum of each part that would be best if they were not to be integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindParts(ref SearchTile tile, int elements, float top, ReadOnlySpan<float> cuts, int refinements)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T zero = T.All(0f), highest = T.All(top), count = T.All(elements);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            // Values count from the least one of their part from here on: y = x − low.
            T unit = T.Load(in tile[Row.Unit], group), low = T.Load(in tile[Row.Low], group) * unit;
            T range = (T.Load(in tile[Row.High], group) * unit) - low, sum = zero;
            for (nuint place = group; place < end; place += Parts)
            {
                T y = (T.Load(in values, place) * unit) - low;
                y.Store(ref values, place);
                sum += y;
            }

            low.Store(ref tile[Row.Low], group);
            sum.Store(ref tile[Row.Values], group);
            T best = zero, bestScale = zero, bestShift = zero, bestCurvature = zero, bestCodes = zero;
            T perRange = T.WhereLess(T.All(Negligible), range, highest / range, zero);
            T step = range / highest;
            int candidates = cuts.Length / 2;
            for (int candidate = 0; candidate < candidates + refinements; candidate++)
            {
                T inverse, shift;
                if (candidate < candidates)
                {
                    float bottomCut = cuts[2 * candidate], topCut = cuts[(2 * candidate) + 1];
                    inverse = perRange * T.All(top / (top - bottomCut - topCut));
                    shift = zero - (step * T.All(bottomCut));
                }
                else
                {
                    inverse = Inverse(bestScale);
                    shift = bestShift;
                }

                Fit fit = FitCodes(in values, group, end, inverse, shift, highest, sum, low, count);
                bestScale = T.WhereLess(fit.Error, best, fit.Scale, bestScale);
                bestShift = T.WhereLess(fit.Error, best, fit.Shift, bestShift);
                bestCurvature = T.WhereLess(fit.Error, best, fit.Curvature, bestCurvature);
                bestCodes = T.WhereLess(fit.Error, best, fit.Codes, bestCodes);
                best = T.Least(fit.Error, best);
            }

            bestScale.Store(ref tile[Row.Scale], group);
            bestCurvature.Store(ref tile[Row.Curvature], group);
            bestCodes.Store(ref tile[Row.Codes], group);
        }
    }

    /// <summary>The minima that are best under the scales as they are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindMinima(ref SearchTile tile, int elements)
    {
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T scale = T.Load(in tile[Row.Factor], group) * T.Load(in tile[Row.ScaleCode], group);
            T shift = ((scale * T.Load(in tile[Row.Codes], group)) - T.Load(in tile[Row.Values], group)) / T.All(elements);
            T.Greatest(shift - T.Load(in tile[Row.Low], group), T.All(0f)).Store(ref tile[Row.Minimum], group);
        }
    }

    /// <summary>Tries the neighbours of both integers of each part, every one with codes of its own, and keeps the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TryNeighbours(ref SearchTile tile, int elements, float top, float topScale, ReadOnlySpan<sbyte> steps)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T zero = T.All(0f), highest = T.All(top), last = T.All(topScale);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T factor = T.Load(in tile[Row.Factor], group), minimumFactor = T.Load(in tile[Row.MinimumFactor], group);
            T low = T.Load(in tile[Row.Low], group);
            T scaleCode = T.Load(in tile[Row.ScaleCode], group), minimumCode = T.Load(in tile[Row.MinimumCode], group);
            T best = T.All(float.MaxValue), bestScale = scaleCode, bestMinimum = minimumCode;
            for (int neighbour = 0; neighbour < steps.Length; neighbour += 2)
            {
                T triedScale = T.Least(T.Greatest(scaleCode + T.All(steps[neighbour]), zero), last);
                T triedMinimum = T.Least(T.Greatest(minimumCode + T.All(steps[neighbour + 1]), zero), last);
                T scale = factor * triedScale, shift = (minimumFactor * triedMinimum) + low, inverse = Inverse(scale), error = zero;
                for (nuint place = group; place < end; place += Parts)
                {
                    T y = T.Load(in values, place) + shift;
                    T difference = y - (T.Round(T.Least(T.Greatest(y * inverse, zero), highest)) * scale);
                    error += difference * difference;
                }

                bestScale = T.WhereLess(error, best, triedScale, bestScale);
                bestMinimum = T.WhereLess(error, best, triedMinimum, bestMinimum);
                best = T.Least(error, best);
            }

            bestScale.Store(ref tile[Row.ScaleCode], group);
            bestMinimum.Store(ref tile[Row.MinimumCode], group);
        }
    }

    /// <summary>The sums over the codes of each part with what is chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum(ref SearchTile tile, int elements, float top)
    {
        nuint end = (nuint)(elements * Parts);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T shift = (T.Load(in tile[Row.MinimumFactor], group) * T.Load(in tile[Row.MinimumCode], group)) + T.Load(in tile[Row.Low], group);
            T inverse = Inverse(T.Load(in tile[Row.Factor], group) * T.Load(in tile[Row.ScaleCode], group));
            (T codes, T squares, T products) = SumCodes(in tile.Elements, group, end, inverse, shift, T.All(top));
            codes.Store(ref tile[Row.Codes], group);
            squares.Store(ref tile[Row.Squares], group);
            // Of x = y + low again.
            (products + (T.Load(in tile[Row.Low], group) * codes)).Store(ref tile[Row.Products], group);
        }
    }

    /// <summary>Codes under a scale and a shift, and the scale and shift that are best for those codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fit FitCodes(ref readonly float values, nuint group, nuint end, T inverse, T shift, T highest, T sum, T low, T count)
    {
        (T codes, T squares, T products) = SumCodes(in values, group, end, inverse, shift, highest);
        T zero = T.All(0f), mean = codes / count;
        T curvature = squares - (mean * codes), slope = products - (mean * sum);
        T scale = T.WhereLess(zero, curvature, slope / T.Greatest(curvature, T.All(Negligible)), zero);
        T bestShift = ((scale * codes) - sum) / count;
        // A minimum is not negative: where it would be, it is 0, and the scale is the best one beside that.
        T boundScale = T.WhereLess(zero, squares, (products + (low * codes)) / T.Greatest(squares, T.All(Negligible)), zero);
        scale = T.WhereLess(bestShift, low, boundScale, scale);
        bestShift = T.Greatest(bestShift, low);
        T error = (scale * ((scale * squares) - (T.All(2f) * (products + (bestShift * codes))))) + (bestShift * ((count * bestShift) + (T.All(2f) * sum)));
        return new Fit(scale, bestShift, error, curvature, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Codes, T Squares, T Products) SumCodes(ref readonly float values, nuint group, nuint end, T inverse, T shift, T highest)
    {
        T zero = T.All(0f), codes = zero, squares = zero, products = zero;
        for (nuint place = group; place < end; place += Parts)
        {
            T y = T.Load(in values, place);
            T code = T.Round(T.Least(T.Greatest((y + shift) * inverse, zero), highest));
            codes += code;
            squares += code * code;
            products += code * y;
        }

        return (codes, squares, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Inverse(T scale) => T.WhereLess(T.All(Negligible), scale, T.All(1f) / T.Greatest(scale, T.All(Negligible)), T.All(0f));

    private readonly record struct Fit(T Scale, T Shift, T Error, T Curvature, T Codes);
}
