using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>Steps of the search between those that go over the elements.</summary>
internal static class BlockSteps<T>
    where T : struct, ILanes<T>
{
    /// <summary>Least value, with 0, and greatest value of each part.</summary>
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
            T.Greatest(T.Magnitude(low), T.Magnitude(high)).Store(ref tile[Row.Candidates], group);
        }
    }

    /// <summary>The power of two that brings the greatest magnitude of a block into [1, 2), or what of that a float can do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindUnit(ref SearchTile tile, int start, int parts)
    {
        Vector128<uint> greatest = Vector128<uint>.Zero;
        for (int part = 0; part < parts; part += 4)
        {
            greatest = Vector128.Max(greatest, Vector128.LoadUnsafe(ref tile[Row.Candidates], (nuint)(start + part)).AsUInt32());
        }

        uint bits = uint.Max(uint.Max(greatest[0], greatest[1]), uint.Max(greatest[2], greatest[3]));
        uint exponent = uint.Clamp(bits >> 23, 1, 253);
        Fill(ref tile, Row.Unit, start, parts, BitConverter.UInt32BitsToSingle((254 - exponent) << 23));
    }

    /// <summary>Sets a factor of a block as it is stored: a half, the greatest one at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SetFactor(ref SearchTile tile, Row row, int start, int parts, float factor)
    {
        float unit = Unsafe.Add(ref tile[Row.Unit], start);
        float stored = SuperBlockFields.FromHalf(SuperBlockFields.ToHalf(factor / unit)) * unit;
        if (float.Abs(stored) < Negligible) stored = 0f;
        Fill(ref tile, row, start, parts, stored);
    }

    /// <summary>The integers nearest to the quotients of what is wanted and the factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindCodes(ref SearchTile tile, Row wanted, Row factors, Row codes, float lowest, float highest)
    {
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            T factor = T.Load(in tile[factors], group), none = T.All(0f);
            T quotient = T.Load(in tile[wanted], group) / T.WhereLess(none, T.Magnitude(factor), factor, T.All(1f));
            T code = T.Round(T.Least(T.Greatest(quotient, T.All(lowest)), T.All(highest)));
            (T.WhereLess(none, T.Magnitude(factor), code, none) + none).Store(ref tile[codes], group);
        }
    }

    /// <summary>The reciprocals of the scales as stored, over the row of scales, and the minima as stored, over the row of minima.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindInverses(ref SearchTile tile, bool minima)
    {
        T none = T.All(0f);
        for (nuint group = 0; group < Parts; group += (nuint)T.Count)
        {
            // What was found is in units of the block; the factors are halves there and here.
            T unit = T.Load(in tile[Row.Unit], group), scale = T.Load(in tile[Row.Factor], group) / unit * T.Load(in tile[Row.ScaleCode], group);
            T magnitude = T.Magnitude(scale);
            T.WhereLess(none, magnitude, T.All(1f) / T.WhereLess(none, magnitude, scale, T.All(1f)), none).Store(ref tile[Row.Scale], group);
            T minimum = minima ? T.Load(in tile[Row.MinimumFactor], group) / unit * T.Load(in tile[Row.MinimumCode], group) : none;
            minimum.Store(ref tile[Row.Minimum], group);
        }
    }

    /// <summary>Both factors that are best for the codes of a block: the normal equations of x ≈ d·(sc·q) − dmin·mn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RefitBoth(ref SearchTile tile, int start, int parts, int elements)
    {
        float squares = Sum(ref tile, Row.ScaleCode, Row.ScaleCode, Row.Squares, start, parts);
        float crosses = Sum(ref tile, Row.ScaleCode, Row.MinimumCode, Row.Codes, start, parts);
        float minima = Sum(ref tile, Row.MinimumCode, Row.MinimumCode, start, parts) * elements;
        float products = Sum(ref tile, Row.ScaleCode, Row.Products, start, parts), values = Sum(ref tile, Row.MinimumCode, Row.Values, start, parts);
        float determinant = (squares * minima) - (crosses * crosses);
        if (minima == 0f)
        {
            if (squares > 0f) SetFactor(ref tile, Row.Factor, start, parts, products / squares);
            return;
        }

        // Where scales and minima are all but proportional, there is nothing to gain.
        if (!(determinant > squares * minima * 1e-5f)) return;
        float factor = ((products * minima) - (crosses * values)) / determinant;
        float minimumFactor = ((products * crosses) - (squares * values)) / determinant;
        if (!(factor > 0f) || !(minimumFactor >= 0f)) return;
        SetFactor(ref tile, Row.Factor, start, parts, factor);
        SetFactor(ref tile, Row.MinimumFactor, start, parts, minimumFactor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref SearchTile tile, Row row, int start, int parts, float value)
    {
        Vector128<float> four = Vector128.Create(value);
        for (int part = 0; part < parts; part += 4) four.StoreUnsafe(ref tile[row], (nuint)(start + part));
    }

    // Sums over the parts of a block, in the order of four accumulators whatever the width of the search.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(ref SearchTile tile, Row a, Row b, int start, int parts)
    {
        Vector128<float> sum = Vector128<float>.Zero;
        for (int part = start; part < start + parts; part += 4) sum += Four(ref tile, a, part) * Four(ref tile, b, part);
        return (sum[0] + sum[2]) + (sum[1] + sum[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(ref SearchTile tile, Row a, Row b, Row c, int start, int parts)
    {
        Vector128<float> sum = Vector128<float>.Zero;
        for (int part = start; part < start + parts; part += 4) sum += Four(ref tile, a, part) * Four(ref tile, b, part) * Four(ref tile, c, part);
        return (sum[0] + sum[2]) + (sum[1] + sum[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four(ref SearchTile tile, Row row, int part) => Vector128.LoadUnsafe(ref tile[row], (nuint)part);
}
