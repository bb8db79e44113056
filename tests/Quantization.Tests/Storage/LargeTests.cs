using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Outputs that are written past the caches, aligned to lines and not, from packed sources, too.</summary>
public class LargeTests
{
    private const int Count = 6_300_000;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(13)]
    public void Packed_codes_to_floats(int shift)
    {
        byte[] packed = new byte[Count * 3 / 8];
        new Random(1).NextBytes(packed);
        float[] memory = GC.AllocateUninitializedArray<float>(Count + 64, pinned: true), expected = new float[Count];
        Span<float> results = memory.AsSpan(shift, Count);
        GenericQuantizer generic = new(new QuantizerOptions(3, QuantizationScheme.Scale) { Range = CodeRange.Narrow });
        generic.DequantizePacked<float>(packed, expected, new ScaleParameters(0.3f));
        Scale3.DequantizePacked(packed, results, new ScaleParameters(0.3f));
        Assert.True(expected.AsSpan().SequenceEqual(results));
        generic = new GenericQuantizer(new QuantizerOptions(4, QuantizationScheme.Affine) { Packing = Packing.SplitHalves });
        packed = new byte[Count / 64 * 32];
        new Random(2).NextBytes(packed);
        expected = new float[packed.Length * 2];
        results = memory.AsSpan(shift, expected.Length);
        generic.DequantizePacked<float>(packed, expected, new AffineParameters(0.3f, 7));
        Affine4Halves.DequantizePacked(packed, results, new AffineParameters(0.3f, 7));
        Assert.True(expected.AsSpan().SequenceEqual(results));
    }

    [Fact]
    public void Sixteen_bit_codes_and_values()
    {
        float[] values = new float[Count];
        for (int i = 0; i < Count; i++) values[i] = MathF.Sin(i) * 4f;
        GenericQuantizer generic = new(new QuantizerOptions(16, QuantizationScheme.Affine));
        AffineParameters parameters = new(1e-4f, 30000);
        ushort[] expected = new ushort[Count], actual = new ushort[Count];
        generic.Quantize<ushort>(values, expected, parameters);
        Affine16.Quantize(values, actual, parameters);
        Assert.True(expected.AsSpan().SequenceEqual(actual));
        float[] back = new float[Count], results = new float[Count];
        generic.Dequantize<ushort>(expected, back, parameters);
        Affine16.Dequantize(actual, results, parameters);
        Assert.True(back.AsSpan().SequenceEqual(results));
        double[] doubles = Array.ConvertAll(values, x => (double)x);
        byte[] codes = new byte[Count], expectedCodes = new byte[Count];
        new GenericQuantizer(new QuantizerOptions(8, QuantizationScheme.Affine)).Quantize<double, byte>(doubles, expectedCodes, new AffineParameters(0.03f, 128));
        Affine8Double.Quantize(doubles, codes, new AffineParameters(0.03f, 128));
        Assert.True(expectedCodes.AsSpan().SequenceEqual(codes));
    }
}
