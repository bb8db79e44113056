namespace Quantization.Gen.Vectors;

/// <summary>Networks, in 128 bits.</summary>
internal sealed partial class Portable128
{
    internal override string ProductExcess(string a, string b, string product) => $"Vector128Primitives.ProductExcess({a}, {b}, {product})";
}
