using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Outputs that are written past the caches, aligned to lines and not, from packed sources, too.</summary>
public class LargeTests
{
    private const int Count = 6_300_000;

    private delegate void Packer(ReadOnlySpan<float> source, Span<byte> packed);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(13)]
    public void Packed_codes_to_floats(int shift)
    {
        SkipWhereEmulated();
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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(63, 5)]
    [InlineData(37, 4095)]
    public void Floats_to_packed_codes(int shift, int less)
    {
        SkipWhereEmulated();
        int count = Count - less;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = MathF.Sin(i) * 4f;
        CheckPacked(new QuantizerOptions(3, QuantizationScheme.Scale) { Range = CodeRange.Narrow }, 1.2f, (source, packed) => Scale3.QuantizePacked(source, packed, new ScaleParameters(1.2f)));
        CheckPacked(new QuantizerOptions(15, QuantizationScheme.Scale) { Range = CodeRange.Narrow }, 1e-4f, (source, packed) => Scale15.QuantizePacked(source, packed, new ScaleParameters(1e-4f)));
        CheckPacked(new QuantizerOptions(1, QuantizationScheme.Scale) { Range = CodeRange.Narrow }, 1f, (source, packed) => Scale1.QuantizePacked(source, packed, new ScaleParameters(1f)));
        values = values[..(count / 32 * 32)];
        CheckPacked(new QuantizerOptions(4, QuantizationScheme.Scale) { Range = CodeRange.Narrow, Packing = Packing.SplitHalves }, 0.6f, (source, packed) => Scale4Halves.QuantizePacked(source, packed, new ScaleParameters(0.6f)));

        void CheckPacked(QuantizerOptions options, float scale, Packer quantize)
        {
            GenericQuantizer generic = new(options);
            byte[] expected = new byte[generic.GetPackedLength(values.Length)], memory = GC.AllocateUninitializedArray<byte>(expected.Length + 256, pinned: true);
            generic.QuantizePacked<float>(values, expected, new ScaleParameters(scale));
            memory.AsSpan().Fill(0xA5);
            quantize(values, memory.AsSpan(64 + shift, expected.Length));
            Assert.True(expected.AsSpan().SequenceEqual(memory.AsSpan(64 + shift, expected.Length)));
            Assert.False(memory.AsSpan(0, 64 + shift).ContainsAnyExcept((byte)0xA5) || memory.AsSpan(64 + shift + expected.Length).ContainsAnyExcept((byte)0xA5));
        }
    }

    [Fact]
    public void Sixteen_bit_codes_and_values()
    {
        SkipWhereEmulated();
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

    // No other instruction set writes past the caches.
    private static void SkipWhereEmulated() => Assert.SkipWhen(TestSettings.Quick, "Minutes under emulation.");
}
