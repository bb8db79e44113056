using System.Numerics;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Sums to codes by real and fixed-point multipliers, and biases to integers, against exact arithmetic.</summary>
public class RequantizeTests
{
    private static readonly int[] Sums =
    [
        int.MinValue, int.MinValue + 1, int.MaxValue, int.MaxValue - 1, 0, 1, -1, 2, -2, 3, -3, 5, -5, 127, -128, 128, 255, 256, 1 << 24, (1 << 24) + 1, -(1 << 24) - 1, (1 << 30) + 64,
        // Sums that are no floats, which by the last multipliers are a tie as the float that they round to and not as themselves.
        202629736, 1023570582,
        .. Enumerable.Range(0, 100).Select(i => new Random(i).Next(int.MinValue, int.MaxValue)), .. Enumerable.Range(-700, 1400),
    ];

    public static TheoryData<QuantizerOptions> Quantizers =>
    [
        .. from bits in (int[])[1, 2, 5, 8]
           from scheme in (QuantizationScheme[])[QuantizationScheme.Affine, QuantizationScheme.Scale]
           from range in (CodeRange[])[CodeRange.Unsigned, CodeRange.Full, CodeRange.Narrow]
           where bits > 1 || range == CodeRange.Unsigned
           select new QuantizerOptions(bits, scheme) { Range = range },
    ];

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void A_real_multiplier_rounds_the_product_of_floats_to_nearest_even(QuantizerOptions options)
    {
        GenericQuantizer quantizer = new(options);
        foreach (float multiplier in (float[])[1f, 0.5f, 0.25f, 0.0037f, 1.7e-7f, float.Epsilon, 1e30f, float.MaxValue, Floats.FromBits(0x342C37F7), Floats.FromBits(0x3310C3A3)])
        {
            foreach (int zeroPoint in ZeroPoints(quantizer))
            {
                int[] codes = new int[Sums.Length];
                quantizer.Requantize(Sums, codes.AsSpan(), multiplier, zeroPoint);
                for (int i = 0; i < codes.Length; i++)
                {
                    float product = (Rational.Of(Rational.Of(Sums[i]).ToSingle()) * Rational.Of(multiplier)).ToSingle();
                    BigInteger expected = float.IsInfinity(product) ? (BigInteger)Math.CopySign(1e30, product) : Rational.Of(product).Nearest(tiesAway: false) + zeroPoint;
                    Assert.True(BigInteger.Clamp(expected, quantizer.MinCode, quantizer.MaxCode) == codes[i], $"{Sums[i]} · {Floats.Show(multiplier)} + {zeroPoint}: {codes[i]}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void A_fixed_point_multiplier_rounds_the_exact_product_ties_up(QuantizerOptions options)
    {
        GenericQuantizer quantizer = new(options);
        FixedPointMultiplier[] multipliers = [new(0, 1), new(1, 1), new(int.MaxValue, 1), new(int.MaxValue, 62), new(1 << 30, 31), new(1 << 30, 33), new(1518500250, 38), new(3, 62), FixedPointMultiplier.FromReal(0.0037)];
        foreach (FixedPointMultiplier multiplier in multipliers)
        {
            foreach (int zeroPoint in ZeroPoints(quantizer))
            {
                int[] codes = new int[Sums.Length];
                quantizer.Requantize(Sums, codes.AsSpan(), multiplier, zeroPoint);
                for (int i = 0; i < codes.Length; i++)
                {
                    Rational product = new((BigInteger)Sums[i] * multiplier.Multiplier, BigInteger.Pow(2, multiplier.Shift));
                    BigInteger expected = (product + new Rational(1, 2)).Floor() + zeroPoint;
                    Assert.True(BigInteger.Clamp(expected, quantizer.MinCode, quantizer.MaxCode) == codes[i], $"{Sums[i]} · {multiplier} + {zeroPoint}: {codes[i]}");
                }
            }
        }
    }

    [Fact]
    public void Requantizing_is_refused_where_it_has_no_meaning()
    {
        GenericQuantizer affine = new(new QuantizerOptions(8, QuantizationScheme.Affine)), scale = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        byte[] codes = [9, 9];
        sbyte[] signedCodes = [9, 9];
        int[] sums = [1, 2, 3], two = [1, 2];
        FixedPointMultiplier half = new(1, 1);
        foreach (float multiplier in (float[])[0f, -1f, float.NaN, float.PositiveInfinity]) Refuse<ArgumentOutOfRangeException>("multiplier", () => affine.Requantize(two, codes.AsSpan(), multiplier, 0));
        foreach (FixedPointMultiplier multiplier in (FixedPointMultiplier[])[default, new(-1, 5), new(1, 0), new(1, 63), new(1, -3)])
        {
            Refuse<ArgumentOutOfRangeException>("multiplier", () => affine.Requantize(two, codes.AsSpan(), multiplier, 0));
        }

        foreach (int zeroPoint in (int[])[-1, 256])
        {
            Refuse<ArgumentOutOfRangeException>("zeroPoint", () => affine.Requantize(two, codes.AsSpan(), 1f, zeroPoint));
            Refuse<ArgumentOutOfRangeException>("zeroPoint", () => affine.Requantize(two, codes.AsSpan(), half, zeroPoint));
        }

        Refuse<ArgumentOutOfRangeException>("zeroPoint", () => scale.Requantize(two, signedCodes.AsSpan(), 1f, 1));
        Refuse<ArgumentOutOfRangeException>("zeroPoint", () => scale.Requantize(two, signedCodes.AsSpan(), half, -1));
        Refuse<ArgumentException>("destination", () => affine.Requantize(sums, codes.AsSpan(), 1f, 0));
        Refuse<ArgumentException>("destination", () => affine.Requantize(sums, codes.AsSpan(), half, 0));
        Refuse<ArgumentException>("destination", () => affine.Requantize(sums.AsSpan(0, 2), sums.AsSpan(1), 1f, 0));
        Assert.Throws<ArgumentException>(() => affine.Requantize(two, signedCodes.AsSpan(), 1f, 0));
        Assert.Equal([9, 9], codes);
        foreach (QuantizerOptions options in (QuantizerOptions[])[new(9, QuantizationScheme.Affine), new(8, QuantizationScheme.Uniform), new(1, QuantizationScheme.Scale)])
        {
            Assert.Throws<InvalidOperationException>(() => new GenericQuantizer(options).Requantize(two, new int[2].AsSpan(), 1f, 0));
            Assert.Throws<InvalidOperationException>(() => new GenericQuantizer(options).Requantize(two, new int[2].AsSpan(), half, 0));
        }
    }

    [Theory]
    [InlineData(1.0, 1 << 30, 30)]
    [InlineData(0.5, 1 << 30, 31)]
    [InlineData(0.75, 3 << 29, 31)]
    // The nearest 31 bits: a tie goes to the even one, and what rounds up to 2^31 is 2^30 with one shift less.
    [InlineData(1.0000000004656613, 1 << 30, 30)]
    [InlineData(1.0000000013969839, (1 << 30) + 2, 30)]
    [InlineData(1.9999999999, 1 << 30, 29)]
    [InlineData(2.3283064365386963E-10, 1 << 30, 62)]
    [InlineData(1073741823.0, 1073741823 * 2, 1)]
    public void A_real_multiplier_has_31_significant_bits(double value, int multiplier, int shift) =>
        Assert.Equal(new FixedPointMultiplier(multiplier, shift), FixedPointMultiplier.FromReal(value));

    [Fact]
    public void A_fixed_point_multiplier_is_within_half_of_its_last_bit()
    {
        Random random = new(8);
        for (int i = 0; i < 2000; i++)
        {
            double value = Math.ScaleB(1 + random.NextDouble(), random.Next(-32, 29));
            (int multiplier, int shift) = FixedPointMultiplier.FromReal(value);
            Assert.InRange(multiplier, 1 << 30, int.MaxValue);
            Assert.InRange(shift, 1, 62);
            Rational error = (Rational.Of(value) - new Rational(multiplier, BigInteger.One << shift)).Abs();
            Assert.True(error <= new Rational(1, BigInteger.One << (shift + 1)));
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1073741824.0)]
    [InlineData(1073741823.9999)]
    [InlineData(2.32830643E-10)]
    [InlineData(double.Epsilon)]
    public void A_real_multiplier_that_has_no_such_form_is_refused(double value) =>
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => FixedPointMultiplier.FromReal(value)).ParamName);

    private static int[] ZeroPoints(GenericQuantizer quantizer) =>
        quantizer.Options.Scheme == QuantizationScheme.Scale ? [0] : [quantizer.MinCode, (quantizer.MinCode + quantizer.MaxCode) / 2, quantizer.MaxCode];

    private static void Refuse<TException>(string name, Action call)
        where TException : ArgumentException =>
        Assert.Equal(name, Assert.Throws<TException>(call).ParamName);
}
