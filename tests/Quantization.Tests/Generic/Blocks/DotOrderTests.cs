using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Dot products in the order that is written down, an element at a time.</summary>
public class DotOrderTests
{
    private static readonly Random Random = new(4);

    [Fact]
    public void Blocks_and_values()
    {
        foreach (QuantizationFormat format in (QuantizationFormat[])[QuantizationFormat.Q4_1, QuantizationFormat.NVFP4, QuantizationFormat.NF4, QuantizationFormat.Q6_K, QuantizationFormat.MXFP6E2M3])
        {
            GenericBlockQuantizer quantizer = new(format);
            float[] values = Values(5 * quantizer.BlockSize), decoded = new float[values.Length];
            byte[] blocks = Quantize(quantizer, Values(values.Length));
            quantizer.Dequantize(blocks, decoded);
            float[] sums = new float[16];
            for (int e = 0; e < values.Length; e++)
            {
                float product = decoded[e] * values[e];
                sums[e % 16] += product;
            }

            Floats.AssertSameBits(Tree(sums), quantizer.Dot(blocks, values));
        }
    }

    [Theory]
    [InlineData(QuantizationFormat.Q8_0, 2, 1f)]
    [InlineData(QuantizationFormat.IQ4_NL, 4, 1f)]
    [InlineData(QuantizationFormat.Q4_0, 4, 1f)]
    [InlineData(QuantizationFormat.Q5_0, 4, 1f)]
    // Levels count in halves.
    [InlineData(QuantizationFormat.MXFP4, 4, 0.5f)]
    [InlineData(QuantizationFormat.NVFP4, 4, 0.5f)]
    [InlineData(QuantizationFormat.Q4_1, 4, 1f)]
    [InlineData(QuantizationFormat.Q5_1, 4, 1f)]
    public void Blocks_and_bytes(QuantizationFormat format, int together, float unit)
    {
        bool minima = format is QuantizationFormat.Q4_1 or QuantizationFormat.Q5_1;
        GenericBlockQuantizer quantizer = new(format), partner = new(minima ? QuantizationFormat.Q8_1 : QuantizationFormat.Q8_0);
        foreach (int count in (int[])[64, 128, 192, 640])
        {
            byte[] blocks = Quantize(quantizer, Values(count)), partners = Quantize(partner, Values(count));
            float[] sums = new float[16], rest = new float[2];
            int part = quantizer.BlockSize / quantizer.PartCount;
            for (int first = 0; first < count; first += part)
            {
                ReadOnlySpan<byte> block = Of(quantizer, blocks, first), other = Of(partner, partners, first);
                SortedDictionary<int, int> exact = [];
                for (int e = first; e < first + part; e++)
                {
                    int k = e / together % 16;
                    // What a code is worth under the scale, in its unit.
                    float scale = quantizer.GetScale(block, e % quantizer.BlockSize / part);
                    float level = minima ? quantizer.GetCode(block, e % quantizer.BlockSize) : scale == 0f ? 0f : MathF.Round(quantizer.GetValue(block, e % quantizer.BlockSize) / scale / unit);
                    exact[k] = exact.GetValueOrDefault(k) + ((int)level * partner.GetCode(other, e % 32));
                }

                float factor = quantizer.GetScale(block, first % quantizer.BlockSize / part) * unit * partner.GetScale(other);
                foreach ((int k, int sum) in exact) sums[k] += (float)sum * factor;
                if (minima) rest[first / 32 % 2] += quantizer.GetMinimum(block) * (float)BitConverter.ToHalf(other[2..]);
            }

            float expected = minima ? Tree(sums) + (rest[0] + rest[1]) : Tree(sums);
            Floats.AssertSameBits(expected, quantizer.Dot(blocks, partners));
        }
    }

