using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Parameters of ranges; expected bits computed from the contract's formulas in exact rational arithmetic, beforehand.</summary>
public class DerivedParametersTests
{
    private const uint Least = 0x00800000;

    private static readonly QuantizerOptions Affine = new(8, QuantizationScheme.Affine);
    private static readonly QuantizerOptions Scale = new(8, QuantizationScheme.Scale);
    private static readonly QuantizerOptions Uniform = new(8, QuantizationScheme.Uniform);

    [Theory]
    [InlineData(-1f, 1f, CodeRange.Unsigned, 0x3C008081u, 127)]
    // The quotient is −0.5000076: it rounds to −1.
    [InlineData(-1f, 1f, CodeRange.Full, 0x3C008081u, -1)]
    [InlineData(-1f, 1f, CodeRange.Narrow, 0x3C010204u, 0)]
    // The width 2.6 is rounded before it is divided: the exact quotient would be 0x3C270D74.
    [InlineData(-0.7f, 1.9f, CodeRange.Unsigned, 0x3C270D73u, 69)]
    // Extended to hold 0, on either side.
    [InlineData(0.1f, 0.9f, CodeRange.Unsigned, 0x3B674DB4u, 0)]
    [InlineData(1f, 3f, CodeRange.Unsigned, 0x3C40C0C1u, 0)]
    [InlineData(-3f, -1f, CodeRange.Unsigned, 0x3C40C0C1u, 255)]
    [InlineData(5f, 5f, CodeRange.Unsigned, 0x3CA0A0A1u, 0)]
    // Zero points on ties: 2.5 and 1.5 both go to 2.
    [InlineData(-2.5f, 252.5f, CodeRange.Unsigned, 0x3F800000u, 2)]
    [InlineData(-1.5f, 253.5f, CodeRange.Unsigned, 0x3F800000u, 2)]
    // A width that overflows: s = β/n − α/n, and the tie 127.5 goes to 128, −0.5 to 0.
    [InlineData(-float.MaxValue, float.MaxValue, CodeRange.Unsigned, 0x7C008080u, 128)]
    [InlineData(-float.MaxValue, float.MaxValue, CodeRange.Full, 0x7C008080u, 0)]
    [InlineData(-float.MaxValue, 0f, CodeRange.Unsigned, 0x7B808080u, 255)]
    // Scales that would be subnormal are 2^−126: −2^−120 is 64 of them.
    [InlineData(0f, float.Epsilon, CodeRange.Unsigned, Least, 0)]
    [InlineData(-7.523164E-37f, 0f, CodeRange.Unsigned, Least, 64)]
    // All zero.
    [InlineData(0f, 0f, CodeRange.Unsigned, 0x3F800000u, 0)]
    [InlineData(-0f, 0f, CodeRange.Full, 0x3F800000u, 0)]
    public void Affine_covers_a_range_and_zero(float minimum, float maximum, CodeRange range, uint scale, int zeroPoint)
    {
        QuantizerParameters parameters = new GenericQuantizer(Affine with { Range = range }).ParametersFor(minimum, maximum);
        Assert.Equal(new AffineParameters(Floats.FromBits(scale), zeroPoint), parameters);
    }

    [Theory]
    [InlineData(Rounding.NearestEven)]
    [InlineData(Rounding.NearestAway)]
    [InlineData(Rounding.Floor)]
    [InlineData(Rounding.TowardZero)]
    public void The_zero_point_rounds_to_nearest_even_whatever_the_rounding(Rounding rounding)
    {
        GenericQuantizer quantizer = new(Affine with { Rounding = rounding });
        Assert.Equal(new AffineParameters(1f, 2), quantizer.ParametersFor(-2.5f, 252.5f));
        Assert.Equal(new AffineParameters(1f, 2), quantizer.ParametersFor(-1.5f, 253.5f));
    }

    [Theory]
    // a / qmax: 1 / 127 for signed codes, 1 / 255 for unsigned ones; the larger magnitude counts.
    [InlineData(-1f, 0.5f, CodeRange.Narrow, Rounding.NearestEven, 0x3C010204u)]
    [InlineData(-0.5f, 1f, CodeRange.Full, Rounding.NearestAway, 0x3C010204u)]
    [InlineData(-1f, 1f, CodeRange.Full, Rounding.TowardZero, 0x3C010204u)]
    [InlineData(0f, 1f, CodeRange.Unsigned, Rounding.NearestEven, 0x3B808081u)]
    // Under floor 2a / (2^b − 1), unsigned a / 2^b.
    [InlineData(-1f, 1f, CodeRange.Full, Rounding.Floor, 0x3C008081u)]
    [InlineData(-1f, 1f, CodeRange.Narrow, Rounding.Floor, 0x3C008081u)]
    [InlineData(0f, 1f, CodeRange.Unsigned, Rounding.Floor, 0x3B800000u)]
    [InlineData(-3f, 0.1f, CodeRange.Full, Rounding.Floor, 0x3CC0C0C1u)]
    // 2a overflows.
    [InlineData(-1f, float.MaxValue, CodeRange.Full, Rounding.Floor, 0x7C008080u)]
    [InlineData(-1f, float.MaxValue, CodeRange.Narrow, Rounding.NearestEven, 0x7C010204u)]
    [InlineData(0f, float.Epsilon, CodeRange.Narrow, Rounding.NearestEven, Least)]
    [InlineData(0f, float.Epsilon, CodeRange.Full, Rounding.Floor, Least)]
    [InlineData(0f, float.Epsilon, CodeRange.Unsigned, Rounding.Floor, Least)]
    [InlineData(0f, -0f, CodeRange.Narrow, Rounding.NearestEven, 0x3F800000u)]
    [InlineData(0f, 0f, CodeRange.Full, Rounding.Floor, 0x3F800000u)]
    public void Scale_covers_the_larger_magnitude(float minimum, float maximum, CodeRange range, Rounding rounding, uint scale)
    {
        QuantizerParameters parameters = new GenericQuantizer(Scale with { Range = range, Rounding = rounding }).ParametersFor(minimum, maximum);
        Assert.Equal(new ScaleParameters(Floats.FromBits(scale)), parameters);
    }

