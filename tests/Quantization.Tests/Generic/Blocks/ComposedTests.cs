using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Composed blocks: every width, type of scales, range, rounding and packing against exact arithmetic.</summary>
public class ComposedTests
{
    private static IEnumerable<BlockOptions> All()
    {
        for (int bits = 2; bits <= 8; bits++)
        {
            // Of an odd number of bits, or six, thirty-two codes are the fewest.
            foreach (int size in bits is 2 or 4 or 8 ? (int[])[16, 32, 48] : [32, 64, 96])
            {
                foreach (ScaleType type in (ScaleType[])[ScaleType.Single, ScaleType.Half, ScaleType.BFloat16, ScaleType.E8M0, ScaleType.E4M3])
                {
                    foreach (CodeRange range in (CodeRange[])[CodeRange.ByScheme, CodeRange.Full, CodeRange.Unsigned])
                    {
                        yield return new BlockOptions(bits, QuantizationScheme.Scale, size, type) { Range = range };
                    }

                    if (type is ScaleType.E8M0 or ScaleType.E4M3) continue;
                    yield return new BlockOptions(bits, QuantizationScheme.Uniform, size, type);
                    yield return new BlockOptions(bits, QuantizationScheme.Uniform, size, type) { Rounding = Rounding.NearestEven };
                }
            }
        }

        yield return new BlockOptions(4, QuantizationScheme.Scale, 32, ScaleType.Half) { Packing = Packing.SplitHalves };
        yield return new BlockOptions(4, QuantizationScheme.Uniform, 96, ScaleType.BFloat16) { Packing = Packing.SplitHalves };
        yield return new BlockOptions(5, QuantizationScheme.Scale, 4096, ScaleType.Single);
    }

    [Fact]
    public void Bytes_codes_and_values()
    {
        Random random = new(77);
        foreach (BlockOptions options in All())
        {
            ComposedOracle oracle = new(options);
            GenericBlockQuantizer quantizer = new(options);
            Assert.Equal((options.Bits, options.BlockSize, 1), (quantizer.Bits, quantizer.BlockSize, quantizer.PartCount));
            foreach (float[] source in Sources(random, options))
            {
                (byte[] bytes, int[] codes, float[] values) = oracle.Encode(source);
                byte[] block = new byte[quantizer.BytesPerBlock];
                quantizer.Quantize(source, block);
                Assert.True(bytes.AsSpan().SequenceEqual(block), $"{options}: expected {Convert.ToHexString(bytes)}, got {Convert.ToHexString(block)} of {string.Join(' ', source)}.");
                for (int i = 0; i < codes.Length; i++) Assert.Equal(codes[i], quantizer.GetCode(block, i));
                float[] decoded = new float[source.Length], faked = (float[])source.Clone();
                quantizer.Dequantize(block, decoded);
                Floats.AssertSameBits(values, decoded);
                quantizer.FakeQuantize(faked, faked);
                Floats.AssertSameBits(values, faked);
            }
        }
    }

    private static IEnumerable<float[]> Sources(Random random, BlockOptions options)
    {
        int size = options.BlockSize;
        // Zeros, a constant, ordinary values, ties, and values whose scales leave the types of scales at either end.
        yield return new float[size];
        yield return [.. Enumerable.Repeat(-2.5f, size)];
        foreach (int exponent in (int[])[0, -8, 9, -30, 20, -125, -138, 124])
        {
            yield return [.. Enumerable.Range(0, size).Select(_ => Floats.PowerOfTwo(exponent) * (float)((8 * random.NextDouble()) - 4))];
        }

        int top = (1 << (options.Bits - 1)) - 1;
        yield return [.. Enumerable.Range(0, size).Select(i => i == 3 ? top : random.Next(-2 * top, (2 * top) + 1) * 0.5f)];
        yield return [float.MaxValue, -float.MaxValue, .. new float[size - 2]];
    }

    [Theory]
    [InlineData(NaNHandling.Zero, 0)]
    [InlineData(NaNHandling.LowestCode, -7)]
    public void NaN_and_infinities_leave_the_rest_alone(NaNHandling handling, int ofNaN)
    {
        GenericBlockQuantizer quantizer = new(new BlockOptions(4, QuantizationScheme.Scale, 16, ScaleType.Single) { NaNHandling = handling });
        byte[] block = new byte[12];
        quantizer.Quantize([7f, float.NaN, -3f, float.PositiveInfinity, float.NegativeInfinity, 2.5f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, -float.NaN], block);
        Assert.Equal([7, ofNaN, -3, 7, -7, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, ofNaN], Enumerable.Range(0, 16).Select(i => quantizer.GetCode(block, i)));
        Assert.Equal(1f, quantizer.GetScale(block));
    }

    [Theory]
    // Cells of 1 from −8 to 8; 0.0 begins cell 8.
    [InlineData(NaNHandling.Zero, 8)]
    [InlineData(NaNHandling.LowestCode, 0)]
    public void NaN_and_infinities_under_uniform(NaNHandling handling, int ofNaN)
    {
        GenericBlockQuantizer quantizer = new(new BlockOptions(4, QuantizationScheme.Uniform, 16, ScaleType.Half) { NaNHandling = handling });
        byte[] block = new byte[12];
        quantizer.Quantize([8f, float.NaN, -8f, float.PositiveInfinity, float.NegativeInfinity, 2.5f, 7f, 6.99f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f], block);
        Assert.Equal([15, ofNaN, 0, 15, 0, 10, 15, 14, 8, 8, 8, 8, 8, 8, 8, 8], Enumerable.Range(0, 16).Select(i => quantizer.GetCode(block, i)));
        Assert.Equal((1f, -8f), (quantizer.GetScale(block), quantizer.GetMinimum(block)));
        Assert.Equal(-7.5f, quantizer.GetValue(block, 2));
    }

    [Fact]
    public void Nothing_finite_is_a_block_of_zeros()
    {
        float[] source = new float[16];
        source.AsSpan().Fill(float.NaN);
        source[0] = float.PositiveInfinity;
        byte[] block = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
        new GenericBlockQuantizer(new BlockOptions(4, QuantizationScheme.Scale, 16, ScaleType.Half)).Quantize(source, block);
        Assert.Equal(new byte[10], block);
    }
}
