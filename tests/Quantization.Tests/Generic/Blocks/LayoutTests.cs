using Quantization.Arithmetic;
using Xunit;
using static Quantization.Tests.Generic.Blocks.BlockBytes;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Blocks written byte by byte as their formats are described, and read as they are meant.</summary>
public class LayoutTests
{
    private static readonly float[] NonLinear = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    private readonly Random random = new(5);

    [Fact]
    public void Q8_0() => Check(QuantizationFormat.Q8_0, 34, SignedBytes(32), q => [.. Half(0.375f), .. Bytes(q)], (q, _) => q * 0.375f);

    [Fact]
    public void Q8_1() => Check(QuantizationFormat.Q8_1, 36, SignedBytes(32), q => [.. Half(-1.5f), .. Half(9f), .. Bytes(q)], (q, _) => q * -1.5f);

    [Fact]
    public void Q8_K() => Check(QuantizationFormat.Q8_K, 292, SignedBytes(256), q => [.. Single(0.1f), .. Bytes(q), .. new byte[32]], (q, _) => q * 0.1f);

    [Fact]
    public void Q4_0() => Check(QuantizationFormat.Q4_0, 18, Codes(32, 16, 8), q => [.. Half(0.75f), .. SplitHalves(q, 8)], (q, _) => q * 0.75f);

    [Fact]
    public void Q4_1() => Check(QuantizationFormat.Q4_1, 20, Codes(32, 16, 0), q => [.. Half(0.75f), .. Half(-3f), .. SplitHalves(q, 0)], (q, _) => (q * 0.75f) - 3f);

    [Fact]
    public void Q5_0() => Check(QuantizationFormat.Q5_0, 22, Codes(32, 32, 16), q => [.. Half(0.75f), .. FifthBits(q, 16), .. SplitHalves(q, 16)], (q, _) => q * 0.75f);

    [Fact]
    public void Q5_1() =>
        Check(QuantizationFormat.Q5_1, 24, Codes(32, 32, 0), q => [.. Half(0.75f), .. Half(-3f), .. FifthBits(q, 0), .. SplitHalves(q, 0)], (q, _) => (q * 0.75f) - 3f);

    [Fact]
    public void IQ4_NL() => Check(QuantizationFormat.IQ4_NL, 18, Codes(32, 16, 0), q => [.. Half(0.75f), .. SplitHalves(q, 0)], (q, _) => NonLinear[q] * 0.75f);

    [Fact]
    public void MXFP4() => Check(QuantizationFormat.MXFP4, 17, Codes(32, 16, 0), q => [125, .. SplitHalves(q, 0)], (q, _) => E2M1(q) * 0.25f);

    [Fact]
    public void NVFP4()
    {
        // E4M3: 2^(e − 7) · (1 + f/8); the sign of a scale does not count.
        byte[] scales = [0x38, 0xC1, 0x08, 0x01];
        float[] values = [1f, 2.25f, 0.015625f, 0.001953125f];
        Check(
            QuantizationFormat.NVFP4, 36, Codes(64, 16, 0), q => [.. scales, .. Enumerable.Range(0, 4).SelectMany(part => SplitHalves(q[(16 * part)..(16 * (part + 1))], 0))],
            (q, e) => E2M1(q) * values[e / 16], part => values[part]);
    }

    [Fact]
    public void NF4()
    {
        float[] levels = [-1f, -0.6961928f, -0.52507305f, -0.3949175f, -0.28444138f, -0.18477343f, -0.091050036f, 0f, 0.0795803f, 0.1609302f, 0.24611230f, 0.33791524f, 0.44070983f, 0.562617f, 0.72295684f, 1f];
        // The first code is in the high half.
        Check(QuantizationFormat.NF4, 36, Codes(64, 16, 0), q => [.. Single(2f), .. Enumerable.Range(0, 32).Select(i => (byte)(q[2 * i] << 4 | q[(2 * i) + 1]))], (q, _) => levels[q] * 2f);
    }

    [Fact]
    public void Q2_K()
    {
        int[] scales = Codes(16, 16, 0), minima = Codes(16, 16, 0);
        Check(
            QuantizationFormat.Q2_K, 84, Codes(256, 4, 0), q => [.. scales.Zip(minima, (s, m) => (byte)(s | m << 4)), .. QuarterBytes(q, 0), .. Half(0.3f), .. Half(0.7f)],
            (q, e) => (InHalf(0.3f) * scales[e / 16] * q) - (InHalf(0.7f) * minima[e / 16]), part => InHalf(0.3f) * scales[part], part => -(InHalf(0.7f) * minima[part]));
    }

