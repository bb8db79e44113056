using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;
using Quantization.Gen.Vectors;

namespace Quantization.Gen;

/// <summary>The kernels of scores that a declaration needs.</summary>
internal static class ScoreKernels
{
    /// <summary>Writes them.</summary>
    internal static void Write(QuantizerSpec spec, SourceWriter writer)
    {
        CodeSide partner = CodeSide.Left(spec.Other) with { Memory = "query" };
        WriteOf("ScoreCodes", partner, CodeSide.Left(spec));
        if (!spec.HasPackedScores) return;
        CodeSide packed = CodeSide.PackedLeft(spec);
        writer.Line();
        WriteOf("ScorePackedCodes", spec.Partner is null ? packed with { Memory = "query" } : partner, packed);

        void WriteOf(string name, CodeSide query, CodeSide row) => new ScoreKernel(name, [.. Forms(query, row)], query, row, spec.Length, writer).Write();
    }

    private static IEnumerable<ScoreForm> Forms(CodeSide query, CodeSide row)
    {
        IReadOnlyList<BlockDialect> dialects = Dialects.OfBlocks;
        if (query.Dense is { Bits: 1 }) return dialects.Select(dialect => new BitScores(dialect, query, row));
        // Of bytes, one instruction for four products does better than two words of twice the width; of fields, which need no words, it does not.
        return row.Dense is null
            ? [.. dialects.Where(d => d.Lanes > 4 && Suits(d)).Select(Dots), .. dialects.SelectMany(d => d.Lanes == 4 && Suits(d) ? new[] { Dots(d), new WordScores(d, query, row) } : [new WordScores(d, query, row)])]
            : dialects.SelectMany(d => Suits(d) ? new[] { Dots(d), new FieldScores(d, query, row, dots: false) } : [new FieldScores(d, query, row, dots: false)]);

        bool Suits(BlockDialect dialect) => FieldScores.Suits(dialect, query);

        ScoreForm Dots(BlockDialect dialect) => new FieldScores(dialect, query, row, dots: true);
    }
}
