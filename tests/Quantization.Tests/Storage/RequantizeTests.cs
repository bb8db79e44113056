using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Sums of products to codes, against the generic implementation at every length, at the ends of the integers and about ties.</summary>
public class RequantizeTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(3.1e-7f)]
    [InlineData(float.MaxValue)]
    [InlineData(1.4e-45f)]
    public void By_a_real_multiplier(float multiplier)
    {
        GenericQuantizer affine = new(new QuantizerOptions(8, QuantizationScheme.Affine)), scale = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        GenericQuantizer seven = new(new QuantizerOptions(7, QuantizationScheme.Affine) { Rounding = Rounding.Floor, OutOfRange = OutOfRangeHandling.Vanish });
        foreach (int length in Lengths)
        {
            int[] sums = Sums(length, multiplier);
            byte[] expected = new byte[length], actual = new byte[length];
            sbyte[] expectedSigned = new sbyte[length], actualSigned = new sbyte[length];
            foreach (int zeroPoint in (int[])[0, 117, 127])
            {
                affine.Requantize<byte>(sums, expected, multiplier, zeroPoint);
                Affine8All.Requantize(sums, actual, multiplier, zeroPoint);
                Assert.Equal(expected, actual);
                // However many elements the other methods of a declaration take.
                actual.AsSpan().Clear();
                Affine8AllOf96.Requantize(sums, actual, multiplier, zeroPoint);
                Assert.Equal(expected, actual);
                seven.Requantize<byte>(sums, expected, multiplier, zeroPoint);
                Affine7AllFloor.Requantize(sums, actual, multiplier, zeroPoint);
                Assert.Equal(expected, actual);
            }

            scale.Requantize<sbyte>(sums, expectedSigned, multiplier, 0);
            Scale8All.Requantize(sums, actualSigned, multiplier);
            Assert.Equal(expectedSigned, actualSigned);
            if (length > 0) Assert.Equal(expectedSigned[^1], Scale8All.Requantize(sums[^1], multiplier));
        }
    }

    [Theory]
    [InlineData(1 << 30, 31)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MaxValue, 62)]
    [InlineData(1518500250, 45)]
    [InlineData(3, 1)]
    [InlineData(0, 7)]
    public void By_a_fixed_point_multiplier(int multiplier, int shift)
    {
        FixedPointMultiplier m = new(multiplier, shift);
        GenericQuantizer affine = new(new QuantizerOptions(8, QuantizationScheme.Affine) { Range = CodeRange.Full }), scale = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        foreach (int length in Lengths)
        {
            int[] sums = Sums(length, multiplier * Math.Pow(2, -shift));
            sbyte[] expected = new sbyte[length], actual = new sbyte[length];
            foreach (int zeroPoint in (int[])[0, -128, 127, 5])
            {
                affine.Requantize<sbyte>(sums, expected, m, zeroPoint);
                Affine8AllAsSByte.Requantize(sums, actual, m, zeroPoint);
                Assert.Equal(expected, actual);
                if (length > 0) Assert.Equal(expected[0], Affine8AllAsSByte.Requantize(sums[0], m, zeroPoint));
            }

            scale.Requantize<sbyte>(sums, expected, m, 0);
            Scale8All.Requantize(sums, actual, m);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Calls_that_are_refused()
    {
        int[] sums = new int[4];
        byte[] codes = new byte[4];
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine8All.Requantize(sums, codes.AsSpan(1), 1f, 0)).ParamName);
        foreach (float bad in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
        {
            Assert.Equal("multiplier", Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.Requantize(sums, codes, bad, 0)).ParamName);
        }

        Assert.Equal("multiplier", Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.Requantize(sums, codes, new FixedPointMultiplier(1, 0), 0)).ParamName);
        Assert.Equal("multiplier", Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.Requantize(sums, codes, new FixedPointMultiplier(-1, 5), 0)).ParamName);
        Assert.Equal("zeroPoint", Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.Requantize(sums, codes, 1f, 256)).ParamName);
        Assert.Equal("zeroPoint", Assert.Throws<ArgumentOutOfRangeException>(() => Affine8AllAsSByte.Requantize(1, 1f, 128)).ParamName);
    }

    private static IEnumerable<int> Lengths => [.. Enumerable.Range(0, 70), 127, 128, 129, 1001];

    // The ends of the integers, those where floats lose bits, and those that end near codes and ties.
    private static int[] Sums(int length, double multiplier)
    {
        Random random = new(length);
        int[] special = [int.MinValue, int.MaxValue, int.MinValue + 1, 0, 1, -1, 1 << 24, (1 << 24) + 1, -(1 << 24) - 1, 16777219];
        int[] sums = new int[length];
        for (int i = 0; i < length; i++)
        {
            double near = Math.Round((random.Next(-300, 300) + (random.Next(2) * 0.5)) / Math.Max(multiplier, 1e-300)) + random.Next(-1, 2);
            sums[i] = random.Next(3) switch { 0 => special[random.Next(special.Length)], 1 => random.Next(), _ => (int)Math.Clamp(near, int.MinValue, int.MaxValue) };
        }

        return sums;
    }
}
