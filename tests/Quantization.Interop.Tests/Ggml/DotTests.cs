using System.Globalization;
using Xunit;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>Dot products against ggml's, which sums in other orders: within 1e-5 of the sum of the magnitudes.</summary>
public class DotTests
{
    private const double Tolerance = 1e-5;

    private static readonly (QuantizationFormat Format, QuantizationFormat Partner)[] Pairs =
    [
        .. Beside(QuantizationFormat.Q8_0, QuantizationFormat.Q8_0, QuantizationFormat.Q4_0, QuantizationFormat.Q5_0, QuantizationFormat.IQ4_NL, QuantizationFormat.MXFP4, QuantizationFormat.NVFP4),
        .. Beside(QuantizationFormat.Q8_1, QuantizationFormat.Q4_1, QuantizationFormat.Q5_1),
        .. Beside(
            QuantizationFormat.Q8_K, QuantizationFormat.Q2_K, QuantizationFormat.Q3_K, QuantizationFormat.Q4_K, QuantizationFormat.Q5_K, QuantizationFormat.Q6_K,
            QuantizationFormat.TQ1_0, QuantizationFormat.TQ2_0),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("_generic")]
    public void Of_blocks_and_blocks(string variant)
    {
        Shared.Ggml ggml = GgufFormat.RequireGgml();
        foreach ((QuantizationFormat format, QuantizationFormat other) in Pairs)
        {
            GenericBlockQuantizer quantizer = new(format), partner = new(other);
            string routine = $"ggml_vec_dot_{GgufFormat.NameOf(format)}_{GgufFormat.NameOf(other)}{variant}";
            foreach ((string name, float[] values) in GgufData.Tensors())
            {
                // Two stretches of one tensor.
                for (int length = 256, first = 0; first + (2 * length) <= Math.Min(values.Length, 1 << 15); first += 2 * length, length += 256)
                {
                    byte[] left = Quantize(quantizer, values.AsSpan(first, length)), right = Quantize(partner, values.AsSpan(first + length, length));
                    float expected = ggml.Dot(routine, length, left, right), actual = quantizer.Dot(left, right);
                    double magnitude = Magnitudes(quantizer, left, partner, right, length);
                    Assert.True(
                        Math.Abs((double)expected - actual) <= Tolerance * magnitude,
                        string.Create(CultureInfo.InvariantCulture, $"{routine}, {name}, {length} from {first}: expected {expected}, got {actual}, of magnitudes {magnitude}."));
                }
            }
        }
    }

    // Of each product that is summed: of fields before their zero is taken off, of the zero, and of minima.
    private static double Magnitudes(GenericBlockQuantizer quantizer, byte[] left, GenericBlockQuantizer partner, byte[] right, int length)
    {
        float[] values = new float[length];
        partner.Dequantize(right, values);
        double sum = 0;
        for (int e = 0; e < length; e++)
        {
            ReadOnlySpan<byte> block = left.AsSpan(e / quantizer.BlockSize * quantizer.BytesPerBlock, quantizer.BytesPerBlock);
            int index = e % quantizer.BlockSize, part = index * quantizer.PartCount / quantizer.BlockSize;
            double zero = quantizer.BlockSize == 256 ? 1 << (quantizer.Bits - 1) : 0;
            double around = Math.Abs(quantizer.GetMinimum(block, part)) + (zero * Math.Abs(quantizer.GetScale(block, part)));
            sum += Math.Abs(values[e]) * (Math.Abs(quantizer.GetValue(block, index)) + (2 * around));
        }

        return sum;
    }

    private static byte[] Quantize(GenericBlockQuantizer quantizer, ReadOnlySpan<float> values)
    {
        byte[] blocks = new byte[quantizer.GetByteCount(values.Length)];
        quantizer.Quantize(values, blocks);
        return blocks;
    }

    private static IEnumerable<(QuantizationFormat Format, QuantizationFormat Partner)> Beside(QuantizationFormat partner, params QuantizationFormat[] formats) =>
        formats.Select(format => (format, partner));
}