    [Theory]
    // Where the factors of scales and minima lie, and what is taken off a field.
    [InlineData(QuantizationFormat.Q2_K, 80, 82, 0)]
    [InlineData(QuantizationFormat.Q3_K, 108, -1, 4)]
    [InlineData(QuantizationFormat.Q4_K, 0, 2, 0)]
    [InlineData(QuantizationFormat.Q5_K, 0, 2, 0)]
    [InlineData(QuantizationFormat.Q6_K, 208, -1, 32)]
    [InlineData(QuantizationFormat.TQ1_0, 52, -1, 1)]
    [InlineData(QuantizationFormat.TQ2_0, 64, -1, 1)]
    public void Super_blocks(QuantizationFormat format, int scaleAt, int minimumAt, int zero)
    {
        GenericBlockQuantizer quantizer = new(format), partner = new(QuantizationFormat.Q8_K);
        byte[] blocks = Quantize(quantizer, Values(5 * 256)), partners = Quantize(partner, Values(5 * 256));
        float[] sums = new float[8], low = new float[8];
        int part = 256 / quantizer.PartCount;
        for (int first = 0; first < 5 * 256; first += 256)
        {
            ReadOnlySpan<byte> block = Of(quantizer, blocks, first), other = Of(partner, partners, first);
            // Under factors of 1 the scales of parts are what is read.
            byte[] bare = block.ToArray();
            BitConverter.TryWriteBytes(bare.AsSpan(scaleAt), (Half)1f);
            if (minimumAt >= 0) BitConverter.TryWriteBytes(bare.AsSpan(minimumAt), (Half)1f);
            int[] exact = new int[8], minima = new int[8];
            for (int e = 0; e < 256; e++)
            {
                exact[e / 4 % 8] += (int)quantizer.GetScale(bare, e / part) * (quantizer.GetCode(block, e) + zero) * partner.GetCode(other, e);
            }

            for (int sixteen = 0; sixteen < 16; sixteen++)
            {
                int stored = BitConverter.ToInt16(other[(260 + (2 * sixteen))..]), scale = (int)quantizer.GetScale(bare, 16 * sixteen / part);
                exact[sixteen / 2] -= zero * scale * stored;
                minima[sixteen / 2] += -(int)quantizer.GetMinimum(bare, 16 * sixteen / part) * stored;
            }

            float dy = partner.GetScale(other), factor = (float)BitConverter.ToHalf(block[scaleAt..]) * dy;
            for (int k = 0; k < 8; k++) sums[k] += (float)exact[k] * factor;
            if (minimumAt < 0) continue;
            float lowFactor = (float)BitConverter.ToHalf(block[minimumAt..]) * dy;
            for (int k = 0; k < 8; k++) low[k] += (float)minima[k] * lowFactor;
        }

        Floats.AssertSameBits(OfEight(sums) - OfEight(low), quantizer.Dot(blocks, partners));
    }

    [Fact]
    public void Nothing_sums_to_zero()
    {
        GenericBlockQuantizer quantizer = new(QuantizationFormat.Q4_K);
        Floats.AssertSameBits(0f, quantizer.Dot([], ReadOnlySpan<float>.Empty));
        Floats.AssertSameBits(0f, quantizer.Dot([], ReadOnlySpan<byte>.Empty));
    }

    // Eight further, four, two, one.
    private static float Tree(float[] a)
    {
        return OfEight([.. Enumerable.Range(0, 8).Select(k => a[k] + a[k + 8])]);
    }

    private static float OfEight(float[] b) => ((b[0] + b[4]) + (b[2] + b[6])) + ((b[1] + b[5]) + (b[3] + b[7]));

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => (float)((Random.NextDouble() - 0.4) * (1 + (i / 32 % 5))))];

    private static ReadOnlySpan<byte> Of(GenericBlockQuantizer quantizer, byte[] blocks, int element) =>
        blocks.AsSpan(element / quantizer.BlockSize * quantizer.BytesPerBlock, quantizer.BytesPerBlock);

    private static byte[] Quantize(GenericBlockQuantizer quantizer, float[] values)
    {
        byte[] blocks = new byte[quantizer.GetByteCount(values.Length)];
        quantizer.Quantize(values, blocks);
        return blocks;
    }
}
