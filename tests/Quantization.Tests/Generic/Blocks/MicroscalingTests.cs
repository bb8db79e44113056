using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>The encoders of microscaling formats and NF4 against a search among all their numbers.</summary>
public class MicroscalingTests
{
    private static readonly Random Random = new(12);

    private static readonly double[] NF4 =
    [
        -1, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0,
        0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1,
    ];

    [Theory]
    [InlineData(QuantizationFormat.MXFP8E4M3, 8)]
    [InlineData(QuantizationFormat.MXFP8E5M2, 15)]
    [InlineData(QuantizationFormat.MXFP6E3M2, 4)]
    [InlineData(QuantizationFormat.MXFP6E2M3, 2)]
    [InlineData(QuantizationFormat.MXFP4, 2)]
    public void Floats_take_the_nearest_number_and_at_a_tie_the_even_one(QuantizationFormat format, int greatestExponent)
    {
        GenericBlockQuantizer quantizer = new(format, format == QuantizationFormat.MXFP4 ? BlockEncoding.Microscaling : BlockEncoding.ByFormat);
        double[] numbers = Numbers(quantizer);
        byte[] block = new byte[quantizer.BytesPerBlock];
        foreach (float[] source in Sources())
        {
            quantizer.Quantize(source, block);
            int exponent = SharedExponent(source, greatestExponent);
            Assert.Equal(exponent + 127, block[0]);
            for (int i = 0; i < source.Length; i++)
            {
                double scaled = Math.ScaleB(Math.Abs((double)source[i]), -exponent);
                int nearest = Enumerable.Range(0, numbers.Length).MinBy(code => (Math.Abs(numbers[code] - scaled), code & 1));
                int expected = float.IsNegative(source[i]) ? nearest | 1 << (quantizer.Bits - 1) : nearest;
                Assert.Equal(expected, quantizer.GetCode(block, i));
            }
        }
    }

