using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>The encoding rules of GGUF's blocks in cases that can be worked out by hand.</summary>
public class RuleTests
{
    [Fact]
    public void Q8_0_rounds_ties_to_even_and_by_the_reference_away_from_zero()
    {
        float[] source = Block(127f, 0.5f, 1.5f, -2.5f, -0.5f);
        AssertCodes(QuantizationFormat.Q8_0, source, 127, 0, 2, -2, 0);
        AssertCodes(QuantizationFormat.Q8_0, source, BlockEncoding.Reference, 127, 1, 2, -3, -1);
    }

    [Fact]
    public void Q8_1_stores_the_sum_times_the_scale()
    {
        // d = 2: the codes 127, −3 and 10 sum to 134.
        byte[] block = Encode(QuantizationFormat.Q8_1, Block(254f, -6f, 20f));
        Assert.Equal((2f, 268f), (HalfAt(block, 0), HalfAt(block, 2)));
    }

    [Fact]
    public void Q4_0_gives_the_lowest_code_to_the_first_of_the_largest_magnitudes()
    {
        byte[] negative = AssertCodes(QuantizationFormat.Q4_0, Block(-8f, 8f, 0.5f, -0.5f, 7f), -8, 7, 1, 0, 7);
        byte[] positive = AssertCodes(QuantizationFormat.Q4_0, Block(8f, -8f, 0.5f, -0.5f, -7f), -8, 7, 0, 1, 7);
        Assert.Equal((1f, -1f), (HalfAt(negative, 0), HalfAt(positive, 0)));
    }

    [Fact]
    public void Q5_0_has_twice_the_codes() => AssertCodes(QuantizationFormat.Q5_0, Block(-16f, 16f, 0.5f, -0.5f, 15f), -16, 15, 1, 0, 15);

    [Fact]
    public void Q4_1_and_Q5_1_reach_from_the_least_to_the_greatest()
    {
        byte[] four = AssertCodes(QuantizationFormat.Q4_1, Block(-1f, 14f, 0.49f, 0.5f, 1.5f), 0, 15, 1, 2, 3);
        byte[] five = AssertCodes(QuantizationFormat.Q5_1, Block(-1f, 30f, 0.49f, 0.5f, 1.5f), 0, 31, 1, 2, 3);
        Assert.Equal((1f, -1f, 1f, -1f), (HalfAt(four, 0), HalfAt(four, 2), HalfAt(five, 0), HalfAt(five, 2)));
    }

    [Fact]
    public void Q8_K_gives_minus_127_to_the_largest_magnitude_and_stores_sums()
    {
        float[] source = new float[256];
        (source[0], source[1], source[2], source[16], source[255]) = (127f, 2.5f, -3.5f, -8f, -127f);
        byte[] block = AssertCodes(QuantizationFormat.Q8_K, source, -127, -2, 4);
        Assert.Equal(-1f, BitConverter.ToSingle(block));
        Assert.Equal([-125, 8, 0, 127], ((int[])[0, 1, 2, 15]).Select(i => (int)BitConverter.ToInt16(block, 260 + (2 * i))));
    }

    [Fact]
    public void Ternary_codes_round_ties_away_from_zero()
    {
        float[] source = new float[256];
        float[] first = [2f, -2f, 1f, -1f, 0.99f, -0.99f];
        first.CopyTo(source, 0);
        Assert.Equal(2f, HalfAt(AssertCodes(QuantizationFormat.TQ1_0, source, 1, -1, 1, -1, 0, 0), 52));
        Assert.Equal(2f, HalfAt(AssertCodes(QuantizationFormat.TQ2_0, source, 1, -1, 1, -1, 0, 0), 64));
    }

    [Fact]
    public void IQ4_NL_takes_levels_and_fits_the_scale_to_them()
    {
        // −254 is twice the lowest level. −231 / 2 is halfway from −127 to −104 and goes up, 14 / 2 halfway from 1 to 13.
        byte[] block = AssertCodes(QuantizationFormat.IQ4_NL, Block(-254f, -231f, 14f, 2f), 0, 1, 9, 8);
        double products = 0, squares = 0;
        foreach ((double x, int level) in (ReadOnlySpan<(double, int)>)[(-254, -127), (-231, -104), (14, 13), (2, 1)])
        {
            products += x * x * level * x;
            squares += x * x * level * level;
        }

        // The levels of zeros add nothing, because their weight is nothing.
        Assert.Equal((float)(Half)(products / squares), HalfAt(block, 0));
    }

    [Theory]
    // The scale −0 of a signed maximum, codes in the middle.
    [InlineData(QuantizationFormat.Q4_0, "0080" + "88888888888888888888888888888888")]
    [InlineData(QuantizationFormat.Q5_0, "0080" + "FFFFFFFF" + "00000000000000000000000000000000")]
    [InlineData(QuantizationFormat.Q4_1, "0000" + "0000" + "00000000000000000000000000000000")]
    [InlineData(QuantizationFormat.MXFP4, "00" + "00000000000000000000000000000000")]
    [InlineData(QuantizationFormat.IQ4_NL, "0000" + "00000000000000000000000000000000")]
    public void Zeros(QuantizationFormat format, string expected)
    {
        Assert.Equal(expected, Convert.ToHexString(Encode(format, new float[32])));
        float[] decoded = new float[32];
        new GenericBlockQuantizer(format).Dequantize(Encode(format, new float[32]), decoded);
        Assert.All(decoded, x => Assert.Equal(0f, x));
    }

