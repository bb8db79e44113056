using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>One bit with a sign: codes −1 and +1, their scale from ranges and data, and the mean magnitude in its one order.</summary>
public class SignTests
{
    private static readonly GenericQuantizer Sign = new(new QuantizerOptions(1, QuantizationScheme.Scale));

    [Fact]
    public void A_code_is_the_sign_of_the_value()
    {
        float[] values = [0f, -0f, float.Epsilon, -float.Epsilon, 3f, -3f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        // A scale by which the least values have the quotient 0.
        foreach (float scale in (float[])[1f, float.MaxValue])
        {
            Assert.Equal([1, 1, 1, -1, 1, -1, 1, -1, 1], values.Select(x => (int)Sign.Quantize<sbyte>(x, new ScaleParameters(scale))));
            Assert.Equal([scale, -scale], new[] { 7f, -7f }.Select(x => Sign.FakeQuantize(x, new ScaleParameters(scale))));
        }

        GenericQuantizer lowest = new(Sign.Options with { NaNHandling = NaNHandling.LowestCode });
        Assert.All(Inputs.NaNs, nan => Assert.Equal(-1, lowest.Quantize<sbyte>(nan, new ScaleParameters(1f))));
        Assert.All(Inputs.NaNs, nan => Assert.Equal(1, Sign.Quantize<sbyte>(nan, new ScaleParameters(1f))));
        byte[] packed = new byte[2];
        Sign.QuantizePacked<float>(values, packed, new ScaleParameters(1f));
        Assert.Equal((byte[])[0b0101_0111, 1], packed);
    }

    [Fact]
    public void The_scale_of_a_range_is_its_larger_magnitude()
    {
        Assert.Equal(new ScaleParameters(3f), Sign.ParametersFor(-3f, 2f));
        Assert.Equal(new ScaleParameters(4.5f), Sign.ParametersFor(1f, 4.5f));
        Assert.Equal(new ScaleParameters(1f), Sign.ParametersFor(0f, -0f));
        Assert.Equal(new ScaleParameters(Floats.TwoToMinus126), Sign.ParametersFor(0f, float.Epsilon));
        Assert.Equal(new ScaleParameters(float.MaxValue), Sign.ParametersFor(-float.MaxValue, 1f));
    }

    [Fact]
    public void The_scale_of_data_is_their_mean_magnitude()
    {
        Assert.Equal(new ScaleParameters(2f), Sign.ParametersFor([-1f, 2f, float.NaN, -3f, float.PositiveInfinity]));
        foreach (float[] nothing in (float[][])[[], [0f], [-0f, 0f], [float.NaN, float.NegativeInfinity]]) Assert.Equal(new ScaleParameters(1f), Sign.ParametersFor(nothing));
        Assert.Equal(new ScaleParameters(Floats.TwoToMinus126), Sign.ParametersFor([float.Epsilon, 0f, 0f]));
    }

    [Fact]
    public void The_mean_is_added_up_in_the_documented_order_at_every_length()
    {
        Random random = new(4);
        for (int length = 1; length <= 100; length++)
        {
            // Of very different sizes, so that another order is another sum.
            float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-12, 12))))];
            if (length % 3 == 0) values[random.Next(length)] = float.NaN;
            if (length % 3 == 1) values[random.Next(length)] = float.NegativeInfinity;
            if (values.Any(float.IsFinite)) Assert.Equal(new ScaleParameters(MeanMagnitude(values, 1)), Sign.ParametersFor(values));
        }

        float[] many = [.. Enumerable.Range(0, 10_007).Select(_ => (float)random.NextDouble())];
        Assert.Equal(new ScaleParameters(MeanMagnitude(many, 1)), Sign.ParametersFor(many));
    }

    [Fact]
    public void A_sum_that_overflows_is_formed_of_smaller_units()
    {
        Random random = new(6);
        for (int length = 2; length <= 40; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)((0.5 + (random.NextDouble() / 2)) * float.MaxValue))];
            float expected = (float)Math.Min(MeanMagnitude(values, Math.ScaleB(1, -32)) * Math.ScaleB(1, 32), float.MaxValue);
            Assert.Equal(new ScaleParameters(expected), Sign.ParametersFor(values));
            // The mean of equal values may round up, but not to infinity.
            values.AsSpan().Fill(-float.MaxValue);
            Assert.InRange(Sign.ParametersFor(values).Scale, float.MaxValue * 0.999999f, float.MaxValue);
        }
    }

    [Fact]
    public void A_range_of_one_step_that_is_no_float_has_the_greatest_scale()
    {
        GenericQuantizer affine = new(new QuantizerOptions(1, QuantizationScheme.Affine));
        Assert.Equal(new AffineParameters(float.MaxValue, 1), affine.ParametersFor(-float.MaxValue, float.MaxValue));
        GenericQuantizer uniform = new(new QuantizerOptions(1, QuantizationScheme.Uniform) { Rounding = Rounding.NearestEven });
        Assert.Equal(new UniformParameters(-float.MaxValue, float.MaxValue), uniform.ParametersFor(-float.MaxValue, float.MaxValue));
    }

    // The value at position i goes to accumulator i mod 16; the sums are added in pairs 8, 4, 2 and 1 apart.
    private static float MeanMagnitude(float[] values, double unit)
    {
        float[] sums = new float[16];
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) sums[i % 16] = (Rational.Of(sums[i % 16]) + Rational.Of((float)(Math.Abs(values[i]) * unit))).ToSingle();
        }

        for (int apart = 8; apart >= 1; apart /= 2)
        {
            for (int i = 0; i < apart; i++) sums[i] = (Rational.Of(sums[i]) + Rational.Of(sums[i + apart])).ToSingle();
        }

        return (Rational.Of(sums[0]) / Rational.Of(values.Count(float.IsFinite))).ToSingle();
    }
}