    [Theory]
    // 2^b cells under floor, 2^b − 1 steps otherwise.
    [InlineData(1f, 2f, Rounding.ByScheme, 0x3B800000u)]
    [InlineData(-1f, 1f, Rounding.Floor, 0x3C000000u)]
    [InlineData(-1f, 1f, Rounding.NearestEven, 0x3C008081u)]
    [InlineData(2f, 3f, Rounding.NearestAway, 0x3B808081u)]
    [InlineData(-float.MaxValue, float.MaxValue, Rounding.Floor, 0x7BFFFFFFu)]
    [InlineData(-float.MaxValue, float.MaxValue, Rounding.NearestEven, 0x7C008080u)]
    [InlineData(0f, float.Epsilon, Rounding.Floor, Least)]
    // M = m has no width at all.
    [InlineData(5f, 5f, Rounding.Floor, Least)]
    [InlineData(0f, 0f, Rounding.NearestEven, Least)]
    public void Uniform_slices_a_range(float minimum, float maximum, Rounding rounding, uint scale)
    {
        QuantizerParameters parameters = new GenericQuantizer(Uniform with { Rounding = rounding }).ParametersFor(minimum, maximum);
        Assert.Equal(new UniformParameters(minimum, Floats.FromBits(scale)), parameters);
    }

    [Fact]
    public void No_data_counts_as_zero()
    {
        float[][] nothing = [[], [float.NaN], [float.PositiveInfinity, float.NegativeInfinity, float.NaN], [0f], [-0f, 0f], [.. Enumerable.Repeat(float.NaN, 100)]];
        foreach (float[] values in nothing)
        {
            Assert.Equal(new AffineParameters(1f, 0), new GenericQuantizer(Affine).ParametersFor(values));
            Assert.Equal(new ScaleParameters(1f), new GenericQuantizer(Scale).ParametersFor(values));
            Assert.Equal(new UniformParameters(0f, Floats.FromBits(Least)), new GenericQuantizer(Uniform).ParametersFor(values));
        }
    }

    [Fact]
    public void A_minimum_of_data_has_no_negative_zero()
    {
        GenericQuantizer quantizer = new(Uniform);
        for (int length = 1; length < 70; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? -0f : 0f)];
            Floats.AssertSameBits(0f, quantizer.ParametersFor(values).Minimum);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(150)]
    public void Data_give_the_range_of_what_is_finite_at_every_length_and_place(int oneInHowManyIsNot)
    {
        GenericQuantizer quantizer = new(Uniform);
        QuantizerParameters expected = quantizer.ParametersFor(-3f, 5f);
        Random random = new(5);
        for (int length = 2; length <= 200; length++)
        {
            // Each place holds the least value once, another the greatest.
            for (int low = 0; low < length; low++)
            {
                float[] values = [.. Enumerable.Range(0, length).Select(_ => oneInHowManyIsNot > 0 && random.Next(oneInHowManyIsNot) == 0 ? NotFinite(random) : (float)random.NextDouble())];
                values[low] = -3f;
                values[(low + 1 + random.Next(length - 1)) % length] = 5f;
                Assert.Equal(expected, quantizer.ParametersFor(values));
            }
        }

        static float NotFinite(Random random) => random.Next(3) switch
        {
            0 => float.NegativeInfinity,
            1 => float.PositiveInfinity,
            _ => Inputs.NaNs[random.Next(Inputs.NaNs.Length)],
        };
    }

    [Fact]
    public void The_largest_floats_are_finite_data()
    {
        float[] values = [.. Enumerable.Repeat(1f, 40), float.MaxValue, float.PositiveInfinity, -float.MaxValue, .. Enumerable.Repeat(1f, 40)];
        Assert.Equal(new AffineParameters(Floats.FromBits(0x7C008080), 128), new GenericQuantizer(Affine).ParametersFor(values));
    }

    [Theory]
    [InlineData(float.NaN, 1f, "minimum")]
    [InlineData(float.NegativeInfinity, 1f, "minimum")]
    [InlineData(0f, float.NaN, "maximum")]
    [InlineData(0f, float.PositiveInfinity, "maximum")]
    [InlineData(1f, 0f, "minimum")]
    public void A_range_must_be_finite_and_the_right_way_round(float minimum, float maximum, string name)
    {
        foreach (QuantizerOptions options in (QuantizerOptions[])[Affine, Scale, Uniform])
        {
            GenericQuantizer quantizer = new(options);
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.ParametersFor(minimum, maximum)).ParamName);
        }
    }

    [Fact]
    public void Derived_scales_have_a_finite_reciprocal()
    {
        foreach (QuantizerOptions options in (QuantizerOptions[])[Affine, Scale, Uniform])
        {
            GenericQuantizer quantizer = new(options with { ScaleOperation = ScaleOperation.MultiplyByReciprocal });
            QuantizerParameters parameters = quantizer.ParametersFor(0f, float.Epsilon);
            Assert.Equal(0, quantizer.Quantize<int>(0f, parameters));
        }
    }
}
