using System.Globalization;
using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>
/// The ratio of signal to noise on independent Gaussian values, in decibels. What is expected follows from the distribution of the extremes of a
/// block and the levels, whatever writes the codes.
/// </summary>
public class SignalToNoiseTests
{
    private const int Samples = 10_000_000;

    private static readonly Lazy<float[]> Gaussian = new(Make);

    [Fact]
    public void Composed_blocks_of_4_bits() => CheckComposed(4, 21.39, 20.26, 19.36);

    [Fact]
    public void Composed_blocks_of_8_bits() => CheckComposed(8, 46.57, 45.44, 44.54);

    [Theory]
    [InlineData(QuantizationFormat.NF4, BlockEncoding.ByFormat, 20.73, 0.05)]
    // These round what they store.
    [InlineData(QuantizationFormat.Q4_0, BlockEncoding.ByFormat, 21.32, 0.1)]
    [InlineData(QuantizationFormat.Q8_0, BlockEncoding.ByFormat, 45.44, 0.1)]
    [InlineData(QuantizationFormat.Q8_0, BlockEncoding.Reference, 45.44, 0.1)]
    [InlineData(QuantizationFormat.MXFP4, BlockEncoding.ByFormat, 18.79, 0.05)]
    [InlineData(QuantizationFormat.MXFP4, BlockEncoding.Microscaling, 18.79, 0.05)]
    [InlineData(QuantizationFormat.NVFP4, BlockEncoding.ByFormat, 20.52, 0.1)]
    public void Named_formats(QuantizationFormat format, BlockEncoding encoding, double expected, double tolerance) =>
        Check(new GenericBlockQuantizer(format, encoding), format.ToString(), expected, tolerance);

    private static void CheckComposed(int bits, params double[] expected)
    {
        int[] sizes = [16, 32, 64];
        for (int i = 0; i < sizes.Length; i++)
        {
            Check(new GenericBlockQuantizer(new BlockOptions(bits, QuantizationScheme.Scale, sizes[i], ScaleType.Single)), $"{bits} bits by {sizes[i]}", expected[i], 0.05);
            Check(new GenericBlockQuantizer(new BlockOptions(bits, QuantizationScheme.Scale, sizes[i], ScaleType.Half)), $"{bits} bits by {sizes[i]}, half", expected[i], 0.1);
        }
    }

    private static void Check(GenericBlockQuantizer quantizer, string name, double expected, double tolerance)
    {
        float[] values = Gaussian.Value, results = new float[values.Length];
        quantizer.FakeQuantize(values, results);
        double signal = 0, noise = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double x = values[i], error = x - results[i];
            signal += x * x;
            noise += error * error;
        }

        double decibels = 10 * Math.Log10(signal / noise);
        Assert.True(Math.Abs(decibels - expected) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{name}: {decibels:F3} dB, not {expected} ± {tolerance}."));
    }

    private static float[] Make()
    {
        Random random = new(9);
        float[] values = new float[TestSettings.Quick ? Samples / 10 : Samples];
        for (int i = 0; i < values.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), angle = 2 * Math.PI * random.NextDouble();
            values[i] = (float)(radius * Math.Cos(angle));
            values[i + 1] = (float)(radius * Math.Sin(angle));
        }

        return values;
    }
}