    [Theory]
    [InlineData(QuantizationFormat.Q8_0, 1e9f, 65504f, 127)]
    [InlineData(QuantizationFormat.Q8_0, -1e9f, 65504f, -127)]
    [InlineData(QuantizationFormat.Q4_0, -1e9f, 65504f, -8)]
    [InlineData(QuantizationFormat.Q4_0, 1e9f, -65504f, -8)]
    [InlineData(QuantizationFormat.Q4_1, 1e9f, 65504f, 15)]
    [InlineData(QuantizationFormat.IQ4_NL, 1e25f, -65504f, 0)]
    [InlineData(QuantizationFormat.TQ2_0, 1e9f, 65504f, 1)]
    public void A_scale_that_no_half_holds_is_the_greatest_half(QuantizationFormat format, float value, float scale, int code)
    {
        GenericBlockQuantizer quantizer = new(format);
        float[] source = new float[quantizer.BlockSize];
        source[1] = value;
        byte[] block = Encode(format, source);
        Assert.Equal((scale, code), (quantizer.GetScale(block), quantizer.GetCode(block, 1)));
    }

    [Theory]
    [InlineData(QuantizationFormat.Q8_0)]
    [InlineData(QuantizationFormat.Q8_1)]
    [InlineData(QuantizationFormat.Q8_K)]
    [InlineData(QuantizationFormat.Q4_0)]
    [InlineData(QuantizationFormat.Q4_1)]
    [InlineData(QuantizationFormat.Q5_0)]
    [InlineData(QuantizationFormat.Q5_1)]
    [InlineData(QuantizationFormat.IQ4_NL)]
    [InlineData(QuantizationFormat.TQ1_0)]
    [InlineData(QuantizationFormat.TQ2_0)]
    public void Without_a_finite_reciprocal_the_block_is_zeros(QuantizationFormat format)
    {
        GenericBlockQuantizer quantizer = new(format);
        float[] source = new float[quantizer.BlockSize], decoded = new float[quantizer.BlockSize];
        (source[0], source[3]) = (1e-39f, -2e-39f);
        byte[] block = Encode(format, source);
        Assert.Equal(0f, quantizer.GetScale(block));
        quantizer.Dequantize(block, decoded);
        Assert.All(decoded, x => Assert.Equal(0f, x));
    }

    public static TheoryData<QuantizationFormat> Named { get; } = [.. Enum.GetValues<QuantizationFormat>().Where(format => format >= QuantizationFormat.Q8_0)];

    [Theory]
    [MemberData(nameof(Named))]
    public void A_NaN_counts_as_zero(QuantizationFormat format)
    {
        float[] source = Gaussian(new GenericBlockQuantizer(format).BlockSize, 3);
        source[5] = 0f;
        byte[] expected = Encode(format, source);
        source[5] = float.NaN;
        Assert.Equal(expected, Encode(format, source));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void An_infinity_takes_the_extreme_code_of_its_sign(QuantizationFormat format)
    {
        GenericBlockQuantizer quantizer = new(format);
        bool searched = format.ToString().EndsWith("_K", StringComparison.Ordinal) && format != QuantizationFormat.Q8_K;
        for (int seed = 0; seed < 20; seed++)
        {
            float[] source = Gaussian(quantizer.BlockSize, seed);
            (source[5], source[9]) = (0f, 0f);
            byte[] before = Encode(format, source);
            (source[5], source[9]) = (float.PositiveInfinity, float.NegativeInfinity);
            byte[] block = Encode(format, source);
            float[] decoded = new float[source.Length];
            quantizer.Dequantize(block, decoded);
            Assert.All(decoded, x => Assert.True(float.IsFinite(x)));
            int size = quantizer.BlockSize / quantizer.PartCount;
            Assert.All(decoded[..size], x => Assert.InRange(x, decoded[9], decoded[5]));
            Assert.True(decoded[5] > 0f && decoded[9] < 0f);
            if (searched)
            {
                int lowest = quantizer.GetCode(new byte[quantizer.BytesPerBlock], 0), highest = lowest + (1 << quantizer.Bits) - 1;
                bool upwards = quantizer.GetScale(block) > 0f;
                Assert.Equal(upwards ? (highest, lowest) : (lowest, highest), (quantizer.GetCode(block, 5), quantizer.GetCode(block, 9)));
                continue;
            }

            // Nothing else of the block changes.
            for (int part = 0; part < quantizer.PartCount; part++) Floats.AssertSameBits(quantizer.GetScale(before, part), quantizer.GetScale(block, part));
            for (int i = 0; i < source.Length; i++)
            {
                if (i is not (5 or 9)) Assert.Equal(quantizer.GetCode(before, i), quantizer.GetCode(block, i));
            }
        }
    }

    private static float[] Block(params float[] first)
    {
        float[] block = new float[32];
        first.CopyTo(block, 0);
        return block;
    }

    private static float[] Gaussian(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static byte[] Encode(QuantizationFormat format, float[] source, BlockEncoding encoding = BlockEncoding.ByFormat)
    {
        GenericBlockQuantizer quantizer = new(format, encoding);
        byte[] block = new byte[quantizer.BytesPerBlock];
        block.AsSpan().Fill(0xA5);
        quantizer.Quantize(source, block);
        return block;
    }

    private static byte[] AssertCodes(QuantizationFormat format, float[] source, params int[] codes) => AssertCodes(format, source, BlockEncoding.ByFormat, codes);

    private static byte[] AssertCodes(QuantizationFormat format, float[] source, BlockEncoding encoding, params int[] codes)
    {
        byte[] block = Encode(format, source, encoding);
        GenericBlockQuantizer quantizer = new(format, encoding);
        Assert.Equal(codes, Enumerable.Range(0, codes.Length).Select(i => quantizer.GetCode(block, i)));
        return block;
    }

    private static float HalfAt(byte[] block, int at) => (float)BitConverter.ToHalf(block, at);
}
