using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Tables in 512 bits: one permutation reads sixteen floats, or thirty-two of two registers.</summary>
internal partial class Avx512
{
    internal override int MostSearchedBits => 8;

    internal override int MostLookedUpBits => 8;

    protected override int PermutedBits => 5;

    protected override string WhatHolds => ".";

    // One addition under a mask.
    protected override string CountReached(KernelBody body, string number, string x, string threshold)
    {
        string ones = Broadcast(body, ElementKind.Int32, "ones", "1");
        return $"{number} = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual({x}, {threshold}).AsInt32(), {number} + {ones}, {number});";
    }

    protected override void Compare(KernelBody body, Columns found, Columns reals, string[] thresholds)
    {
        body.Comment("The number of thresholds reached.");
        foreach (string number in found.Names) body.Line($"{TypeOf(ElementKind.Int32)} {number} = {TypeOf(ElementKind.Int32)}.Zero;");
        foreach (string threshold in thresholds)
        {
            for (int c = 0; c < found.Count; c++) body.Line(CountReached(body, found[c], reals[c], threshold));
        }
    }

    protected override string Permute(IReadOnlyList<string> registers, string index) => registers.Count == 1
        ? $"Avx512F.PermuteVar16x32({registers[0]}, {index})"
        : $"Avx512F.PermuteVar16x32x2({registers[0]}, {index}, {registers[1]})";

    protected override string Choose(string lower, string upper, string index, int bit) =>
        $"Vector512.ConditionalSelect((({index} << {31 - bit}) >> 31).AsSingle(), {upper}, {lower})";
}
