using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Steps;

/// <summary>Tables of thresholds and levels: what they must be, what they give, and what calls with them refuse.</summary>
public class StepFunctionTests
{
    private static readonly StepFunction three = new([-0.5f, 0.25f], [-1f, 0f, 2f]);

    [Theory]
    [InlineData(-1f, 0)]
    [InlineData(-0.50000006f, 0)]
    [InlineData(-0.5f, 1)]
    [InlineData(0.24999999f, 1)]
    [InlineData(0.25f, 2)]
    [InlineData(float.PositiveInfinity, 2)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.NaN, 0)]
    public void A_code_is_the_number_of_thresholds_reached(float x, int code)
    {
        Assert.Equal(code, three.CodeOf(x));
        Assert.Equal(code, Learned2AtRunTime.Quantize(float.IsNaN(x) ? -1f : x, new LearnedParameters(three)));
    }

    [Fact]
    public void NaN_is_zero_or_the_lowest_code_or_refused()
    {
        StepFunction eight = new([-3f, -2f, -1f, 1f, 2f, 3f, 4f], [-4f, -3f, -2f, 0f, 1f, 2f, 3f, 4f]);
        LearnedParameters parameters = new(eight);
        Assert.Equal(3, Learned3AtRunTime.Quantize(float.NaN, parameters));
        Assert.Equal(0, Learned3Lowest.Quantize(float.NaN, parameters));
        Assert.Throws<ArgumentException>(() => Learned3Throw.Quantize(float.NaN, parameters));
        // Zero has not reached the lowest of these thresholds, so that no kernel has to look for NaN.
        Assert.Equal(0, LearnedFour.Quantize(float.NaN));
        Assert.Equal(1, LearnedTernary.Quantize(float.NaN));
    }

    [Theory]
    [InlineData(0, -1f)]
    [InlineData(2, 2f)]
    [InlineData(3, 2f)]
    [InlineData(255, 2f)]
    [InlineData(256, -1f)]
    [InlineData(-256, -1f)]
    public void A_code_above_the_highest_stands_for_the_highest_level(int code, float value) => Assert.Equal(value, three.ValueOf(code));

    /// <summary>Integers that are no codes: the low bits of the declared width count, in every kernel the same.</summary>
    [Fact]
    public void Of_any_integer_the_low_bits_count()
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        float[] values = new float[256], constant = new float[256];
        Learned2AtRunTime.Dequantize(codes, values, new LearnedParameters(three));
        LearnedTernary.Dequantize(codes, constant);
        for (int i = 0; i < 256; i++)
        {
            Assert.Equal(three.Levels[int.Min(i & 3, 2)], values[i]);
            Assert.Equal(LearnedTernary.Levels[int.Min(i & 3, 2)], constant[i]);
            Assert.Equal(values[i], Learned2AtRunTime.Dequantize((byte)i, new LearnedParameters(three)));
            Assert.Equal(values[i], new GenericQuantizer(new(2, QuantizationScheme.Learned) { Steps = three }).Dequantize((byte)i, default));
        }
    }

    /// <summary>Kernels read sixteen at a time, from wherever a table begins.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Sixteen_thresholds_can_be_read_from_any_on(int bits)
    {
        ReadOnlySpan<float> order = Quantization.Runtime.StepTables.ThresholdsOf(three, bits);
        Assert.True(order.Length >= (1 << bits) + 15);
        Assert.Equal(2, order.ToArray().Count(float.IsFinite));
    }

    [Fact]
    public void A_table_may_have_fewer_levels_than_a_width_has_codes()
    {
        LearnedParameters parameters = new(three);
        float[] values = [.. Enumerable.Range(-200, 400).Select(i => i * 0.01f)], faked = new float[400];
        byte[] codes = new byte[400];
        Learned8AtRunTime.Quantize(values, codes, parameters);
        Learned8AtRunTime.FakeQuantize(values, faked, parameters);
        for (int i = 0; i < 400; i++)
        {
            int expected = values[i] >= 0.25f ? 2 : values[i] >= -0.5f ? 1 : 0;
            Assert.Equal(expected, codes[i]);
            Assert.Equal(three.Levels[expected], faked[i]);
        }
    }

    [Theory]
    [InlineData(new float[0], new[] { 1f }, "levels")]
    [InlineData(new[] { 0f }, new[] { 1f, 1f }, "levels")]
    [InlineData(new[] { 0f }, new[] { 1f, float.NaN }, "levels")]
    [InlineData(new[] { 0f }, new[] { float.NegativeInfinity, 1f }, "levels")]
    [InlineData(new float[0], new[] { 0f, 1f }, "thresholds")]
    [InlineData(new[] { 0f, 1f }, new[] { 0f, 1f }, "thresholds")]
    [InlineData(new[] { 1f, 0f }, new[] { 0f, 1f, 2f }, "thresholds")]
    [InlineData(new[] { float.NaN }, new[] { 0f, 1f }, "thresholds")]
    public void Tables_that_cannot_be_are_refused(float[] thresholds, float[] levels, string argument) =>
        Assert.Equal(argument, Assert.Throws<ArgumentException>(() => new StepFunction(thresholds, levels)).ParamName);

    [Fact]
    public void More_than_256_levels_are_refused()
    {
        float[] levels = [.. Enumerable.Range(0, 257).Select(i => (float)i)];
        Assert.Contains("256", Assert.Throws<ArgumentException>(() => new Codebook(levels)).Message, StringComparison.Ordinal);
        Assert.Equal(256, new Codebook(levels.AsSpan(1)).Levels.Length);
    }

    [Fact]
    public void Calls_without_a_table_or_with_one_too_large_are_refused_and_nothing_is_written()
    {
        float[] values = [1f, 2f];
        byte[] codes = [7, 7];
        LearnedParameters none = default, five = new(new StepFunction([0f, 1f, 2f, 3f], [0f, 1f, 2f, 3f, 4f]));
        Assert.Equal("parameters", Assert.Throws<ArgumentOutOfRangeException>(() => Learned2AtRunTime.Quantize(values, codes, none)).ParamName);
        Assert.Contains("at most 4", Assert.Throws<ArgumentOutOfRangeException>(() => Learned2AtRunTime.Quantize(values, codes, five)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Learned2AtRunTime.Dequantize(codes, values, none));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codebook2AtRunTime.Quantize(values, codes, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codebook2AtRunTime.Quantize(values, codes, new CodebookParameters(new Codebook([0f, 1f]), 0f)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codebook2AtRunTime.Quantize(values, codes, new CodebookParameters(Codebook.NF4, 1f)));
        Assert.All(codes, code => Assert.Equal(7, code));
        Assert.Equal([1f, 2f], values);
    }

    [Fact]
    public void A_table_is_a_value_and_its_zeros_have_no_sign()
    {
        StepFunction other = new([-0.5f, 0.25f], [-1f, -0f, 2f]);
        Assert.Equal(three, other);
        Assert.Equal(three.GetHashCode(), other.GetHashCode());
        Assert.False(float.IsNegative(other.Levels[1]));
        Assert.NotEqual(three, new StepFunction([-0.5f, 0.25f], [-1f, 0f, 3f]));
        Assert.NotEqual(three, new StepFunction([-0.5f, 0.5f], [-1f, 0f, 2f]));
        Assert.False(three.Equals(null));
        float[] levels = [0f, 1f];
        Codebook codebook = new(levels);
        levels[0] = 0.9f;
        Assert.Equal(0f, codebook.Levels[0]);
        Assert.Equal(codebook, new Codebook([0f, 1f]));
    }

    [Fact]
    public void Its_text_is_what_a_declaration_takes()
    {
        Assert.Equal("Thresholds = [-0.5f, 0.25f], Levels = [-1f, 0f, 2f]", three.ToString());
        Assert.Equal("Levels = [-1f, 1E-20f, 0.33333334f]", new Codebook([-1f, 1e-20f, 1f / 3]).ToString());
    }

    [Fact]
    public void An_entry_of_learned_steps_has_no_parameters()
    {
        QuantizerOptions options = new(2, QuantizationScheme.Learned) { Steps = three };
        Assert.Equal(three, CalibrationEntry.Of(options, default).Steps);
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(() => CalibrationEntry.Of(options, new ScaleParameters(0.5f))).ParamName);
    }

    [Fact]
    public void A_generic_quantizer_needs_the_table_of_its_scheme_and_no_other()
    {
        Refused(new(2, QuantizationScheme.Learned));
        Refused(new(2, QuantizationScheme.Codebook));
        Refused(new(2, QuantizationScheme.Codebook) { Steps = three });
        Refused(new(2, QuantizationScheme.Scale) { Steps = three });
        Refused(new(2, QuantizationScheme.Learned) { Steps = three, Codebook = Codebook.NF4 });
        Refused(new(1, QuantizationScheme.Learned) { Steps = three });
        Refused(new(9, QuantizationScheme.Learned) { Steps = three });
        Refused(new(2, QuantizationScheme.Learned) { Steps = three, Rounding = Rounding.Floor });
        Refused(new(2, QuantizationScheme.Learned) { Steps = three, Range = CodeRange.Full });
        Refused(new(2, QuantizationScheme.Learned) { Steps = three, OutOfRange = OutOfRangeHandling.Vanish });
        Refused(new(2, QuantizationScheme.Learned) { Steps = three, ScaleOperation = ScaleOperation.MultiplyByReciprocal });
        GenericQuantizer sound = new(new(2, QuantizationScheme.Learned) { Steps = three });
        Assert.Equal((0, 2), (sound.MinCode, sound.MaxCode));
        Assert.Throws<ArgumentOutOfRangeException>(() => sound.Quantize<byte>(0f, new QuantizerParameters(1f, 0, 0f)));
        Assert.Throws<ArgumentException>(() => sound.Quantize<double, byte>(0.0, default));
        Assert.Throws<NotSupportedException>(() => new MinMaxCalibrator().RangeFor(sound.Options));
        Assert.Throws<NotSupportedException>(() => new EntropyCalibrator().RangeFor(sound.Options));

        static void Refused(QuantizerOptions options) => Assert.ThrowsAny<ArgumentException>(() => new GenericQuantizer(options));
    }

    [Fact]
    public void A_gradient_goes_straight_through_between_the_outermost_levels()
    {
        GenericQuantizer learned = new(new(2, QuantizationScheme.Learned) { Steps = three }), codebook = new(new(2, QuantizationScheme.Codebook) { Codebook = new Codebook([-1f, 0f, 2f]) });
        float[] values = [-1.5f, -1f, 0f, 2f, 2.5f, float.NaN, float.PositiveInfinity], gradient = [1f, 2f, 3f, 4f, 5f, 6f, 7f], carried = new float[7];
        learned.FakeQuantizeGradient(values, gradient, carried, default);
        Assert.Equal([0f, 2f, 3f, 4f, 0f, 0f, 0f], carried);
        codebook.FakeQuantizeGradient(values, gradient, carried, new ScaleParameters(0.5f));
        Assert.Equal([0f, 0f, 3f, 0f, 0f, 0f, 0f], carried);
    }

    [Fact]
    public void Calibrators_find_the_scale_of_a_codebook()
    {
        QuantizerOptions options = new(4, QuantizationScheme.Codebook) { Codebook = Codebook.NF4 };
        MinMaxCalibrator calibrator = new();
        calibrator.Observe([-3f, 1f, 0.5f]);
        Assert.Equal(3f, calibrator.ParametersFor(options).Scale);
        Assert.Equal(new CalibratedRange(-3f, 3f), calibrator.RangeFor(options));
        Assert.Throws<NotSupportedException>(() => calibrator.ParametersFor(4, QuantizationScheme.Codebook));
        PercentileCalibrator percentile = new(75);
        percentile.Observe([1f, 2f, 3f, 100f]);
        CalibratedRange magnitudes = percentile.RangeFor(options);
        Assert.Equal(-magnitudes.Minimum, magnitudes.Maximum);
        Assert.InRange(magnitudes.Maximum, 3f, 4f);
        MeanSquaredErrorCalibrator squared = new();
        squared.Observe([-3f, 1f, 0.5f]);
        Assert.Throws<NotSupportedException>(() => squared.RangeFor(options));
    }
}
