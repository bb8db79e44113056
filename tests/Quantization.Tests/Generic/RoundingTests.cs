using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Quotients that lie on ties and next to them, with codes worked out by hand.</summary>
public class RoundingTests
{
    private static readonly float BelowHalf = MathF.BitDecrement(0.5f);

    public static TheoryData<Rounding, float[], int[]> Quotients => new()
    {
        { Rounding.NearestEven, [0.25f, 0.75f, 1.25f, 1.75f, 62.25f], [0, 2, 2, 4, 124] },
        { Rounding.NearestAway, [0.25f, 0.75f, 1.25f, 1.75f, 62.25f], [1, 2, 3, 4, 125] },
        { Rounding.Floor, [0.25f, 0.75f, 1.25f, 1.75f, 62.25f], [0, 1, 2, 3, 124] },
        { Rounding.TowardZero, [0.25f, 0.75f, 1.25f, 1.75f, 62.25f], [0, 1, 2, 3, 124] },
        { Rounding.NearestEven, [-0.25f, -0.75f, -1.25f, -1.75f, -62.25f], [0, -2, -2, -4, -124] },
        { Rounding.NearestAway, [-0.25f, -0.75f, -1.25f, -1.75f, -62.25f], [-1, -2, -3, -4, -125] },
        { Rounding.Floor, [-0.25f, -0.75f, -1.25f, -1.75f, -62.25f], [-1, -2, -3, -4, -125] },
        { Rounding.TowardZero, [-0.25f, -0.75f, -1.25f, -1.75f, -62.25f], [0, -1, -2, -3, -124] },
        // Adding a half and dropping the fraction would make 1 of the float below ½.
        { Rounding.NearestAway, [BelowHalf / 2, -BelowHalf / 2], [0, 0] },
        { Rounding.NearestEven, [BelowHalf / 2, -BelowHalf / 2], [0, 0] },
        // The least float there is: only floor tells it from zero.
        { Rounding.Floor, [0f, -0f, float.Epsilon, -float.Epsilon], [0, 0, 0, -1] },
        { Rounding.TowardZero, [0f, -0f, float.Epsilon, -float.Epsilon], [0, 0, 0, 0] },
        { Rounding.NearestEven, [0f, -0f, float.Epsilon, -float.Epsilon], [0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Quotients))]
    public void A_quotient_rounds_as_the_option_says(Rounding rounding, float[] values, int[] codes)
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = rounding });
        sbyte[] actual = new sbyte[values.Length];
        quantizer.Quantize(values, actual, new ScaleParameters(0.5f));
        Assert.Equal(codes, actual.Select(c => (int)c));
    }

    [Fact]
    public void The_zero_point_is_added_after_rounding()
    {
        // 0.5 + 3 would round to 4 (even), 2.5 + 3 to 6 (even): the sum never sees a tie.
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Affine));
        byte[] codes = new byte[4];
        quantizer.Quantize([0.5f, 1.5f, 2.5f, -0.5f], codes, new AffineParameters(1f, 3));
        Assert.Equal((byte[])[3, 5, 5, 3], codes);
    }

    [Fact]
    public void Uniform_rounds_down_unless_told_otherwise()
    {
        // (x + 1) / 0.5 = 0.75, 1.5, 2.5, 3.25
        float[] values = [-0.625f, -0.25f, 0.25f, 0.625f];
        UniformParameters parameters = new(-1f, 0.5f);
        Assert.Equal([0, 1, 2, 3], Codes(Rounding.ByScheme));
        Assert.Equal([0, 1, 2, 3], Codes(Rounding.Floor));
        Assert.Equal([1, 2, 2, 3], Codes(Rounding.NearestEven));
        Assert.Equal([1, 2, 3, 3], Codes(Rounding.NearestAway));

        int[] Codes(Rounding rounding)
        {
            GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Uniform) { Rounding = rounding });
            return [.. values.Select(x => quantizer.Quantize<int>(x, parameters))];
        }
    }

    [Theory]
    // 1.55f / 0.1f is 15.499999…, while 1.55f · (1 / 0.1f) rounds to 15.5 and on to 16; 2.25f / 0.3f is 7.4999995, the product 7.5.
    [InlineData(0.1f, 1.55f, 15, 16)]
    [InlineData(0.3f, 2.25f, 7, 8)]
    // And the other way: a true tie, which the product misses.
    [InlineData(0.1f, 3.2500002f, 32, 33)]
    public void Dividing_and_multiplying_by_the_reciprocal_differ_in_rare_ties(float scale, float x, int divided, int multiplied)
    {
        QuantizerOptions options = new(8, QuantizationScheme.Scale);
        Assert.Equal(divided, new GenericQuantizer(options).Quantize<sbyte>(x, new ScaleParameters(scale)));
        Assert.Equal(multiplied, new GenericQuantizer(options with { ScaleOperation = ScaleOperation.MultiplyByReciprocal }).Quantize<sbyte>(x, new ScaleParameters(scale)));
    }
}
