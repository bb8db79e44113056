using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>What kernels of blocks say about parameters in memory, in any dialect.</summary>
internal static class BlockText
{
    /// <summary>The tables of scales that are read, as declarations before the loop.</summary>
    internal static IEnumerable<string> Tables(params IEnumerable<BlockFormat> formats)
    {
        var types = new HashSet<ScaleType>();
        foreach (BlockFormat format in formats)
        {
            if (format.Scale is { } scale) types.Add(scale.Type);
            if (format.Minimum is { } minimum) types.Add(minimum.Type);
            if (format.Parts == PartScales.E4M3) types.Add(ScaleType.E4M3);
            if (format.Sums == BlockSums.Half) types.Add(ScaleType.Half);
        }

        if (types.Contains(ScaleType.Half)) yield return "ref readonly float halves = ref BlockScales.Halves;";
        if (types.Contains(ScaleType.E8M0)) yield return "ref readonly float powers = ref BlockScales.Powers;";
        if (types.Contains(ScaleType.E4M3)) yield return "ref readonly float eights = ref BlockScales.E4M3;";
    }

    /// <summary>A parameter of a block as a float.</summary>
    internal static string Value(BlockField field, string block) => field.Type switch
    {
        ScaleType.Half => $"BlockScales.Half(in halves, ref {block}, {Literal.Of(field.Offset)})",
        ScaleType.E8M0 => $"BlockScales.Byte(in powers, ref {block}, {Literal.Of(field.Offset)})",
        ScaleType.E4M3 => $"BlockScales.Byte(in eights, ref {block}, {Literal.Of(field.Offset)})",
        ScaleType.BFloat16 => $"BlockScales.BFloat16(ref {block}, {Literal.Of(field.Offset)})",
        _ => $"BlockScales.Single(ref {block}, {Literal.Of(field.Offset)})",
    };

    /// <summary>Statements that read the scales of a super-block's parts, and their minima where there are any, into two vectors of bytes.</summary>
    internal static string ReadParts(BlockFormat format, string block)
    {
        string at = Literal.Of(format.PartsOffset);
        return format.Parts switch
        {
            PartScales.Nibbles => $"SuperBlockParts.Nibbles(ref {block}, {at}, out Vector128<sbyte> partScales, out Vector128<sbyte> partMinima);",
            PartScales.SixBitPairs => $"SuperBlockParts.SixBitPairs(ref {block}, {at}, out Vector128<sbyte> partScales, out Vector128<sbyte> partMinima);",
            PartScales.SixBits => $"Vector128<sbyte> partScales = SuperBlockParts.SixBits(ref {block}, {at});",
            _ => $"Vector128<sbyte> partScales = SuperBlockParts.SignedBytes(ref {block}, {at});",
        };
    }

    /// <summary>Whether parts have scales of their own below a factor for all.</summary>
    internal static bool HasFactors(BlockFormat format) => format.Parts is not (PartScales.None or PartScales.E4M3);

    /// <summary>A statement that moves a reference on.</summary>
    internal static string Advance(string reference, int by) => $"{reference} = ref Unsafe.Add(ref {reference}, {Literal.Of(by)});";
}
