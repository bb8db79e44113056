namespace Quantization.Gen.Vectors;

/// <summary>Matrix products in 256 bits.</summary>
internal sealed partial class Avx2
{
    internal override string HasDots => "AvxVnni.IsSupported";

    internal override string DotsName => "AvxVnni";

    internal override bool DotsAreSigned => false;

    internal override string AddDots(string sum, string activations, string weights) => $"AvxVnni.MultiplyWideningAndAdd({sum}, {activations}, {weights})";
}
