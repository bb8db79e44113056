using Quantization.Arithmetic;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Floats of at most 8 bits: every code against tables and the definition, and rounding about every number and every midpoint.</summary>
public class SmallFloatTests
{
    private static readonly SmallFloat[] Formats = [SmallFloat.E2M1, SmallFloat.E2M3, SmallFloat.E3M2, SmallFloat.E4M3, SmallFloat.E5M2];

    [Fact]
    public void E2M1_has_eight_magnitudes()
    {
        float[] expected = [0f, 0.5f, 1f, 1.5f, 2f, 3f, 4f, 6f];
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(code => SmallFloats.Decode(SmallFloat.E2M1, code)));
        Assert.Equal(expected.Select(x => -x), Enumerable.Range(8, 8).Select(code => SmallFloats.Decode(SmallFloat.E2M1, code)));
        Assert.Equal(SmallFloat.E2M1.Levels(), Enumerable.Range(0, 16).Select(code => SmallFloats.Decode(SmallFloat.E2M1, code)));
    }

    // From the tables of the OCP specifications: least and greatest subnormal numbers, least normal numbers, one, the greatest.
    [Theory]
    [InlineData(0x01, 0.001953125f)]
    [InlineData(0x07, 0.013671875f)]
    [InlineData(0x08, 0.015625f)]
    [InlineData(0x38, 1f)]
    [InlineData(0x7E, 448f)]
    [InlineData(0x7F, float.NaN)]
    public void E4M3_by_the_table(byte code, float expected) => Assert.Equal(expected, FloatBits.FromE4M3(code));

    [Theory]
    [InlineData(0x01, 0.0000152587890625f)]
    [InlineData(0x03, 0.0000457763671875f)]
    [InlineData(0x04, 0.00006103515625f)]
    [InlineData(0x3C, 1f)]
    [InlineData(0x7B, 57344f)]
    [InlineData(0x7C, float.PositiveInfinity)]
    [InlineData(0xFC, float.NegativeInfinity)]
    [InlineData(0x7D, float.NaN)]
    [InlineData(0xFF, float.NaN)]
    public void E5M2_by_the_table(byte code, float expected) => Assert.Equal(expected, FloatBits.FromE5M2(code));

    [Theory]
    [InlineData(0x01, 0.125f, 0.0625f)]
    [InlineData(0x1F, 7.5f, 28f)]
    [InlineData(0x3F, -7.5f, -28f)]
    [InlineData(0x20, -0f, -0f)]
    public void Six_bits_by_the_table(int code, float e2m3, float e3m2)
    {
        Floats.AssertSameBits(e2m3, SmallFloats.Decode(SmallFloat.E2M3, code));
        Floats.AssertSameBits(e3m2, SmallFloats.Decode(SmallFloat.E3M2, code));
    }

    [Fact]
    public void Decoding_follows_the_definition()
    {
        foreach (SmallFloat format in Formats)
        {
            int half = 1 << (format.Bits - 1);
            for (int code = 0; code < 2 * half; code++)
            {
                double magnitude = Magnitude(format, code & (half - 1));
                uint sign = code < half ? 0 : 0x8000_0000;
                // A quiet NaN keeps its fraction.
                uint expected = double.IsNaN(magnitude) ? 0x7FC0_0000 | ((uint)(code & (half - 1)) << (23 - format.FractionBits)) : BitConverter.SingleToUInt32Bits((float)magnitude);
                Assert.Equal(expected | sign, BitConverter.SingleToUInt32Bits(SmallFloats.Decode(format, code)));
            }
        }
    }

    // E5M2 is the upper byte of a half.
    [Fact]
    public void E5M2_is_the_upper_byte_of_a_half()
    {
        for (int code = 0; code < 256; code++)
        {
            float half = (float)BitConverter.UInt16BitsToHalf((ushort)(code << 8));
            Floats.AssertSameBits(half, FloatBits.FromE5M2((byte)code));
            Floats.AssertSameBits(half, SmallFloats.Decode(SmallFloat.E5M2, code));
        }
    }

    [Fact]
    public void Every_number_keeps_its_code()
    {
        foreach (SmallFloat format in Formats)
        {
            for (int code = 0; code < 1 << format.Bits; code++)
            {
                float value = SmallFloats.Decode(format, code);
                if (!float.IsFinite(value)) continue;
                Assert.Equal(code, SmallFloats.Encode(format, value, saturate: true));
                Assert.Equal(code, SmallFloats.Encode(format, value, saturate: false));
            }
        }
    }

    [Fact]
    public void Rounding_turns_at_the_midpoints_and_ties_go_to_the_even_code()
    {
        foreach (SmallFloat format in Formats)
        {
            int sign = 1 << (format.Bits - 1);
            for (int code = 0; code < format.GreatestCode; code++)
            {
                // The midpoint has one bit more than either, and is a float.
                float midpoint = (float)((Magnitude(format, code) + Magnitude(format, code + 1)) / 2);
                int even = code + (code & 1);
                foreach (bool saturate in (bool[])[false, true])
                {
                    Assert.Equal(code, SmallFloats.Encode(format, MathF.BitDecrement(midpoint), saturate));
                    Assert.Equal(even, SmallFloats.Encode(format, midpoint, saturate));
                    Assert.Equal(code + 1, SmallFloats.Encode(format, MathF.BitIncrement(midpoint), saturate));
                    Assert.Equal(sign | code, SmallFloats.Encode(format, -MathF.BitDecrement(midpoint), saturate));
                    Assert.Equal(sign | even, SmallFloats.Encode(format, -midpoint, saturate));
                    Assert.Equal(sign | (code + 1), SmallFloats.Encode(format, -MathF.BitIncrement(midpoint), saturate));
                }
            }
        }
    }

    [Theory]
    // The midpoint to the number that there would be next: 448 + 16 and 57344 + 4096. 448 is even and keeps the tie, 57344 is odd.
    [InlineData(464f, 0x7E, 0x7E)]
    [InlineData(464.00003f, 0x7E, 0x7F)]
    [InlineData(float.MaxValue, 0x7E, 0x7F)]
    [InlineData(float.PositiveInfinity, 0x7E, 0x7F)]
    [InlineData(float.NegativeInfinity, 0xFE, 0xFF)]
    [InlineData(float.NaN, 0xFF, 0xFF)]
    public void What_is_too_large_for_E4M3(float value, byte saturated, byte other)
    {
        Assert.Equal(saturated, FloatBits.ToE4M3(value, saturate: true));
        Assert.Equal(other, FloatBits.ToE4M3(value, saturate: false));
    }

    [Theory]
    [InlineData(61439.996f, 0x7B, 0x7B)]
    [InlineData(61440f, 0x7B, 0x7C)]
    [InlineData(float.MaxValue, 0x7B, 0x7C)]
    [InlineData(float.PositiveInfinity, 0x7B, 0x7C)]
    [InlineData(float.NegativeInfinity, 0xFB, 0xFC)]
    [InlineData(float.NaN, 0xFF, 0xFF)]
    public void What_is_too_large_for_E5M2(float value, byte saturated, byte other)
    {
        Assert.Equal(saturated, FloatBits.ToE5M2(value, saturate: true));
        Assert.Equal(other, FloatBits.ToE5M2(value, saturate: false));
    }

    [Fact]
    public void The_sign_of_a_NaN_is_kept()
    {
        float positive = BitConverter.UInt32BitsToSingle(0x7F80_0001);
        Assert.Equal(0x7F, FloatBits.ToE4M3(positive, saturate: true));
        Assert.Equal(0x7F, FloatBits.ToE5M2(positive, saturate: true));
    }

    [Theory]
    // 6.5 is 1.625 · 4, and in E3M2, whose exponents are 2 higher, the midpoint of 1.5 · 4 and 1.75 · 4: even is 1.5.
    [InlineData(6.5f, 7, 29, 22)]
    [InlineData(1e30f, 7, 31, 31)]
    [InlineData(float.PositiveInfinity, 7, 31, 31)]
    [InlineData(float.NaN, 0, 0, 0)]
    public void Formats_of_finite_numbers_alone_saturate_and_take_NaN_for_zero(float value, int e2m1, int e2m3, int e3m2)
    {
        Assert.Equal(e2m1, SmallFloats.Encode(SmallFloat.E2M1, value, saturate: false));
        Assert.Equal(e2m3, SmallFloats.Encode(SmallFloat.E2M3, value, saturate: false));
        Assert.Equal(e3m2, SmallFloats.Encode(SmallFloat.E3M2, value, saturate: false));
    }

    [Fact]
    public void Zeros_and_what_vanishes_keep_their_signs()
    {
        foreach (SmallFloat format in Formats)
        {
            int sign = 1 << (format.Bits - 1);
            Assert.Equal(0, SmallFloats.Encode(format, 0f, saturate: true));
            Assert.Equal(sign, SmallFloats.Encode(format, -0f, saturate: true));
            Assert.Equal(0, SmallFloats.Encode(format, float.Epsilon, saturate: true));
            Assert.Equal(sign, SmallFloats.Encode(format, -float.Epsilon, saturate: true));
        }
    }

    // (fraction + 1) · 2^(exponent − bias), below the least exponent without the one: OCP 8-bit floats 1.0, section 5.
    private static double Magnitude(SmallFloat format, int code)
    {
        int exponent = code >> format.FractionBits, ones = (1 << format.ExponentBits) - 1;
        double fraction = (code & ((1 << format.FractionBits) - 1)) / (double)(1 << format.FractionBits);
        if (format.HasInfinity && exponent == ones) return fraction == 0 ? double.PositiveInfinity : double.NaN;
        if (format.HasNaN && !format.HasInfinity && code == (1 << (format.Bits - 1)) - 1) return double.NaN;
        return exponent == 0 ? Math.ScaleB(fraction, 1 - format.Bias) : Math.ScaleB(1 + fraction, exponent - format.Bias);
    }
}
