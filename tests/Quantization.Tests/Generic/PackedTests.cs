using System.Numerics;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Packed codes against one big integer, whose bits i·b to (i + 1)·b are code i, and against the definition of split halves.</summary>
public class PackedTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dense_codes_are_a_little_endian_bit_stream(int bits)
    {
        Random random = new(bits);
        foreach (GenericQuantizer quantizer in Quantizers(bits))
        {
            for (int count = 0; count <= 40; count++)
            {
                int[] codes = [.. Enumerable.Range(0, count).Select(_ => RandomCode(random, quantizer))];
                AssertPacked(quantizer, codes, Stream(quantizer, codes));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(4096)]
    public void Split_halves_hold_a_code_and_the_one_half_a_block_further(int blockSize)
    {
        Random random = new(blockSize);
        int size = blockSize == 0 ? 32 : blockSize;
        foreach (QuantizerOptions options in FourBits)
        {
            GenericQuantizer quantizer = new(options with { Packing = Packing.SplitHalves, BlockSize = blockSize });
            for (int blocks = 0; blocks <= 3; blocks++)
            {
                int[] codes = [.. Enumerable.Range(0, blocks * size).Select(_ => RandomCode(random, quantizer))];
                byte[] packed = new byte[codes.Length / 2];
                for (int block = 0; block < blocks; block++)
                {
                    for (int j = 0; j < size / 2; j++)
                    {
                        int low = codes[(block * size) + j], high = codes[(block * size) + j + (size / 2)];
                        packed[(block * size / 2) + j] = (byte)(((low + 16) % 16) + (((high + 16) % 16) * 16));
                    }
                }

                AssertPacked(quantizer, codes, packed, size);
            }
        }
    }

    [Fact]
    public void Four_bits_are_in_the_order_of_ONNX()
    {
        byte[] packed = new byte[3];
        new GenericQuantizer(new QuantizerOptions(4, QuantizationScheme.Affine)).Pack<byte>([1, 2, 3, 4, 5], packed);
        Assert.Equal((byte[])[0x21, 0x43, 0x05], packed);
        new GenericQuantizer(new QuantizerOptions(4, QuantizationScheme.Scale)).Pack<sbyte>([-1, 7, -7], packed);
        Assert.Equal((byte[])[0x7F, 0x09, 0x05], packed);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Packing_keeps_the_low_bits_of_any_integer(int bits)
    {
        Random random = new(bits);
        foreach (GenericQuantizer quantizer in Quantizers(bits))
        {
            int[] codes = [int.MinValue, int.MaxValue, -1, 0, 1, .. Enumerable.Range(0, 20).Select(_ => random.Next(int.MinValue, int.MaxValue))];
            byte[] packed = new byte[quantizer.GetPackedLength(codes.Length)];
            quantizer.Pack<int>(codes, packed);
            Assert.Equal(Stream(quantizer, codes), packed);
        }
    }

    [Fact]
    public void Packed_values_take_the_random_numbers_of_their_places()
    {
        RandomSequence numbers = new(5, uint.MaxValue - 20);
        foreach (Packing packing in Enum.GetValues<Packing>())
        {
            GenericQuantizer quantizer = new(new QuantizerOptions(4, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic, Packing = packing });
            float[] values = [.. Enumerable.Range(0, 96).Select(i => ((i % 15) - 7) * 0.77f)];
            int[] codes = new int[96], unpacked = new int[96];
            byte[] packed = new byte[48];
            quantizer.Quantize(values, codes.AsSpan(), new ScaleParameters(1f), numbers);
            quantizer.QuantizePacked<float>(values, packed, new ScaleParameters(1f), numbers);
            quantizer.Unpack(packed, unpacked.AsSpan());
            Assert.Equal(codes, unpacked);
        }
    }

    [Fact]
    public void Any_type_of_value_can_be_packed()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(3, QuantizationScheme.Affine));
        Check([.. Enumerable.Range(0, 21).Select(i => i * 0.4)]);
        Check([.. Enumerable.Range(0, 21).Select(i => (Half)(i * 0.4))]);
        Check([.. Enumerable.Range(0, 21).Select(i => (BFloat16)(i * 0.4f))]);

        void Check<TSource>(TSource[] values)
            where TSource : unmanaged
        {
            AffineParameters parameters = new(1f, 2);
            byte[] codes = new byte[21], packed = new byte[8];
            TSource[] expected = new TSource[21], actual = new TSource[21];
            quantizer.Quantize(values, codes.AsSpan(), parameters);
            quantizer.Dequantize(codes, expected.AsSpan(), parameters);
            quantizer.QuantizePacked(values, packed, parameters);
            quantizer.DequantizePacked(packed, actual.AsSpan(), parameters);
            Assert.Equal(Stream(quantizer, [.. codes.Select(c => (int)c)]), packed);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(0, 16, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(8, 1, 1)]
    [InlineData(9, 1, 2)]
    [InlineData(3, 3, 2)]
    [InlineData(1, 16, 2)]
    [InlineData(int.MaxValue, 1, 268435456)]
    [InlineData(int.MaxValue, 7, 1879048192)]
    [InlineData(int.MaxValue, 8, int.MaxValue)]
    [InlineData(1908874352, 9, 2147483646)]
    [InlineData(1073741823, 16, 2147483646)]
    public void A_packed_length_is_rounded_up_and_does_not_overflow(int count, int bits, int length)
    {
        Assert.Equal(length, new GenericQuantizer(new QuantizerOptions(bits, QuantizationScheme.Affine)).GetPackedLength(count));
        Assert.Equal(length, PackedCodes.GetLength(count, bits));
    }

    [Theory]
    [InlineData(-1, 8)]
    [InlineData(int.MinValue, 1)]
    [InlineData(int.MaxValue, 9)]
    [InlineData(1908874353, 9)]
    [InlineData(1073741824, 16)]
    [InlineData(int.MaxValue, 16)]
    public void A_packed_length_that_no_span_has_is_refused(int count, int bits)
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(bits, QuantizationScheme.Affine));
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.GetPackedLength(count)).ParamName);
    }

    // The scale is a power of two, so that a code comes back from its value.
    private static void AssertPacked(GenericQuantizer quantizer, int[] codes, byte[] expected, int group = 8)
    {
        QuantizerParameters parameters = quantizer.Options.Scheme == QuantizationScheme.Affine
            ? new AffineParameters(0.25f, quantizer.MinCode + (1 << (quantizer.Bits - 1)))
            : new ScaleParameters(0.25f);
        float[] values = [.. codes.Select(code => quantizer.Dequantize(code, parameters))], read = new float[codes.Length];
        int[] unpacked = new int[codes.Length];
        Assert.Equal(expected.Length, quantizer.GetPackedLength(codes.Length));
        using GuardedMemory<byte> packed = GuardedMemory<byte>.EndingAtGuard(expected.Length), quantized = GuardedMemory<byte>.EndingAtGuard(expected.Length);
        // What was there before must not shine through.
        packed.Span.Fill(0xA5);
        quantized.Span.Fill(0x5A);
        quantizer.Pack<int>(codes, packed.Span);
        quantizer.QuantizePacked<float>(values, quantized.Span, parameters);
        Assert.Equal(expected, packed.Span);
        Assert.Equal(expected, quantized.Span);
        quantizer.Unpack(packed.Span, unpacked.AsSpan());
        Assert.Equal(codes, unpacked);
        for (int i = 0; i < codes.Length; i++) Assert.Equal(codes[i], quantizer.GetCode(packed.Span, i));
        for (int first = 0; first <= codes.Length; first += group)
        {
            quantizer.DequantizePacked(packed.Span, first, read.AsSpan(first), parameters);
            Floats.AssertSameBits(values.AsSpan(first), read.AsSpan(first));
            read.AsSpan().Clear();
        }

        quantizer.DequantizePacked(packed.Span, read.AsSpan(), parameters);
        Floats.AssertSameBits(values, read);
        byte[] longer = [.. Enumerable.Repeat((byte)9, expected.Length + 3)];
        quantizer.Pack<int>(codes, longer);
        Assert.Equal([.. expected, 9, 9, 9], longer);
        longer[^3..].AsSpan().Fill(9);
        quantizer.QuantizePacked<float>(values, longer, parameters);
        Assert.Equal([.. expected, 9, 9, 9], longer);
    }

    private static byte[] Stream(GenericQuantizer quantizer, int[] codes)
    {
        BigInteger stream = 0, unit = BigInteger.Pow(2, quantizer.Bits);
        for (int i = codes.Length - 1; i >= 0; i--)
        {
            // The exception to two's complement: a sign is 1 where it is not negative.
            BigInteger field = (quantizer.MinCode, quantizer.MaxCode) == (-1, 1) && quantizer.Bits == 1
                ? (codes[i] < 0 ? 0 : 1)
                : ((codes[i] % unit) + unit) % unit;
            stream = (stream * unit) + field;
        }

        byte[] bytes = new byte[((codes.Length * quantizer.Bits) + 7) / 8];
        Assert.True(stream.TryWriteBytes(bytes, out _, isUnsigned: true) || stream.IsZero);
        return bytes;
    }

    private static IEnumerable<GenericQuantizer> Quantizers(int bits) =>
        from options in LegalOptions.All(bits)
        where options is { Scheme: not QuantizationScheme.Uniform, Rounding: Rounding.NearestEven, ScaleOperation: ScaleOperation.Divide, NaNHandling: NaNHandling.Zero, OutOfRange: OutOfRangeHandling.Saturate }
        select new GenericQuantizer(options);

    private static QuantizerOptions[] FourBits =>
        [new(4, QuantizationScheme.Affine), new(4, QuantizationScheme.Scale), new(4, QuantizationScheme.Affine) { Range = CodeRange.Full }];

    private static int RandomCode(Random random, GenericQuantizer quantizer) =>
        (quantizer.MinCode, quantizer.MaxCode, quantizer.Bits) == (-1, 1, 1) ? (2 * random.Next(2)) - 1 : random.Next(quantizer.MinCode, quantizer.MaxCode + 1);
}
