namespace Quantization.Gen.Vectors;

/// <summary>Tables in 256 bits: a permutation reads eight floats. Sixty-four levels would take as long as one after another.</summary>
internal sealed partial class Avx2
{
    internal override int MostSearchedBits => 8;

    internal override int MostLookedUpBits => 5;

    protected override int PermutedBits => 3;

    protected override string Permute(IReadOnlyList<string> registers, string index) => $"Avx2.PermuteVar8x32({registers[0]}, {index})";

    protected override string Choose(string lower, string upper, string index, int bit) => $"Avx.BlendVariable({lower}, {upper}, ({index} << {31 - bit}).AsSingle())";
}
