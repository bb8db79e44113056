using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quantization.Arithmetic;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>
/// The search for the scales of super-blocks at one width of vectors.
/// </summary>
internal static class SuperBlockSearch<T>
    where T : struct, ILanes<T>
{
    // The candidates of the formats: how many steps are cut off below and above the range of a part.
    private static ReadOnlySpan<float> Cuts2 => [0f, 0f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f, 0f, 0f, 0.4f, 0.6f, 0.6f];

    private static ReadOnlySpan<float> Cuts4 => [0f, 0f, 0.3f, 0.3f, 0.6f, 0.6f, 0.5f, 0f, 0f, 0.5f, 0.9f, 0.9f];

    private static ReadOnlySpan<float> Targets3 => [-4.5f, -4.1f, -3.7f, -3.3f, 3.4f, 3f, 2.6f];

    private static ReadOnlySpan<float> Targets6 => [-32.4f, -31.7f, -31f, -30.3f, 31.4f, 30.7f];

    private static ReadOnlySpan<sbyte> Around => [0, 0, -1, 0, 1, 0, 0, -1, 0, 1, -1, -1, 1, 1, -1, 1, 1, -1];

    private static ReadOnlySpan<sbyte> Beside => [0, -1, 1];

    /// <summary>Finds the scales of consecutive blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool FindScales(
        BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets)
    {
        if (!SuperBlockSearch.IsFinite(in source, blocks * SuperBlockSearch.Size)) return false;
        Unsafe.SkipInit(out SearchTile tile);
        int together = Parts / format.PartCount;
        nuint block = 0;
        for (; block + (nuint)together <= blocks; block += (nuint)together)
        {
            tile.Transpose(in Unsafe.Add(ref Unsafe.AsRef(in source), block * SuperBlockSearch.Size), format.PartSize);
            FindTile(format, ref tile, together, block, ref destination, ref inverses, ref offsets);
        }

        if (block < blocks)
        {
            // One block of eight parts is left: beside it, eight parts of zeros.
            Span<float> two = stackalloc float[2 * SuperBlockSearch.Size];
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in source), block * SuperBlockSearch.Size), SuperBlockSearch.Size).CopyTo(two);
            two[SuperBlockSearch.Size..].Clear();
            tile.Transpose(in two[0], format.PartSize);
            FindTile(format, ref tile, 1, block, ref destination, ref inverses, ref offsets);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindTile(BlockFormat format, ref SearchTile tile, int count, nuint first, ref byte destination, ref float inverses, ref float offsets)
    {
        int elements = format.PartSize, parts = format.PartCount;
        OffsetSearch<T>.FindRanges(ref tile, elements);
        for (int start = 0; start < Parts; start += parts) FindUnit(ref tile, start, parts);
        if (format.Minimum is null) FindScalesAlone(format, ref tile, elements);
        else FindScalesAndMinima(format, ref tile, elements, parts);
        for (int i = 0; i < count; i++)
        {
            nuint block = first + (nuint)i;
            SuperBlockFields.Write(
                format, ref tile, i * parts, ref Unsafe.Add(ref destination, block * (nuint)format.Bytes),
                ref Unsafe.Add(ref inverses, block * Parts), ref Unsafe.Add(ref offsets, block * Parts));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindScalesAndMinima(BlockFormat format, ref SearchTile tile, int elements, int parts)
    {
        bool coarse = format.Parts == PartScales.Nibbles;
        float top = format.MaxCode, last = coarse ? 15f : 63f, target = last + 0.4f, step = coarse ? 0.3f : 0.75f;
        OffsetSearch<T>.FindParts(ref tile, elements, top, coarse ? Cuts2 : Cuts4, 2);
        for (int start = 0; start < Parts; start += parts)
        {
            float factor = FactorSearch<T>.Find(
                ref At(ref tile, Row.Scale, start), ref At(ref tile, Row.Curvature, start), parts, 0f, last, target, step, ref tile[Row.Candidates]);
            SetFactor(ref tile, Row.Factor, start, parts, factor);
            Divide(ref tile, Row.Scale, Row.Factor, Row.ScaleCode, start, parts, 0f, last);
        }

        OffsetSearch<T>.FindMinima(ref tile, elements);
        MemoryMarshal.CreateSpan(ref tile[Row.Squares], Parts).Fill(1f);
        for (int start = 0; start < Parts; start += parts)
        {
            float factor = FactorSearch<T>.Find(
                ref At(ref tile, Row.Minimum, start), ref At(ref tile, Row.Squares, start), parts, 0f, last, target, step, ref tile[Row.Candidates]);
            SetFactor(ref tile, Row.MinimumFactor, start, parts, factor);
            Divide(ref tile, Row.Minimum, Row.MinimumFactor, Row.MinimumCode, start, parts, 0f, last);
        }

        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, Around);
        OffsetSearch<T>.Sum(ref tile, elements, top);
        for (int start = 0; start < Parts; start += parts) RefitBoth(ref tile, start, parts, elements);
        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, Around);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindScalesAlone(BlockFormat format, ref SearchTile tile, int elements)
    {
        bool coarse = format.Parts == PartScales.SixBits;
        float lowest = format.MinCode, highest = format.MaxCode, lowestScale = coarse ? -32f : -128f, highestScale = coarse ? 31f : 127f;
        ScaleSearch<T>.FindParts(ref tile, elements, lowest, highest, coarse ? Targets3 : Targets6, 1);
        float factor = FactorSearch<T>.Find(
            ref tile[Row.Scale], ref tile[Row.Curvature], Parts, lowestScale, highestScale, lowestScale - 0.4f, coarse ? -0.4f : -1f, ref tile[Row.Candidates]);
        SetFactor(ref tile, Row.Factor, 0, Parts, factor);
        Divide(ref tile, Row.Scale, Row.Factor, Row.ScaleCode, 0, Parts, lowestScale, highestScale);
        ScaleSearch<T>.TryNeighbours(ref tile, elements, lowest, highest, lowestScale, highestScale, Beside);
        ScaleSearch<T>.Sum(ref tile, elements, lowest, highest);
        float squares = 0f, products = 0f;
        for (int part = 0; part < Parts; part++)
        {
            float scale = At(ref tile, Row.ScaleCode, part);
            squares += scale * scale * At(ref tile, Row.Squares, part);
            products += scale * At(ref tile, Row.Products, part);
        }

        if (squares > 0f) SetFactor(ref tile, Row.Factor, 0, Parts, products / squares);
        ScaleSearch<T>.TryNeighbours(ref tile, elements, lowest, highest, lowestScale, highestScale, Beside);
    }

    // The power of two that brings the greatest magnitude of a block into [1, 2), or what of that a float can do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindUnit(ref SearchTile tile, int start, int parts)
    {
        float greatest = 0f;
        for (int part = start; part < start + parts; part++)
        {
            greatest = float.MaxNative(greatest, float.MaxNative(-At(ref tile, Row.Low, part), float.Abs(At(ref tile, Row.High, part))));
        }

        uint exponent = uint.Clamp(BitConverter.SingleToUInt32Bits(greatest) >> 23, 1, 253);
        MemoryMarshal.CreateSpan(ref At(ref tile, Row.Unit, start), parts).Fill(BitConverter.UInt32BitsToSingle((254 - exponent) << 23));
    }

    // The factor as it is stored: a half, the greatest one at most.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetFactor(ref SearchTile tile, Row row, int start, int parts, float factor)
    {
        float unit = At(ref tile, Row.Unit, start);
        float stored = FloatBits.FromHalf(SuperBlockFields.ToHalf(factor / unit)) * unit;
        if (float.Abs(stored) < 7.8886091e-31f) stored = 0f;
        MemoryMarshal.CreateSpan(ref At(ref tile, row, start), parts).Fill(stored);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(ref SearchTile tile, Row wanted, Row factors, Row codes, int start, int parts, float lowest, float highest)
    {
        for (int part = start; part < start + parts; part++)
        {
            float factor = At(ref tile, factors, part);
            At(ref tile, codes, part) = factor == 0f ? 0f : float.Round(float.MinNative(float.MaxNative(At(ref tile, wanted, part) / factor, lowest), highest));
        }
    }

    // Both factors that are best for the codes: the normal equations of x ≈ d·(sc·q) − dmin·mn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RefitBoth(ref SearchTile tile, int start, int parts, int elements)
    {
        float squares = 0f, crosses = 0f, minima = 0f, products = 0f, values = 0f;
        for (int part = start; part < start + parts; part++)
        {
            float scale = At(ref tile, Row.ScaleCode, part), minimum = At(ref tile, Row.MinimumCode, part);
            squares += scale * scale * At(ref tile, Row.Squares, part);
            crosses += scale * minimum * At(ref tile, Row.Codes, part);
            minima += minimum * minimum * elements;
            products += scale * At(ref tile, Row.Products, part);
            values += minimum * (At(ref tile, Row.Values, part) + (elements * At(ref tile, Row.Low, part)));
        }

        float determinant = (squares * minima) - (crosses * crosses);
        if (!(determinant > squares * minima * 1e-5f)) return;
        float factor = ((products * minima) - (crosses * values)) / determinant;
        float minimumFactor = ((products * crosses) - (squares * values)) / determinant;
        if (!(factor > 0f) || !(minimumFactor >= 0f)) return;
        SetFactor(ref tile, Row.Factor, start, parts, factor);
        SetFactor(ref tile, Row.MinimumFactor, start, parts, minimumFactor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float At(ref SearchTile tile, Row row, int part) => ref Unsafe.Add(ref tile[row], part);
}
