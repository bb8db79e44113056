using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;
using Quantization.Gen.Vectors;

namespace Quantization.Gen;

/// <summary>The kernels of products of codes that a declaration needs.</summary>
internal static class ProductKernels
{
    /// <summary>Writes them.</summary>
    internal static void Write(QuantizerSpec spec, SourceWriter writer)
    {
        bool first = true;
        foreach (SumsForm form in Forms(spec))
        {
            if (!first) writer.Line();
            first = false;
            new SumsKernel(form, Dialects.OfBlocks, spec.Length, writer).Write();
        }

        if (spec.HasPackedProducts && spec.Bits == 1) WriteOfBits(spec, writer);
        WriteOfValues(spec, writer);
    }

    private static void WriteOfValues(QuantizerSpec spec, SourceWriter writer)
    {
        writer.Line();
        ValueProducts.WriteElement(spec, Dialects.OfElements, writer);
        Write("DotValues", Layouts.Codes(spec), reconstructs: false);
        Write("DotReconstructed", Layouts.Codes(spec), reconstructs: true);
        if (!spec.HasPackedProducts) return;
        Write("DotPackedValues", Layouts.Packed(spec), reconstructs: false);
        Write("DotPackedReconstructed", Layouts.Packed(spec), reconstructs: true);

        void Write(string name, Layout codes, bool reconstructs)
        {
            writer.Line();
            new ValueProducts(spec, name, codes, reconstructs, Dialects.OfBlocks, writer).Write();
        }
    }

    // Sums that follow from numbers of bits.
    private static void WriteOfBits(QuantizerSpec spec, SourceWriter writer)
    {
        bool signs = spec.HasSignCodes;
        if (signs) Follows("SumPackedCodes(ref byte left, nuint length)", "(2 * CountBits(ref left, length)) - (long)length", "+1 for each bit, −1 for each other place");
        if (signs) Follows("PackedProducts(ref byte left, ref byte right, nuint length)", "(long)length - (2 * HammingDistancePacked(ref left, ref right, length))", "Where signs differ the product is −1, elsewhere +1");
        Follows("SquaredDistancePackedCodes(ref byte left, ref byte right, nuint length)", $"{(signs ? "4 * " : "")}HammingDistancePacked(ref left, ref right, length)", signs ? "Signs that differ are 2 apart" : "Bits that differ are 1 apart");

        void Follows(string declaration, string expression, string why)
        {
            writer.Line();
            writer.Line($"/// <summary>{why}.</summary>");
            writer.Line($"internal static long {declaration} => {expression};");
        }
    }

    private static IEnumerable<SumsForm> Forms(QuantizerSpec spec)
    {
        const SumTerms Sums = SumTerms.LeftSum | SumTerms.RightSum, All = SumTerms.Products | SumTerms.LeftSquares | SumTerms.RightSquares | Sums;
        CodeSide left = CodeSide.Left(spec), right = CodeSide.Right(spec.Other), own = CodeSide.Right(spec);
        yield return new WordSums("DotCodes", "the products of codes", SumTerms.Products, left, right);
        yield return new WordSums("SumCodes", "codes", SumTerms.LeftSum, left, null);
        yield return new WordSums("SquaredDistanceCodes", "the squares of differences of codes", SumTerms.SquaredDistance, left, own);
        yield return new DifferenceCount(left, own);
        if (ProductText.HasOffsets(spec)) yield return new WordSums("DotMoments", "the products of codes, and the codes of both sides", SumTerms.Products | Sums, left, right);
        yield return new WordSums("Moments", "the products and squares of codes, and the codes of both sides", All, left, own);
        if (!spec.HasPackedProducts) yield break;
        CodeSide packed = CodeSide.PackedLeft(spec), packedRight = CodeSide.PackedRight(spec);
        yield return new BitCounts("HammingDistancePacked", "the places at which codes differ", packed, packedRight, differences: true);
        if (spec.Bits == 1)
        {
            yield return new BitCounts(spec.HasSignCodes ? "CountBits" : "SumPackedCodes", "the bits that are set", packed, null, differences: false);
            if (!spec.HasSignCodes) yield return new BitCounts("PackedProducts", "the places at which both codes are 1", packed, packedRight, differences: false);
        }
        else
        {
            yield return new PackedSums("SumPackedCodes", "codes", SumTerms.LeftSum, packed, null);
            yield return new PackedSums("SquaredDistancePackedCodes", "the squares of differences of codes", SumTerms.SquaredDistance, packed, packedRight);
            yield return new PackedSums("PackedProducts", "the products of codes", SumTerms.Products, packed, packedRight);
        }

        if (spec.Partner is null) yield break;
        yield return new PackedSums("DotPackedCodes", "the products of packed codes with those of the partner", SumTerms.Products, packed, right);
        if (ProductText.HasOffset(spec)) yield return new WordSums("SumPartnerCodes", "codes of the partner", SumTerms.LeftSum, CodeSide.Left(spec.Other), null);
    }
}
