using System.Runtime.CompilerServices;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>
/// The search for formats with minima, x̂ = s·q − m (Q2_K, Q4_K, Q5_K).
/// </summary>
internal static class OffsetSearch<T>
    where T : struct, ILanes<T>
{
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
            T perRange = T.WhereLess(T.All(Negligible), range, highest / T.Greatest(range, T.All(Negligible)), zero), step = range / highest;
            Fit best = new(zero, zero, zero, zero, zero);
            for (int candidate = 0; candidate < cuts.Length; candidate += 4)
            {
                float bottom0 = cuts[candidate], bottom1 = cuts[candidate + 2];
                T inverse0 = perRange * T.All(top / (top - bottom0 - cuts[candidate + 1])), shift0 = zero - (step * T.All(bottom0));
                T inverse1 = perRange * T.All(top / (top - bottom1 - cuts[candidate + 3])), shift1 = zero - (step * T.All(bottom1));
                T codes0 = zero, squares0 = zero, products0 = zero, codes1 = zero, squares1 = zero, products1 = zero;
                for (nuint place = group; place < end; place += Parts)
                {
                    T y = T.Load(in values, place);
                    T code0 = T.Round(T.Least(T.Greatest((y + shift0) * inverse0, zero), highest));
                    T code1 = T.Round(T.Least(T.Greatest((y + shift1) * inverse1, zero), highest));
                    codes0 += code0;
                    squares0 += code0 * code0;
                    products0 += code0 * y;
                    codes1 += code1;
                    squares1 += code1 * code1;
                    products1 += code1 * y;
                }

                best = best.Or(FitCodes(codes0, squares0, products0, sum, low, count));
                best = best.Or(FitCodes(codes1, squares1, products1, sum, low, count));
            }

            for (int i = 0; i < refinements; i++)
            {
                (T codes, T squares, T products) = SumCodes(in values, group, end, Inverse(best.Scale), best.Shift, highest);
                best = best.Or(FitCodes(codes, squares, products, sum, low, count));
            }

            best.Scale.Store(ref tile[Row.Scale], group);
            best.Curvature.Store(ref tile[Row.Curvature], group);
            best.Codes.Store(ref tile[Row.Codes], group);
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
            // A deviation of the minimum costs the same in each part.
            T.All(1f).Store(ref tile[Row.Squares], group);
        }
    }

    /// <summary>Tries the neighbours of both integers of each part, every one with codes of its own, and keeps the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TryNeighbours(ref SearchTile tile, int elements, float top, float topScale, ReadOnlySpan<sbyte> scaleSteps)
    {
        ref float values = ref tile.Elements;
        nuint end = (nuint)(elements * Parts);
        T zero = T.All(0f), highest = T.All(top), last = T.All(topScale);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T factor = T.Load(in tile[Row.Factor], group), minimumFactor = T.Load(in tile[Row.MinimumFactor], group);
            T low = T.Load(in tile[Row.Low], group);
            T scaleCode = T.Load(in tile[Row.ScaleCode], group), minimumCode = T.Load(in tile[Row.MinimumCode], group);
            // With a greater scale, the values' mean stays where it is if the minimum grows by the mean of the codes.
            T ridge = T.WhereLess(
                zero, minimumFactor, (factor * T.Load(in tile[Row.Codes], group)) / (T.Greatest(minimumFactor, T.All(Negligible)) * T.All(elements)), zero);
            T best = T.All(float.MaxValue), bestScale = scaleCode, bestMinimum = minimumCode;
            foreach (sbyte scaleStep in scaleSteps)
            {
                T triedScale = T.Least(T.Greatest(scaleCode + T.All(scaleStep), zero), last), scale = factor * triedScale, inverse = Inverse(scale);
                T minimum0 = T.Round(T.Least(T.Greatest(minimumCode + ((triedScale - scaleCode) * ridge), zero), last));
                T minimum1 = T.Greatest(minimum0 - T.All(1f), zero), minimum2 = T.Least(minimum0 + T.All(1f), last);
                T shift0 = (minimumFactor * minimum0) + low, shift1 = (minimumFactor * minimum1) + low, shift2 = (minimumFactor * minimum2) + low;
                T error0 = zero, error1 = zero, error2 = zero;
                for (nuint place = group; place < end; place += Parts)
                {
                    T y = T.Load(in values, place), y0 = y + shift0, y1 = y + shift1, y2 = y + shift2;
                    T difference0 = y0 - (T.Round(T.Least(T.Greatest(y0 * inverse, zero), highest)) * scale);
                    T difference1 = y1 - (T.Round(T.Least(T.Greatest(y1 * inverse, zero), highest)) * scale);
                    T difference2 = y2 - (T.Round(T.Least(T.Greatest(y2 * inverse, zero), highest)) * scale);
                    error0 += difference0 * difference0;
                    error1 += difference1 * difference1;
                    error2 += difference2 * difference2;
                }

                T error = T.Least(error0, T.Least(error1, error2));
                T triedMinimum = T.WhereLess(error, error0, T.WhereLess(error, error1, minimum2, minimum1), minimum0);
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
            T sums = T.Load(in tile[Row.Values], group);
            T shift = (T.Load(in tile[Row.MinimumFactor], group) * T.Load(in tile[Row.MinimumCode], group)) + T.Load(in tile[Row.Low], group);
            T inverse = Inverse(T.Load(in tile[Row.Factor], group) * T.Load(in tile[Row.ScaleCode], group));
            (T codes, T squares, T products) = SumCodes(in tile.Elements, group, end, inverse, shift, T.All(top));
            codes.Store(ref tile[Row.Codes], group);
            squares.Store(ref tile[Row.Squares], group);
            // Of x = y + low again.
            T low = T.Load(in tile[Row.Low], group);
            (products + (low * codes)).Store(ref tile[Row.Products], group);
            (sums + (low * T.All(elements))).Store(ref tile[Row.Values], group);
        }
    }

    /// <summary>The scale and shift that are best for codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fit FitCodes(T codes, T squares, T products, T sum, T low, T count)
    {
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

    private readonly record struct Fit(T Scale, T Shift, T Error, T Curvature, T Codes)
    {
        /// <summary>The other one where its error is less.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Fit Or(Fit other) => new(
            T.WhereLess(other.Error, Error, other.Scale, Scale), T.WhereLess(other.Error, Error, other.Shift, Shift), T.Least(other.Error, Error),
            T.WhereLess(other.Error, Error, other.Curvature, Curvature), T.WhereLess(other.Error, Error, other.Codes, Codes));
    }
}
