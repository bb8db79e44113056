namespace Quantization.Gen.Vectors;

/// <summary>Tables in 128 bits: a shuffle of bytes reads four floats. More than sixteen take longer than one after another.</summary>
internal sealed partial class Portable128
{
    internal override int MostSearchedBits => 4;

    internal override int MostLookedUpBits => 4;

    protected override int MostCompared => 15;

    protected override int PermutedBits => 2;

    protected override string Permute(IReadOnlyList<string> registers, string index) => $"Vector128Primitives.LookUp({registers[0]}, {index})";

    protected override string Choose(string lower, string upper, string index, int bit) =>
        $"Vector128.ConditionalSelect((({index} << {31 - bit}) >> 31).AsSingle(), {upper}, {lower})";
}
