using Quantization.Arithmetic;
using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Steps;

/// <summary>The nearest level, against exact arithmetic, wherever it is a close call.</summary>
public class CodebookTests
{
    public static TheoryData<string> Names => [.. tables.Keys];

    private static readonly Dictionary<string, float[]> tables = new()
    {
        ["ternary"] = [-1f, 0f, 1f],
        ["neighbours"] = [0.1f, 0.2f, 0.3f, 0.30000003f],
        ["all that floats are"] = [-float.MaxValue, -1f, 0f, float.Epsilon, 1e-30f, 1f, float.MaxValue],
        // Of levels so unlike the sum has no double: the midpoint lies beside half the larger one.
        ["unlike"] = [-1e-30f, 1073741824f],
        ["most unlike"] = [-1e30f, 1e-30f, 1e30f],
        ["denormal"] = [-3e-45f, 0f, 1e-45f],
        ["NF4"] = [.. Codebook.NF4.Levels],
        ["IQ4_NL"] = [.. Codebook.IQ4NL.Levels],
    };


    [Theory]
    [MemberData(nameof(Names))]
    public void Each_value_takes_the_nearest_level_and_the_lower_of_two(string name)
    {
        float[] levels = tables[name];
        Codebook codebook = new(levels);
        foreach (float x in CloseCalls(levels)) Assert.Equal(Nearest(levels, Rational.Of(x)), codebook.Steps.CodeOf(x));
    }

    [Fact]
    public void Random_levels_too()
    {
        Random random = new(11);
        for (int t = 0; t < 300; t++)
        {
            float[] levels = [.. Enumerable.Range(0, 2 + random.Next(20)).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Where(float.IsFinite).Distinct().Order()];
            if (levels.Length < 2) continue;
            Codebook codebook = new(levels);
            foreach (float x in CloseCalls(levels)) Assert.Equal(Nearest(levels, Rational.Of(x)), codebook.Steps.CodeOf(x));
        }
    }

    /// <summary>The generated kernel of a scale at run time divides, and that of a constant one compares with thresholds into which the scale went: both as the contract says.</summary>
    [Fact]
    public void A_scale_is_divided_by_and_one_quotient_decides()
    {
        float[] levels = [.. Codebook16.Levels];
        float constant = Codebook16Scaled.Parameters.Scale;
        foreach (float scale in (float[])[constant, 0.37f, 3e-20f, 1e20f])
        {
            for (int t = 0; t < levels.Length - 1; t++)
            {
                float about = (levels[t] + levels[t + 1]) / 2 * scale;
                for (int ulps = -40; ulps <= 40; ulps++)
                {
                    float x = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(about) + ulps);
                    int expected = Nearest(levels, Rational.Of(x / scale));
                    Assert.Equal(expected, Codebook16.Quantize(x, new ScaleParameters(scale)));
                    if (scale == constant) Assert.Equal(expected, Codebook16Scaled.Quantize(x));
                }
            }
        }

    }

    [Fact]
    public void Thresholds_with_a_scale_in_them_are_the_least_values_that_reach()
    {
        Random random = new(5);
        for (int t = 0; t < 3000; t++)
        {
            float threshold = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), scale = MathF.Abs(BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F000000)));
            if (!float.IsFinite(threshold)) continue;
            foreach (bool reciprocal in (bool[])[false, true])
            {
                float least = StepRules.LeastReaching(threshold, scale, reciprocal), factor = 1f / scale;
                Assert.True(Quotient(least) >= threshold);
                Assert.False(float.IsFinite(MathF.BitDecrement(least)) && Quotient(MathF.BitDecrement(least)) >= threshold && MathF.BitDecrement(least) != 0f);

                float Quotient(float x) => reciprocal ? x * factor : x / scale;
            }
        }
    }

    [Fact]
    public void Parameters_reach_from_the_greatest_magnitude_to_the_outermost_level()
    {
        Codebook codebook = new([-2f, 0f, 4f]);
        Assert.Equal(new CodebookParameters(codebook, 0.75f), codebook.ParametersFor(-3f, 1f));
        Assert.Equal(new CodebookParameters(codebook, 0.75f), codebook.ParametersFor([1f, float.NaN, -3f, float.PositiveInfinity]));
        Assert.Equal(1f, codebook.ParametersFor([]).Scale);
        Assert.Equal(1f, codebook.ParametersFor(0f, 0f).Scale);
        Assert.Equal(1.17549435E-38f, codebook.ParametersFor(0f, float.Epsilon).Scale);
        Assert.Equal(float.MaxValue, new Codebook([0f, 0.5f]).ParametersFor(0f, float.MaxValue).Scale);
        Assert.Throws<ArgumentOutOfRangeException>(() => codebook.ParametersFor(float.NaN, 1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => codebook.ParametersFor(2f, 1f));
        ScaleParameters ofType = Codebook16.ParametersFor([1f, -3f]);
        Assert.Equal(new Codebook(Codebook16.Levels).ParametersFor(-3f, 1f).Scale, ofType.Scale);
    }

    [Fact]
    public void Ready_made_codebooks_are_those_of_the_block_formats()
    {
        foreach ((Codebook codebook, QuantizationFormat format) in ((Codebook, QuantizationFormat)[])[(Codebook.NF4, QuantizationFormat.NF4), (Codebook.IQ4NL, QuantizationFormat.IQ4_NL)])
        {
            GenericBlockQuantizer blocks = new(format);
            byte[] bytes = new byte[blocks.BytesPerBlock];
            new Random(1).NextBytes(bytes);
            float[] values = new float[blocks.BlockSize];
            bytes.AsSpan(0, 4).Clear();
            if (format == QuantizationFormat.NF4) BitConverter.TryWriteBytes(bytes, 2f);
            else BitConverter.TryWriteBytes(bytes, (Half)2f);
            blocks.Dequantize(bytes, values);
            for (int i = 0; i < values.Length; i++) Assert.Equal(2f * codebook.Levels[blocks.GetCode(bytes, i)], values[i]);
        }
    }

    // About every midpoint, every level, and what is special.
    private static IEnumerable<float> CloseCalls(float[] levels)
    {
        IEnumerable<float> about = levels.Concat(levels.Zip(levels.Skip(1), (a, b) => (a / 2) + (b / 2))).Concat(levels.Zip(levels.Skip(1), (a, b) => (float)(((double)a + b) / 2)));
        foreach (float x in about)
        {
            float up = x, down = x;
            yield return x;
            for (int ulp = 0; ulp < 3; ulp++)
            {
                up = MathF.BitIncrement(up);
                down = MathF.BitDecrement(down);
                if (float.IsFinite(up)) yield return up;
                if (float.IsFinite(down)) yield return down;
            }
        }

        foreach (float x in Inputs.Special.Where(float.IsFinite)) yield return x;
    }

    private static int Nearest(float[] levels, Rational x)
    {
        int best = 0;
        for (int q = 1; q < levels.Length; q++)
        {
            if (!((x - Rational.Of(levels[q])).Abs() >= (x - Rational.Of(levels[best])).Abs())) best = q;
        }

        return best;
    }
}
