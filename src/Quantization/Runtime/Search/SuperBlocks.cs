using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>The scales of super-blocks (Q2_K to Q6_K): how they are found. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SuperBlocks
{
    /// <summary>
    /// Finds the scales (and minima) of consecutive super-blocks and writes them where each block has them; the bytes of codes are left alone.
    /// The field of an element x of part p is then Zero + clamp(nearest-even((x + offset[p]) · inverse[p]), MinCode, MaxCode).
    /// </summary>
    /// <param name="format">Q2_K, Q3_K, Q4_K, Q5_K or Q6_K.</param>
    /// <param name="source">The first of 256 floats a block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="destination">The first byte of the first block.</param>
    /// <param name="inverses">
    /// Sixteen floats a block, of which a format with parts of 32 uses the first eight: the reciprocal of each part's scale as stored, 0 where that is 0.
    /// </param>
    /// <param name="offsets">Sixteen floats a block likewise: the part's minimum as stored, 0 where the format has none.</param>
    /// <returns>Whether every value is finite; if not, nothing is written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of the five.</exception>
    public static bool FindScales(
        QuantizationFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets) =>
        SuperBlockSearch.FindScales(SuperBlockSearch.FormatOf(format), in source, blocks, ref destination, ref inverses, ref offsets);
}
