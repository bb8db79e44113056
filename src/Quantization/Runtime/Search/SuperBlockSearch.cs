using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>The search for the scales of super-blocks: chooses the width.</summary>
internal static class SuperBlockSearch
{
    private static readonly BlockFormat Q2 = BlockFormats.Of(QuantizationFormat.Q2_K), Q3 = BlockFormats.Of(QuantizationFormat.Q3_K),
        Q4 = BlockFormats.Of(QuantizationFormat.Q4_K), Q5 = BlockFormats.Of(QuantizationFormat.Q5_K), Q6 = BlockFormats.Of(QuantizationFormat.Q6_K);

    /// <summary>The row of a format.</summary>
    internal static BlockFormat FormatOf(QuantizationFormat format) => format switch
    {
        QuantizationFormat.Q2_K => Q2,
        QuantizationFormat.Q3_K => Q3,
        QuantizationFormat.Q4_K => Q4,
        QuantizationFormat.Q5_K => Q5,
        QuantizationFormat.Q6_K => Q6,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format has no scales to be searched."),
    };

    /// <summary>Finds the scales of one block, as <see cref="SuperBlocks.FindScales"/> does.</summary>
    /// <param name="format">A format whose rule is <see cref="BlockRule.Search"/>.</param>
    /// <param name="source">256 floats.</param>
    /// <param name="block">The bytes of the block, of which those of scales are written.</param>
    /// <param name="inverses">A float for each part.</param>
    /// <param name="offsets">A float for each part.</param>
    /// <returns>Whether every value is finite; if not, nothing is written.</returns>
    internal static bool FindScales(BlockFormat format, ReadOnlySpan<float> source, Span<byte> block, Span<float> inverses, Span<float> offsets)
    {
        Span<float> inverse = stackalloc float[SearchTile.Parts], offset = stackalloc float[SearchTile.Parts];
        if (!FindScales(
            format, in MemoryMarshal.GetReference(source[..SearchTile.BlockValues]), 1, ref MemoryMarshal.GetReference(block[..format.Bytes]),
            ref MemoryMarshal.GetReference(inverse), ref MemoryMarshal.GetReference(offset)))
        {
            return false;
        }

        inverse[..format.PartCount].CopyTo(inverses);
        offset[..format.PartCount].CopyTo(offsets);
        return true;
    }

    /// <summary>Finds the scales of consecutive blocks with the widest vectors there are.</summary>
    internal static bool FindScales(
        BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets)
    {
        if (!IsFinite(in source, blocks * SearchTile.BlockValues)) return false;
        if (Vector512.IsHardwareAccelerated)
        {
            TileSearch<Lanes512>.FindScales(format, in source, blocks, ref destination, ref inverses, ref offsets);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TileSearch<Lanes256>.FindScales(format, in source, blocks, ref destination, ref inverses, ref offsets);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            TileSearch<Lanes128>.FindScales(format, in source, blocks, ref destination, ref inverses, ref offsets);
        }
        else
        {
            TileSearch<ScalarLanes>.FindScales(format, in source, blocks, ref destination, ref inverses, ref offsets);
        }

        return true;
    }

    /// <summary>Whether every value is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsFinite(ref readonly float source, nuint length)
    {
        Vector128<uint> greatest = Vector128<uint>.Zero;
        for (nuint i = 0; i < length; i += 16)
        {
            Vector128<uint> a = Vector128.Max(Bits(in source, i), Bits(in source, i + 4)), b = Vector128.Max(Bits(in source, i + 8), Bits(in source, i + 12));
            greatest = Vector128.Max(greatest, Vector128.Max(a, b));
        }

        return Vector128.LessThanAll(greatest, Vector128.Create(0x7F800000u));
    }

    // Without the sign, bits are in the order of magnitudes, and NaN is above infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Bits(ref readonly float source, nuint place) => Vector128.Abs(Vector128.LoadUnsafe(in source, place)).AsUInt32();
}