    [Fact]
    public void MXINT8_rounds_to_steps_of_a_64th_and_clamps_to_127()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.MXINT8);
        byte[] block = new byte[33];
        foreach (float[] source in Sources())
        {
            quantizer.Quantize(source, block);
            int exponent = SharedExponent(source, 0);
            Assert.Equal(exponent + 127, block[0]);
            for (int i = 0; i < source.Length; i++)
            {
                double steps = Math.Round(Math.ScaleB((double)source[i], 6 - exponent), MidpointRounding.ToEven);
                Assert.Equal((int)Math.Clamp(steps, -127, 127), quantizer.GetCode(block, i));
            }
        }
    }

    [Fact]
    public void MXFP4_of_GGUF_files_sends_ties_to_the_smaller_magnitude()
    {
        float[] source = new float[32];
        float[] ties = [0.25f, 0.75f, 1.25f, 1.75f, 2.5f, 3.5f, 5f, -0.25f, -0.75f, -1.25f, -1.75f, -2.5f, -3.5f, -5f, -0f, 7.9f];
        ties.CopyTo(source, 0);
        byte[] block = new byte[17];
        GenericBlockQuantizer quantizer = new(QuantizationFormat.MXFP4);
        quantizer.Quantize(source, block);
        Assert.Equal(127, block[0]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0, 9, 10, 11, 12, 13, 14, 0, 7], Enumerable.Range(0, 16).Select(i => quantizer.GetCode(block, i)));
        // The same by the specification: to even, and the sign of what becomes 0 stays.
        GenericBlockQuantizer microscaling = new(QuantizationFormat.MXFP4, BlockEncoding.Microscaling);
        microscaling.Quantize(source, block);
        Assert.Equal([0, 2, 2, 4, 4, 6, 6, 8, 10, 10, 12, 12, 14, 14, 8, 7], Enumerable.Range(0, 16).Select(i => microscaling.GetCode(block, i)));
    }

    [Fact]
    public void NVFP4_scales_are_the_nearest_and_at_a_tie_the_greater()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.NVFP4);
        float[] source = new float[64];
        // 25.5 / 6 = 4.25 is halfway between 4 and 4.5; 1/2048 / 6 vanishes; 6000 / 6 is above 448; the last part is zeros.
        (source[0], source[1], source[16], source[32], source[33]) = (25.5f, -13f, 1f / 2048f, 6000f, -5000f);
        byte[] block = new byte[36];
        quantizer.Quantize(source, block);
        Assert.Equal([0x49, 0x00, 0x7E, 0x00], block[..4]);
        Assert.Equal(4.5f, quantizer.GetScale(block, 0));
        // 25.5 / 4.5 = 5.67 and −13 / 4.5 = −2.89; 6000 / 448 and −5000 / 448 are above 6.
        Assert.Equal([7, 13, 0, 7, 15], ((int[])[0, 1, 16, 32, 33]).Select(i => quantizer.GetCode(block, i)));
    }

    [Fact]
    public void NF4_takes_the_nearest_level()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.NF4);
        byte[] block = new byte[36];
        for (int turn = 0; turn < 200; turn++)
        {
            float[] source = [.. Enumerable.Range(0, 64).Select(_ => (float)((2 * Random.NextDouble()) - 1) * Floats.PowerOfTwo(turn - 100))];
            quantizer.Quantize(source, block);
            float scale = source.Max(Math.Abs);
            Assert.Equal(scale, quantizer.GetScale(block));
            for (int i = 0; i < source.Length; i++)
            {
                double x = (double)source[i] / scale;
                int code = quantizer.GetCode(block, i);
                // Midpoints are rounded to float, so that very near to them either level will do.
                Assert.True(Math.Abs(NF4[code] - x) <= NF4.Min(level => Math.Abs(level - x)) + 1e-7);
            }
        }
    }

    [Fact]
    public void NF4_ties_go_to_the_lower_level_at_midpoints_rounded_to_float()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.NF4);
        float[] source = new float[64];
        source[63] = 1f;
        byte[] block = new byte[36];
        for (int level = 0; level < 15; level++)
        {
            float midpoint = (Rational.Of((float)NF4[level]) + Rational.Of((float)NF4[level + 1])).ToSingle() / 2;
            (source[0], source[1], source[2]) = (MathF.BitDecrement(midpoint), midpoint, MathF.BitIncrement(midpoint));
            quantizer.Quantize(source, block);
            Assert.Equal([level, level, level + 1], Enumerable.Range(0, 3).Select(i => quantizer.GetCode(block, i)));
        }
    }

    [Fact]
    public void NF4_zeros_and_what_has_no_reciprocal_take_the_level_zero()
    {
        foreach (float x in (float[])[0f, float.Epsilon, Floats.PowerOfTwo(-128)])
        {
            float[] source = new float[64];
            source[5] = x;
            byte[] block = new byte[36];
            new GenericBlockQuantizer(QuantizationFormat.NF4).Quantize(source, block);
            Assert.Equal([0, 0, 0, 0, .. Enumerable.Repeat((byte)0x77, 32)], block);
        }
    }

    [Theory]
    [InlineData(QuantizationFormat.MXFP8E4M3)]
    [InlineData(QuantizationFormat.MXFP6E2M3)]
    [InlineData(QuantizationFormat.MXINT8)]
    public void Zeros_take_the_exponent_byte_0(QuantizationFormat format)
    {
        GenericBlockQuantizer quantizer = new(format);
        byte[] block = new byte[quantizer.BytesPerBlock];
        block.AsSpan().Fill(9);
        quantizer.Quantize(new float[32], block);
        Assert.Equal(new byte[block.Length], block);
    }

    // Ordinary values, all exponents down to subnormal floats, ties, zeros of either sign.
    private static IEnumerable<float[]> Sources()
    {
        for (int exponent = -148; exponent <= 127; exponent++)
        {
            yield return [.. Enumerable.Range(0, 32).Select(i => i == 7 ? -0f : (float)Math.ScaleB((2 * Random.NextDouble()) - 1, exponent - Random.Next(3)))];
            yield return [.. Enumerable.Range(0, 32).Select(_ => (float)Math.ScaleB(Random.Next(-32, 33) * 0.25, exponent - 4))];
        }

        yield return [.. Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? float.MaxValue : -float.Epsilon)];
    }

    private static int SharedExponent(float[] source, int greatestExponent)
    {
        double reach = source.Max(x => Math.Abs((double)x));
        return reach == 0 ? -127 : Math.Clamp(Math.ILogB(reach) - greatestExponent, -127, 127);
    }

    // The finite magnitudes by their codes, from blocks of the scale 1.
    private static double[] Numbers(GenericBlockQuantizer quantizer)
    {
        double[] numbers = new double[1 << (quantizer.Bits - 1)];
        byte[] block = new byte[quantizer.BytesPerBlock];
        block[0] = 127;
        for (int code = 0; code < numbers.Length; code++)
        {
            block[1] = (byte)code;
            numbers[code] = quantizer.GetValue(block, 0);
        }

        return [.. numbers.TakeWhile(double.IsFinite)];
    }
}
