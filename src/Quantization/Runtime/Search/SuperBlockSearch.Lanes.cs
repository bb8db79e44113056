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

    // Where the element of greatest magnitude is brought.
    private static ReadOnlySpan<float> Targets3 => [-4.4f, -3.9f, -3.4f, 3.4f, 3f, 2.6f];

    private static ReadOnlySpan<float> Targets6 => [-31.4f, -30f];

    // Where the greatest scale or minimum of the parts is brought.
    private static ReadOnlySpan<float> FactorTargets4 => [15.4f, 15.1f, 14.8f, 14.5f, 14.2f, 13.9f, 13.6f, 13.3f, 13f, 12.7f, 12.4f, 12.1f, 11.8f, 11.5f, 11.2f, 10.9f];

    private static ReadOnlySpan<float> FactorTargets6 => [-31.4f, -30f];

    private static ReadOnlySpan<float> FactorTargets5 => [-32.4f, -32f, -31.6f, -31.2f, -30.8f, -30.4f, -30f, -29.6f, -29.2f, -28.8f, -28.4f, -28f, -27.6f, -27.2f, -26.8f, -26.4f];

    private static ReadOnlySpan<float> FactorTargets7 => [-128.4f, -127f, -126f, -125f, -124f, -123f, -122f, -121f, -120f, -119f, -118f, -117f, -116f, -115f, -114f, -113f];

    private static ReadOnlySpan<sbyte> Centres3 => [0];

    private static ReadOnlySpan<sbyte> Centres6 => [0,-3,3,-6,6,-9,9];

    private static ReadOnlySpan<sbyte> Beside => [0, -1, 1];

    /// <summary>Finds the scales of consecutive blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool FindScales(
        BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets)
    {
        if (!SuperBlockSearch.IsFinite(in source, blocks * SuperBlockSearch.Size)) return false;
        Unsafe.SkipInit(out SearchTile tile);
        int parts = format.PartCount, together = Parts / parts;
        nuint block = 0;
        for (; block + (nuint)together <= blocks; block += (nuint)together)
        {
            tile.Transpose(in Unsafe.Add(ref Unsafe.AsRef(in source), block * SuperBlockSearch.Size), format.PartSize);
            FindTile(format, ref tile, parts, together, block, ref destination, ref inverses, ref offsets);
        }

        if (block < blocks)
        {
            // One block of eight parts is left: beside it, eight parts of zeros.
            Span<float> two = stackalloc float[2 * SuperBlockSearch.Size];
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in source), block * SuperBlockSearch.Size), SuperBlockSearch.Size).CopyTo(two);
            two[SuperBlockSearch.Size..].Clear();
            tile.Transpose(in two[0], format.PartSize);
            FindTile(format, ref tile, parts, 1, block, ref destination, ref inverses, ref offsets);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindTile(
        BlockFormat format, ref SearchTile tile, int parts, int count, nuint first, ref byte destination, ref float inverses, ref float offsets)
    {
        int elements = format.PartSize;
        BlockSteps<T>.FindRanges(ref tile, elements);
        for (int start = 0; start < Parts; start += parts) BlockSteps<T>.FindUnit(ref tile, start, parts);
        if (format.Minimum is null) FindScalesAlone(format, ref tile, elements);
        else FindScalesAndMinima(format, ref tile, elements, parts);
        BlockSteps<T>.FindInverses(ref tile, format.Minimum is not null);
        for (int i = 0; i < count; i++)
        {
            nuint block = first + (nuint)i;
            SuperBlockFields.Write(
                format, ref tile, i * parts, parts, ref Unsafe.Add(ref destination, block * (nuint)format.Bytes),
                ref Unsafe.Add(ref inverses, block * Parts), ref Unsafe.Add(ref offsets, block * Parts));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindScalesAndMinima(BlockFormat format, ref SearchTile tile, int elements, int parts)
    {
        bool coarse = format.Parts == PartScales.Nibbles;
        float top = format.MaxCode, last = coarse ? 15f : 63f;
        ReadOnlySpan<float> targets = coarse ? FactorTargets4 : FactorTargets6;
        OffsetSearch<T>.FindParts(ref tile, elements, top, coarse ? Cuts2 : Cuts4, 2);
        for (int start = 0; start < Parts; start += parts)
        {
            float factor = FactorSearch<T>.Find(
                ref At(ref tile, Row.Scale, start), ref At(ref tile, Row.Curvature, start), parts, 0f, last, targets, ref tile[Row.Candidates]);
            BlockSteps<T>.SetFactor(ref tile, Row.Factor, start, parts, factor);
        }

        BlockSteps<T>.FindCodes(ref tile, Row.Scale, Row.Factor, Row.ScaleCode, 0f, last);
        OffsetSearch<T>.FindMinima(ref tile, elements);
        for (int start = 0; start < Parts; start += parts)
        {
            float factor = FactorSearch<T>.Find(
                ref At(ref tile, Row.Minimum, start), ref tile[Row.Squares], parts, 0f, last, targets, ref tile[Row.Candidates]);
            BlockSteps<T>.SetFactor(ref tile, Row.MinimumFactor, start, parts, factor);
        }

        BlockSteps<T>.FindCodes(ref tile, Row.Minimum, Row.MinimumFactor, Row.MinimumCode, 0f, last);
        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, Beside);
        OffsetSearch<T>.Sum(ref tile, elements, top);
        for (int start = 0; start < Parts; start += parts) BlockSteps<T>.RefitBoth(ref tile, start, parts, elements);
        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, Beside);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindScalesAlone(BlockFormat format, ref SearchTile tile, int elements)
    {
        bool coarse = format.Parts == PartScales.SixBits;
        float lowest = format.MinCode, highest = format.MaxCode, lowestScale = coarse ? -32f : -128f, highestScale = coarse ? 31f : 127f;
        ScaleSearch<T>.FindParts(ref tile, elements, lowest, highest, coarse ? Targets3 : Targets6, coarse ? 0 : 0);
        float factor = FactorSearch<T>.Find(
            ref tile[Row.Scale], ref tile[Row.Curvature], Parts, lowestScale, highestScale, coarse ? FactorTargets5 : FactorTargets7, ref tile[Row.Candidates]);
        BlockSteps<T>.SetFactor(ref tile, Row.Factor, 0, Parts, factor);
        BlockSteps<T>.FindCodes(ref tile, Row.Scale, Row.Factor, Row.ScaleCode, lowestScale, highestScale);
        ScaleSearch<T>.TryNeighbours(ref tile, elements, lowest, highest, lowestScale, highestScale, coarse ? Centres3 : Centres6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float At(ref SearchTile tile, Row row, int part) => ref Unsafe.Add(ref tile[row], part);
}
