using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>The generic implementation against the contract in exact arithmetic: all legal choices, all widths.</summary>
public class OracleTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 16).Where(bits => !TestSettings.Quick || bits is 1 or 2 or 7 or 16)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Codes_and_values_are_those_of_the_contract(int bits)
    {
        Random random = new(bits);
        foreach (QuantizerOptions options in LegalOptions.All(bits))
        {
            GenericQuantizer quantizer = new(options);
            (int minCode, int maxCode) = ContractOracle.CodesOf(options);
            Assert.Equal((minCode, maxCode), (quantizer.MinCode, quantizer.MaxCode));

            QuantizerParameters parameters = RandomParameters(random, options, minCode, maxCode);
            foreach (float x in RandomValues(random, options, minCode, maxCode, parameters)) AssertContract(quantizer, x, parameters);
        }
    }

    [Fact]
    public void Eight_bit_codes_are_those_of_the_contract_at_every_threshold_and_special_value()
    {
        foreach (QuantizerOptions options in LegalOptions.All(8).Where(o => o.NaNHandling != NaNHandling.LowestCode))
        {
            GenericQuantizer quantizer = new(options);
            QuantizerParameters parameters = quantizer.ParametersFor(-0.7f, 1.9f);
            IEnumerable<float> values = [.. Inputs.Special, .. Inputs.NaNs, .. Inputs.Thresholds(quantizer.MinCode, quantizer.MaxCode, parameters)];
            foreach (float x in values.Where((_, i) => !TestSettings.Quick || i % 7 == 0)) AssertContract(quantizer, x, parameters);
        }
    }

    [Fact]
    public void Every_code_reconstructs_what_the_contract_says()
    {
        Random random = new(1);
        foreach (QuantizerOptions options in LegalOptions.All(8).Where(o => o is { NaNHandling: NaNHandling.Zero, OutOfRange: OutOfRangeHandling.Saturate }))
        {
            GenericQuantizer quantizer = new(options);
            foreach (float scale in (float[])[0.1f, 1f, Floats.TwoToMinus149, Floats.TwoToMinus126, float.MaxValue, float.MaxValue / 200])
            {
                if (options.ScaleOperation == ScaleOperation.MultiplyByReciprocal && float.IsInfinity(1 / scale)) continue;
                QuantizerParameters parameters = RandomParameters(random, options, quantizer.MinCode, quantizer.MaxCode) with { Scale = scale };
                for (int code = quantizer.MinCode; code <= quantizer.MaxCode; code++)
                {
                    Floats.AssertSameBits(ContractOracle.Dequantize(options, code, parameters), quantizer.Dequantize(code, parameters));
                }
            }
        }
    }

    private static void AssertContract(GenericQuantizer quantizer, float x, QuantizerParameters parameters)
    {
        if (float.IsNaN(x) && quantizer.Options.NaNHandling == NaNHandling.Throw) return;
        // Any number will do, and another for each value.
        RandomSequence random = new(7, BitConverter.SingleToUInt32Bits(x));
        int expected = ContractOracle.Quantize(quantizer.Options, x, parameters, RandomOracle.Fraction(random.Seed, random.Start));
        int actual = quantizer.Quantize<int>(x, parameters, random);
        Assert.True(expected == actual, $"{quantizer.Options}, {parameters}, x = {Floats.Show(x)}: expected {expected}, got {actual}.");
        Floats.AssertSameBits(ContractOracle.Dequantize(quantizer.Options, expected, parameters), quantizer.FakeQuantize(x, parameters, random));
    }

    private static QuantizerParameters RandomParameters(Random random, QuantizerOptions options, int minCode, int maxCode)
    {
        float scale = (float)Math.ScaleB(1 + random.NextDouble(), random.Next(-120, 110));
        return options.Scheme switch
        {
            QuantizationScheme.Affine => new AffineParameters(scale, random.Next(minCode, maxCode + 1)),
            QuantizationScheme.Scale => new ScaleParameters(scale),
            _ => new UniformParameters((float)(scale * (random.NextDouble() - 0.5) * Math.ScaleB(1, options.Bits + 1)), scale),
        };
    }

    private static IEnumerable<float> RandomValues(Random random, QuantizerOptions options, int minCode, int maxCode, QuantizerParameters parameters)
    {
        foreach (float x in Inputs.RandomBits(random.Next(), 16)) yield return x;
        foreach (float x in Inputs.Gaussian(random.Next(), 16, minCode, maxCode, parameters)) yield return x;
        foreach (float x in Inputs.NaNs) yield return x;
        for (int i = 0; i < 32; i++)
        {
            // A tie, or what is next to one.
            double steps = random.Next(minCode - 1, maxCode + 2) - parameters.ZeroPoint + (0.5 * random.Next(2));
            float tie = (float)(parameters.Minimum + (steps * parameters.Scale));
            yield return tie;
            yield return MathF.BitIncrement(tie);
            yield return MathF.BitDecrement(tie);
        }
    }
}
