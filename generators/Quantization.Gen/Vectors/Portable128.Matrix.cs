namespace Quantization.Gen.Vectors;

/// <summary>Matrix products in 128 bits.</summary>
internal sealed partial class Portable128
{
    internal override string HasDots => "Vector128Primitives.HasDots";

    internal override string DotsName => "Vector128Dots";

    internal override bool DotsAreSigned => true;

    internal override string AddDots(string sum, string activations, string weights) => $"Vector128Primitives.AddDots({sum}, {activations}, {weights})";
}