    [Fact]
    public void Q3_K()
    {
        int[] scales = Codes(16, 64, 32);
        Check(
            QuantizationFormat.Q3_K, 110, Codes(256, 8, 4), q =>
            {
                byte[] mask = new byte[32], packed = new byte[12];
                for (int e = 0; e < 256; e++) mask[e % 32] |= (byte)((q[e] + 4) >> 2 << (e / 32));
                for (int j = 0; j < 16; j++)
                {
                    int stored = scales[j] + 32;
                    packed[j % 8] |= (byte)((stored & 15) << (j < 8 ? 0 : 4));
                    packed[8 + (j % 4)] |= (byte)(stored >> 4 << (2 * (j / 4)));
                }

                return [.. mask, .. QuarterBytes([.. q.Select(code => (code + 4) & 3)], 0), .. packed, .. Half(0.3f)];
            },
            (q, e) => InHalf(0.3f) * scales[e / 16] * q, part => InHalf(0.3f) * scales[part]);
    }

    [Fact]
    public void Q4_K()
    {
        int[] scales = Codes(8, 64, 0), minima = Codes(8, 64, 0);
        Check(
            QuantizationFormat.Q4_K, 144, Codes(256, 16, 0), q => [.. Half(0.3f), .. Half(0.7f), .. SixBits(scales, minima), .. Pairs(q, 32)],
            (q, e) => (InHalf(0.3f) * scales[e / 32] * q) - (InHalf(0.7f) * minima[e / 32]), part => InHalf(0.3f) * scales[part], part => -(InHalf(0.7f) * minima[part]));
    }

    [Fact]
    public void Q5_K()
    {
        int[] scales = Codes(8, 64, 0), minima = Codes(8, 64, 0);
        Check(
            QuantizationFormat.Q5_K, 176, Codes(256, 32, 0), q =>
            {
                byte[] high = new byte[32];
                for (int e = 0; e < 256; e++) high[e % 32] |= (byte)(q[e] >> 4 << (e / 32));
                return [.. Half(0.3f), .. Half(0.7f), .. SixBits(scales, minima), .. high, .. Pairs([.. q.Select(code => code & 15)], 32)];
            },
            (q, e) => (InHalf(0.3f) * scales[e / 32] * q) - (InHalf(0.7f) * minima[e / 32]), part => InHalf(0.3f) * scales[part], part => -(InHalf(0.7f) * minima[part]));
    }

    [Fact]
    public void Q6_K()
    {
        int[] scales = SignedBytes(16);
        Check(
            QuantizationFormat.Q6_K, 210, Codes(256, 64, 32), q =>
            {
                byte[] low = new byte[128], high = new byte[64];
                for (int e = 0; e < 256; e++)
                {
                    int field = q[e] + 32, within = e % 128, half = e / 128;
                    low[(64 * half) + (within % 64)] |= (byte)((field & 15) << (within < 64 ? 0 : 4));
                    high[(32 * half) + (within % 32)] |= (byte)(field >> 4 << (2 * (within / 32)));
                }

                return [.. low, .. high, .. Bytes(scales), .. Half(0.3f)];
            },
            (q, e) => InHalf(0.3f) * scales[e / 16] * q, part => InHalf(0.3f) * scales[part]);
    }

    [Fact]
    public void TQ2_0() => Check(QuantizationFormat.TQ2_0, 66, Codes(256, 3, 1), q => [.. QuarterBytes(q, 1), .. Half(0.75f)], (q, _) => q * 0.75f);

    [Fact]
    public void TQ1_0() => Check(
        QuantizationFormat.TQ1_0, 54, Codes(256, 3, 1),
        q => [.. Enumerable.Range(0, 32).Select(m => Trits(q, m, 32, 5)), .. Enumerable.Range(0, 16).Select(m => Trits(q, 160 + m, 16, 5)), .. Enumerable.Range(0, 4).Select(j => Trits(q, 240 + j, 4, 4)), .. Half(0.75f)],
        (q, _) => q * 0.75f);

    [Fact]
    public void Microscaling_of_eight_bits()
    {
        Check(QuantizationFormat.MXFP8E4M3, 33, Enumerable.Range(0x60, 31).Append(0x81).ToArray(), q => [130, .. Bytes(q)], (q, _) => Quantization.Runtime.FloatBits.FromE4M3((byte)q) * 8f);
        Check(QuantizationFormat.MXFP8E5M2, 33, [.. Enumerable.Range(0x50, 31), 0x81], q => [130, .. Bytes(q)], (q, _) => Quantization.Runtime.FloatBits.FromE5M2((byte)q) * 8f);
        Check(QuantizationFormat.MXINT8, 33, SignedBytes(32), q => [130, .. Bytes(q)], (q, _) => q / 64f * 8f);
    }

