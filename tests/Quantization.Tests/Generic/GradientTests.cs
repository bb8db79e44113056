using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>The straight-through gradient: by hand, and against the contract in exact arithmetic.</summary>
public class GradientTests
{
    [Fact]
    public void A_gradient_passes_where_the_rounded_code_exists_and_stops_elsewhere()
    {
        // Codes −7 to 7; 7.5 and −7.5 are ties that go to the even ±8.
        AssertGradient(
            new QuantizerOptions(4, QuantizationScheme.Scale), new ScaleParameters(0.5f),
            inside: [0f, -0f, 3.5f, -3.5f, MathF.BitDecrement(3.75f), -MathF.BitDecrement(3.75f), float.Epsilon],
            outside: [3.75f, -3.75f, 4f, 1e30f, float.MaxValue, float.MinValue]);
        // Unsigned codes 0 to 15: −0.5 is a tie that goes to 0, and what is below it to −1.
        AssertGradient(
            new QuantizerOptions(4, QuantizationScheme.Scale) { Range = CodeRange.Unsigned }, new ScaleParameters(1f),
            inside: [0f, -0.5f, 15f, MathF.BitDecrement(15.5f)],
            outside: [MathF.BitDecrement(-0.5f), 15.5f, -1f]);
        // Codes 0 to 15 about 3: −3 to 12 steps; −3.5 is a tie that goes to −4, 12.5 one that goes to 12.
        AssertGradient(
            new QuantizerOptions(4, QuantizationScheme.Affine), new AffineParameters(2f, 3),
            inside: [-6f, 24f, MathF.BitIncrement(-7f), 25f],
            outside: [-7f, MathF.BitIncrement(25f)]);
    }

    [Fact]
    public void Cells_of_a_uniform_range_pass_to_both_its_ends()
    {
        AssertGradient(
            new QuantizerOptions(2, QuantizationScheme.Uniform), new UniformParameters(-1f, 0.5f),
            inside: [-1f, 0f, 1f],
            outside: [MathF.BitDecrement(-1f), MathF.BitIncrement(2f) - 1f]);
        // With a nearest rounding the codes 0 to 3 are −1 to 0.5, and half a step beyond; 3.5 goes to 4, −0.5 to 0.
        AssertGradient(
            new QuantizerOptions(2, QuantizationScheme.Uniform) { Rounding = Rounding.NearestEven }, new UniformParameters(-1f, 0.5f),
            inside: [-1.25f, -1f, 0.5f, 0.625f],
            outside: [-1.375f, 0.75f, 1f]);
    }

    [Fact]
    public void Infinities_and_NaN_are_outside_of_everything_and_other_signs_inside()
    {
        foreach (QuantizationScheme scheme in ComputedSchemes.All)
        {
            foreach (NaNHandling handling in Enum.GetValues<NaNHandling>())
            {
                foreach (int bits in (int[])[1, 8])
                {
                    AssertGradient(new QuantizerOptions(bits, scheme) { NaNHandling = handling }, new QuantizerParameters(float.MaxValue, 0, 0f), inside: [0f], outside: [float.PositiveInfinity, float.NegativeInfinity, .. Inputs.NaNs]);
                }
            }
        }

        AssertGradient(new QuantizerOptions(1, QuantizationScheme.Scale), new ScaleParameters(1f), inside: [0f, 1f, -1e30f, float.MaxValue], outside: [float.NaN]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void What_passes_is_what_the_contract_has_inside(int bits)
    {
        Random random = new(bits);
        foreach (QuantizerOptions options in LegalOptions.All(bits))
        {
            GenericQuantizer quantizer = new(options);
            QuantizerParameters parameters = quantizer.ParametersFor(-1.5f, 2.25f);
            double[] ends = [quantizer.MinCode - parameters.ZeroPoint, quantizer.MaxCode - parameters.ZeroPoint];
            float[] values =
            [
                .. Inputs.RandomBits(random.Next(), 8),
                // Around the ends, half a step and a step beyond, where it is decided.
                .. from end in ends
                   from steps in (double[])[-1, -0.5, 0, 0.5, 1]
                   let x = (float)(parameters.Minimum + ((end + steps) * parameters.Scale))
                   from each in (float[])[x, MathF.BitDecrement(x), MathF.BitIncrement(x)]
                   select each,
            ];
            RandomSequence sequence = new(7, 3);
            float[] gradient = new float[values.Length];
            quantizer.FakeQuantizeGradient(values, [.. Enumerable.Repeat(2.5f, values.Length)], gradient, parameters, sequence);
            for (int i = 0; i < values.Length; i++)
            {
                bool inside = ContractOracle.IsInside(options, values[i], parameters, RandomOracle.Fraction(sequence.Seed, sequence.Start + (ulong)i));
                Assert.True(gradient[i] == (inside ? 2.5f : 0f), $"{options}, {parameters}, x = {Floats.Show(values[i])}: got {gradient[i]}.");
            }
        }
    }

    [Fact]
    public void The_destination_may_be_an_input()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(4, QuantizationScheme.Scale));
        float[] values = [1f, 100f, 2f], gradient = [3f, 4f, 5f];
        quantizer.FakeQuantizeGradient(values, gradient, gradient, new ScaleParameters(1f));
        Assert.Equal([3f, 0f, 5f], gradient);
        quantizer.FakeQuantizeGradient(values, [6f, 7f, 8f], values, new ScaleParameters(1f));
        Assert.Equal([6f, 0f, 8f], values);
    }

    [Fact]
    public void Calls_that_the_contract_refuses_write_nothing()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(4, QuantizationScheme.Scale));
        float[] memory = [.. Enumerable.Repeat(9f, 8)];
        ScaleParameters one = new(1f);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantizeGradient([1f, 2f], [1f], memory, one)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantizeGradient([1f, 2f], [1f, 2f], memory.AsSpan(0, 1), one)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantizeGradient(memory.AsSpan(0, 4), [1f, 2f, 3f, 4f], memory.AsSpan(1), one)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantizeGradient([1f, 2f, 3f, 4f], memory.AsSpan(0, 4), memory.AsSpan(1), one)).ParamName);
        Assert.Equal("parameters", Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.FakeQuantizeGradient([1f], [1f], memory, new ScaleParameters(0f))).ParamName);
        Assert.All(memory, value => Assert.Equal(9f, value));
        quantizer.FakeQuantizeGradient([], [], [], one);
    }

    // Another gradient for each element, so that one in a wrong place shows.
    private static void AssertGradient(QuantizerOptions options, QuantizerParameters parameters, float[] inside, float[] outside)
    {
        float[] values = [.. inside, .. outside], gradient = [.. Enumerable.Range(1, values.Length).Select(i => i * -0.25f)], actual = new float[values.Length];
        new GenericQuantizer(options).FakeQuantizeGradient(values, gradient, actual, parameters);
        Floats.AssertSameBits([.. gradient.Take(inside.Length), .. outside.Select(_ => 0f)], actual);
    }
}
