using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The number of places at which codes of an integer each differ: compare → a bit a place → count.</summary>
internal sealed class DifferenceCount(CodeSide left, CodeSide right) : SumsForm
{
    internal override string Name => "HammingDistance";

    internal override string Summary => "the places at which codes differ";

    internal override IReadOnlyList<CodeSide> Sides => [left, right];

    internal override int Turn => 2;

    internal override int MostVectors => 0;

    internal override int Units(BlockDialect dialect) => dialect.ByteLanes / left.Layout.Unit.Size();

    internal override IEnumerable<(string Type, string Name)> Accumulators(BlockDialect dialect) => [];

    internal override string PlainSums => "long differences = 0;";

    internal override string AddElement => $"if ({left.Element("i")} != {right.Element("i")}) differences++;";

    internal override string PlainTotal => "differences";

    internal override string Counter => "differences";

    internal override void WriteVectors(KernelBody body, BlockDialect dialect, string index, int count, string? firstNew)
    {
        for (int c = 0; c < count; c++)
        {
            string at = c == 0 ? index : $"{index} + {Literal.Of(c * Units(dialect))}";
            string bits = $"{dialect.VectorClass}.ExtractMostSignificantBits(~{dialect.VectorClass}.Equals({dialect.Read("left", at)}, {dialect.Read("right", at)}))";
            body.Line($"differences += global::System.Numerics.BitOperations.PopCount({(firstNew is null ? bits : $"{bits} >> (int)({firstNew})")});");
        }
    }

    internal override string Total(BlockDialect dialect, bool widened) => "differences";
}
