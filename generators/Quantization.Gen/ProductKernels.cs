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
    }
}
