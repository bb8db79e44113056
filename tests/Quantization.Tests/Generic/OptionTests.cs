using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>NaN, the out-of-range rules, ranges and reconstructions, with results worked out by hand.</summary>
public class OptionTests
{
    [Theory]
    [InlineData(QuantizationScheme.Affine, NaNHandling.Zero, 7)]
    [InlineData(QuantizationScheme.Affine, NaNHandling.LowestCode, 0)]
    [InlineData(QuantizationScheme.Scale, NaNHandling.Zero, 0)]
    [InlineData(QuantizationScheme.Scale, NaNHandling.LowestCode, -127)]
    // Zero lies 9 steps above the minimum of −4.5.
    [InlineData(QuantizationScheme.Uniform, NaNHandling.Zero, 9)]
    [InlineData(QuantizationScheme.Uniform, NaNHandling.LowestCode, 0)]
    public void Every_NaN_takes_the_code_that_the_rule_says(QuantizationScheme scheme, NaNHandling rule, int code)
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, scheme) { NaNHandling = rule });
        QuantizerParameters parameters = scheme switch
        {
            QuantizationScheme.Affine => new AffineParameters(0.5f, 7),
            QuantizationScheme.Scale => new ScaleParameters(0.5f),
            _ => new UniformParameters(-4.5f, 0.5f),
        };
        Assert.All(Inputs.NaNs, nan => Assert.Equal(code, quantizer.Quantize<short>(nan, parameters)));
    }

    [Fact]
    public void Saturating_takes_the_nearest_end()
    {
        float[] values = [-1e30f, -128.6f, -128f, 127f, 127.6f, 2147483648f, 1e30f, float.NegativeInfinity, float.PositiveInfinity];
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Range = CodeRange.Full });
        Assert.Equal([-128, -128, -128, 127, 127, 127, 127, -128, 127], values.Select(x => (int)quantizer.Quantize<sbyte>(x, new ScaleParameters(1f))));
    }

    [Fact]
    public void A_zero_point_does_not_wrap_what_is_out_of_range()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Affine));
        AffineParameters parameters = new(1f, 200);
        float[] values = [-201f, -200f, 55f, 56f, 2147483647f, 3e9f, -3e9f, float.MaxValue, -float.MaxValue];
        Assert.Equal([0, 0, 255, 255, 255, 255, 0, 255, 0], values.Select(x => (int)quantizer.Quantize<byte>(x, parameters)));
    }

    [Fact]
    public void A_quotient_that_overflows_saturates()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        Assert.Equal(127, quantizer.Quantize<sbyte>(1f, new ScaleParameters(float.Epsilon)));
        Assert.Equal(-127, quantizer.Quantize<sbyte>(-1f, new ScaleParameters(float.Epsilon)));
    }

    [Fact]
    public void Vanishing_makes_zero_of_what_is_outside()
    {
        // −128 − 0.5 is a tie that rounds to −128, which is inside; the next float is not. 127.5 rounds to 128, outside.
        QuantizerOptions options = new(8, QuantizationScheme.Scale) { Range = CodeRange.Full, OutOfRange = OutOfRangeHandling.Vanish };
        float[] values = [-128.5f, MathF.BitDecrement(-128.5f), -129f, MathF.BitDecrement(127.5f), 127.5f, 128f, float.NegativeInfinity, float.PositiveInfinity];
        Assert.Equal([-128, 0, 0, 127, 0, 0, 0, 0], Codes(options, values, new ScaleParameters(1f)));
        // Zero is the zero point, not code 0.
        QuantizerOptions affine = new(8, QuantizationScheme.Affine) { OutOfRange = OutOfRangeHandling.Vanish };
        Assert.Equal([10, 0, 255, 10, 10], Codes(affine, [-11f, -10f, 245f, 246f, 1e30f], new AffineParameters(1f, 10)));
    }

    [Fact]
    public void A_sliced_range_holds_its_upper_end_when_values_vanish()
    {
        // Cells of 0.5 from −64 to 64: the end 64 itself belongs to the last cell, what is above it is outside.
        UniformParameters parameters = new(-64f, 0.5f);
        float[] values = [-64f, MathF.BitDecrement(-64f), 63.9f, 64f, 64.01f, float.PositiveInfinity, float.NegativeInfinity];
        QuantizerOptions options = new(8, QuantizationScheme.Uniform);
        Assert.Equal([0, 0, 255, 255, 0, 0, 0], Codes(options with { OutOfRange = OutOfRangeHandling.Vanish }, values, parameters));
        Assert.Equal([0, 0, 255, 255, 255, 255, 0], Codes(options, values, parameters));
        // Under floor, Scale has no such exception: 128 is a cell that does not exist.
        QuantizerOptions scale = new(8, QuantizationScheme.Scale) { Rounding = Rounding.Floor, OutOfRange = OutOfRangeHandling.Vanish };
        Assert.Equal([127, 0, -128, 0], Codes(scale, [127.9f, 128f, -128f, MathF.BitDecrement(-128f)], new ScaleParameters(1f)));
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine, CodeRange.ByScheme, 8, 0, 255)]
    [InlineData(QuantizationScheme.Affine, CodeRange.Full, 8, -128, 127)]
    [InlineData(QuantizationScheme.Affine, CodeRange.Narrow, 8, -127, 127)]
    [InlineData(QuantizationScheme.Scale, CodeRange.ByScheme, 8, -127, 127)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Full, 8, -128, 127)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Unsigned, 8, 0, 255)]
    [InlineData(QuantizationScheme.Uniform, CodeRange.ByScheme, 8, 0, 255)]
    [InlineData(QuantizationScheme.Scale, CodeRange.ByScheme, 2, -1, 1)]
    [InlineData(QuantizationScheme.Affine, CodeRange.Unsigned, 3, 0, 7)]
    [InlineData(QuantizationScheme.Affine, CodeRange.ByScheme, 1, 0, 1)]
    [InlineData(QuantizationScheme.Uniform, CodeRange.ByScheme, 1, 0, 1)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Unsigned, 1, 0, 1)]
    // One bit with a sign is the sign.
    [InlineData(QuantizationScheme.Scale, CodeRange.ByScheme, 1, -1, 1)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Narrow, 1, -1, 1)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Full, 16, -32768, 32767)]
    [InlineData(QuantizationScheme.Uniform, CodeRange.Unsigned, 16, 0, 65535)]
    public void A_range_has_the_codes_of_the_table(QuantizationScheme scheme, CodeRange range, int bits, int minCode, int maxCode)
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(bits, scheme) { Range = range });
        Assert.Equal((bits, minCode, maxCode), (quantizer.Bits, quantizer.MinCode, quantizer.MaxCode));
    }

    [Fact]
    public void Scale_with_floor_takes_the_full_range_by_scheme()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = Rounding.Floor });
        Assert.Equal((-128, 127), (quantizer.MinCode, quantizer.MaxCode));
    }

    [Fact]
    public void A_code_reconstructs_by_the_formula_of_its_scheme()
    {
        Assert.Equal([-5f, 0f, 122.5f], Values(new(8, QuantizationScheme.Affine), new AffineParameters(0.5f, 10), 0, 10, 255));
        Assert.Equal([-63.5f, 0f, 63.5f], Values(new(8, QuantizationScheme.Scale), new ScaleParameters(0.5f), -127, 0, 127));
        // Midpoints by default where codes are cells, their left edges on request; elsewhere the code itself.
        QuantizerOptions uniform = new(8, QuantizationScheme.Uniform), floor = new(8, QuantizationScheme.Scale) { Rounding = Rounding.Floor };
        Assert.Equal([-0.75f, -0.25f, 126.75f], Values(uniform, new UniformParameters(-1f, 0.5f), 0, 1, 255));
        Assert.Equal([-1f, -0.5f, 126.5f], Values(uniform with { Reconstruction = Reconstruction.LeftEdge }, new UniformParameters(-1f, 0.5f), 0, 1, 255));
        Assert.Equal([-1f, -0.5f, 126.5f], Values(uniform with { Rounding = Rounding.NearestEven }, new UniformParameters(-1f, 0.5f), 0, 1, 255));
        Assert.Equal([-63.75f, 0.25f, 63.75f], Values(floor, new ScaleParameters(0.5f), -128, 0, 127));
        Assert.Equal([-64f, 0f, 63.5f], Values(floor with { Reconstruction = Reconstruction.LeftEdge }, new ScaleParameters(0.5f), -128, 0, 127));
        // Affine has no cells, whatever its rounding.
        Assert.Equal([-5f, 0f], Values(new(8, QuantizationScheme.Affine) { Rounding = Rounding.Floor }, new AffineParameters(0.5f, 10), 0, 10));
    }

    [Fact]
    public void A_reconstruction_rounds_each_operation_and_fuses_none()
    {
        // 3 · (1 + 2^−23) is no float: rounded, it cancels against its like and leaves 0; fused, −2^−23 would be left.
        float scale = Floats.FromBits(0x3F800001), minimum = -(float)(3.0 * scale);
        Rational product = Rational.Of(3) * Rational.Of(scale);
        float rounded = product.ToSingle(), separate = (Rational.Of(minimum) + Rational.Of(rounded)).ToSingle();
        float fused = (Rational.Of(minimum) + product).ToSingle();
        Assert.NotEqual(fused, separate);
        QuantizerOptions options = new(8, QuantizationScheme.Uniform) { Rounding = Rounding.NearestEven };
        Floats.AssertSameBits(separate, new GenericQuantizer(options).Dequantize((byte)3, new UniformParameters(minimum, scale)));
    }

    private static IEnumerable<int> Codes(QuantizerOptions options, float[] values, QuantizerParameters parameters)
    {
        GenericQuantizer quantizer = new(options);
        return values.Select(x => quantizer.Quantize<int>(x, parameters));
    }

    private static IEnumerable<float> Values(QuantizerOptions options, QuantizerParameters parameters, params int[] codes)
    {
        GenericQuantizer quantizer = new(options);
        return codes.Select(code => quantizer.Dequantize(code, parameters));
    }
}