    [Fact]
    public void Microscaling_of_six_bits()
    {
        // Four codes are three bytes, the first in the lowest bits.
        static byte[] Stream(int[] q) => [.. q.Chunk(4).Select(four => four[0] | four[1] << 6 | four[2] << 12 | four[3] << 18).SelectMany(bits => (byte[])[(byte)bits, (byte)(bits >> 8), (byte)(bits >> 16)])];
        Check(QuantizationFormat.MXFP6E2M3, 25, Codes(32, 64, 0), q => [126, .. Stream(q)], (q, _) => Float(q, 3, 1) * 0.5f);
        Check(QuantizationFormat.MXFP6E3M2, 25, Codes(32, 64, 0), q => [126, .. Stream(q)], (q, _) => Float(q, 2, 3) * 0.5f);
    }

    [Fact]
    public void The_exponent_byte_255_is_NaN_and_0_is_the_least_power()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.MXINT8);
        byte[] block = new byte[33];
        block[1] = 64;
        Floats.AssertSameBits(Floats.PowerOfTwo(-127), quantizer.GetValue(block, 0));
        block[0] = 255;
        Assert.True(float.IsNaN(quantizer.GetScale(block)));
        Assert.True(float.IsNaN(quantizer.GetValue(block, 0)));
    }

    [Fact]
    public void Every_byte_of_trits_decodes_by_its_formula()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.TQ1_0);
        byte[] block = new byte[54];
        for (int value = 0; value < 256; value++)
        {
            block[7] = (byte)value;
            int power = 1;
            for (int n = 0; n < 5; n++, power *= 3) Assert.Equal((value * power % 256 * 3 >> 8) - 1, quantizer.GetCode(block, 7 + (32 * n)));
        }
    }

    [Fact]
    public void Every_five_trits_are_written_as_a_fraction_rounded_up()
    {
        int[] fields = new int[256];
        byte[] block = new byte[54];
        for (int value = 0; value < 243; value++)
        {
            for (int n = 0, rest = value; n < 5; n++, rest /= 3) fields[7 + (32 * (4 - n))] = rest % 3;
            BlockCodes.Write(BlockFormats.Of(QuantizationFormat.TQ1_0), fields, block);
            Assert.Equal((byte)Math.Ceiling(value * 256 / 243.0), block[7]);
        }
    }

    private static void Check(
        QuantizationFormat format, int bytes, int[] codes, Func<int[], byte[]> layout, Func<int, int, float> value, Func<int, float>? scale = null, Func<int, float>? minimum = null)
    {
        GenericBlockQuantizer quantizer = new(format);
        byte[] block = layout(codes);
        Assert.Equal(bytes, block.Length);
        Assert.Equal(bytes, quantizer.BytesPerBlock);
        Assert.Equal(codes.Length, quantizer.BlockSize);
        Assert.Equal(3 * bytes, quantizer.GetByteCount(3 * codes.Length));
        float[] values = new float[2 * codes.Length];
        quantizer.Dequantize((byte[])[.. block, .. block], values);
        for (int e = 0; e < codes.Length; e++)
        {
            Assert.Equal(codes[e], quantizer.GetCode(block, e));
            Floats.AssertSameBits(value(codes[e], e), quantizer.GetValue(block, e));
            Floats.AssertSameBits(value(codes[e], e), values[e]);
            Floats.AssertSameBits(value(codes[e], e), values[codes.Length + e]);
        }

        // Writing the codes over anything leaves them and the parameters.
        BlockFormat description = BlockFormats.Of(format);
        int[] fields = new int[codes.Length];
        BlockCodes.Read(description, block, fields);
        byte[] written = (byte[])block.Clone();
        BlockCodes.Write(description, [.. fields.Reverse()], written);
        Assert.NotEqual(block, written);
        BlockCodes.Write(description, fields, written);
        Assert.Equal(block, written);

        for (int part = 0; scale is not null && part < quantizer.PartCount; part++)
        {
            Floats.AssertSameBits(scale(part), quantizer.GetScale(block, part));
            Floats.AssertSameBits(minimum?.Invoke(part) ?? 0f, quantizer.GetMinimum(block, part));
        }
    }

    private int[] Codes(int count, int different, int zero) => [.. Enumerable.Range(0, count).Select(_ => random.Next(different) - zero)];

    private int[] SignedBytes(int count) => Codes(count, 256, 128);
}
