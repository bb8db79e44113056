using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quantization.Arithmetic;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>The search for the scales of super-blocks at one width of vectors: tile after tile, step after step.</summary>
/// <remarks>
/// <para>
/// What is minimised is the plain squared error of a block, over the parts' scales (and minima), which are integers, and their common factors,
/// which are halves. First each part for itself: of several pairs of scale and minimum, each gives codes, and for given codes the best pair is
/// a least-squares solution in closed form; the best of those is kept.
/// </para>
/// <para>
/// Then the factors: given codes, a scale that is off by e costs curvature · e², so that the cost of rounding all scales of a block is known for
/// any factor; sixteen are compared. The same for minima, under the scales as rounded. With both factors, neighbours of each part's integers
/// are compared by the true error, with codes of their own.
/// </para>
/// <para>
/// Formats with minima then get both factors anew, by the normal equations for the codes, and compare more neighbours.
/// </para>
/// </remarks>
internal static class TileSearch<T>
    where T : struct, ILanes<T>
{
    /// <summary>Finds the scales of consecutive blocks of finite values.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FindScales(
        BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets)
    {
        Unsafe.SkipInit(out SearchTile tile);
        int parts = format.PartCount, together = Parts / parts;
        nuint block = 0;
        for (; block + (nuint)together <= blocks; block += (nuint)together)
        {
            tile.Transpose(in Unsafe.Add(ref Unsafe.AsRef(in source), block * BlockValues), format.PartSize);
            FindTile(format, ref tile, parts, together, block, ref destination, ref inverses, ref offsets);
        }

        if (block < blocks)
        {
            // One block of eight parts is left: beside it, eight parts of zeros.
            Span<float> two = stackalloc float[2 * BlockValues];
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in source), block * BlockValues), BlockValues).CopyTo(two);
            two[BlockValues..].Clear();
            tile.Transpose(in two[0], format.PartSize);
            FindTile(format, ref tile, parts, 1, block, ref destination, ref inverses, ref offsets);
        }
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
        ReadOnlySpan<float> targets = SearchCandidates.FactorTargetsOf(last);
        OffsetSearch<T>.FindParts(ref tile, elements, top, SearchCandidates.CutsOf(coarse), coarse ? 1 : 0);
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
        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, SearchCandidates.OnlyItself);
        OffsetSearch<T>.Sum(ref tile, elements, top);
        for (int start = 0; start < Parts; start += parts) BlockSteps<T>.RefitBoth(ref tile, start, parts, elements);
        OffsetSearch<T>.TryNeighbours(ref tile, elements, top, last, SearchCandidates.NeighboursOf(coarse));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindScalesAlone(BlockFormat format, ref SearchTile tile, int elements)
    {
        bool coarse = format.Parts == PartScales.SixBits;
        float lowest = format.MinCode, highest = format.MaxCode, lowestScale = coarse ? -32f : -128f, highestScale = coarse ? 31f : 127f;
        ScaleSearch<T>.FindParts(ref tile, elements, lowest, highest, SearchCandidates.TargetsOf(coarse));
        float factor = FactorSearch<T>.Find(
            ref tile[Row.Scale], ref tile[Row.Curvature], Parts, lowestScale, highestScale, SearchCandidates.FactorTargetsOf(lowestScale), ref tile[Row.Candidates]);
        BlockSteps<T>.SetFactor(ref tile, Row.Factor, 0, Parts, factor);
        BlockSteps<T>.FindCodes(ref tile, Row.Scale, Row.Factor, Row.ScaleCode, lowestScale, highestScale);
        ScaleSearch<T>.TryNeighbours(ref tile, elements, lowest, highest, lowestScale, highestScale, SearchCandidates.MiddlesOf(coarse));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float At(ref SearchTile tile, Row row, int part) => ref Unsafe.Add(ref tile[row], part);
}
