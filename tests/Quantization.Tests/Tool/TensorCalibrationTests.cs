using Quantization.Models;
using Quantization.Tool.Observation;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class TensorCalibrationTests
{
    private static readonly QuantizerOptions s_affine8 = new(8, QuantizationScheme.Affine);

    [Fact]
    public void Tensors_of_one_name_are_one_stream_and_each_name_has_its_own()
    {
        var calibrated = Calibrate(
            static () => new MinMaxCalibrator(),
            s_affine8,
            [("b", [0.5f, -1f]), ("a", [10f])],
            [("a", [-30f, 2f]), ("c", [-2f])],
            [("b", [3f, float.NaN, float.NegativeInfinity])]);

        Assert.Equal(["b", "a", "c"], calibrated.Select(static tensor => tensor.Name));
        Assert.Equal([new(-1f, 3f), new(-30f, 10f), new CalibratedRange(-2f, -2f)], calibrated.Select(static tensor => tensor.Seen));
        Assert.Equal((3L, 1L, 1L), (calibrated[0].Entry.Values, calibrated[0].Entry.NaNs, calibrated[0].Entry.Infinities));
    }

    [Fact]
    public void An_entry_has_the_quantizer_and_its_parameters()
    {
        var entry = Calibrate(static () => new MinMaxCalibrator(), s_affine8, [("x", [-1f, 3f])])[0].Entry;

        Assert.Equal((8, QuantizationScheme.Affine, 0, 255, false), (entry.Bits, entry.Scheme, entry.MinCode, entry.MaxCode, entry.Floor));
        // −1 is 63.75 steps of 4/255 below the zero point.
        Assert.Equal(new QuantizerParameters(4f / 255f, 64, 0f), entry.Parameters);
        Assert.Equal(("max", new CalibratedRange(-1f, 3f)), (entry.Method, entry.Range));
    }

    [Theory]
    [InlineData(QuantizationScheme.Scale, CodeRange.ByScheme, Rounding.ByScheme, -7, 7, false)]
    [InlineData(QuantizationScheme.Scale, CodeRange.Unsigned, Rounding.ByScheme, 0, 15, false)]
    [InlineData(QuantizationScheme.Scale, CodeRange.ByScheme, Rounding.Floor, -8, 7, true)]
    [InlineData(QuantizationScheme.Affine, CodeRange.Full, Rounding.NearestEven, -8, 7, false)]
    [InlineData(QuantizationScheme.Uniform, CodeRange.ByScheme, Rounding.ByScheme, 0, 15, true)]
    [InlineData(QuantizationScheme.Uniform, CodeRange.ByScheme, Rounding.NearestEven, 0, 15, false)]
    public void Codes_and_rounding_are_those_of_the_options(QuantizationScheme scheme, CodeRange range, Rounding rounding, int minCode, int maxCode, bool floor)
    {
        var options = new QuantizerOptions(4, scheme) { Range = range, Rounding = rounding };

        var entry = Calibrate(static () => new MinMaxCalibrator(), options, [("x", [-1f, 3f])])[0].Entry;

        Assert.Equal((minCode, maxCode, floor), (entry.MinCode, entry.MaxCode, entry.Floor));
    }

    [Fact]
    public void What_was_seen_stays_apart_from_what_was_chosen()
    {
        // 1 of 1,001 values is beyond the 99 % that are kept; codes are symmetric.
        var values = Enumerable.Range(0, 1000).Select(static i => i / 1000f).Append(-100f).ToArray();

        var tensor = Calibrate(static () => new PercentileCalibrator(99), new QuantizerOptions(8, QuantizationScheme.Scale), [("x", values)])[0];

        Assert.Equal(new CalibratedRange(-100f, 0.999f), tensor.Seen);
        Assert.InRange(tensor.Entry.Range!.Value.Maximum, 0.9f, 1f);
        Assert.Equal(-tensor.Entry.Range.Value.Minimum, tensor.Entry.Range.Value.Maximum);
        Assert.Equal("percentile-99", tensor.Entry.Method);
    }

    [Fact]
    public void Batches_are_observed_in_the_order_of_the_files()
    {
        const float FromNarrow = 1f + (0.01f * (3f - 1f)), FromWide = 3f + (0.01f * (1f - 3f));
        var options = new QuantizerOptions(8, QuantizationScheme.Scale);

        Assert.Equal(FromNarrow, Calibrate(static () => new MovingAverageCalibrator(), options, [("x", [1f])], [("x", [3f])])[0].Entry.Range!.Value.Maximum);
        Assert.Equal(FromWide, Calibrate(static () => new MovingAverageCalibrator(), options, [("x", [3f])], [("x", [1f])])[0].Entry.Range!.Value.Maximum);
    }

    [Fact]
    public void Without_a_finite_value_there_is_nothing_to_calibrate_by()
    {
        foreach (var values in (float[][])[[], [float.NaN], [float.PositiveInfinity]])
        {
            var exception = Assert.Throws<InvalidDataException>(() => Calibrate(static () => new MinMaxCalibrator(), s_affine8, [("good", [1f]), ("bad", values)]));
            Assert.Contains("'bad'", exception.Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidDataException>(() => Calibrate(static () => new MinMaxCalibrator(), s_affine8, []));
    }

    [Fact]
    public void A_method_that_is_none_for_the_quantizer_is_refused_before_any_file()
    {
        Assert.Throws<NotSupportedException>(static () => new TensorCalibration(static () => new EntropyCalibrator(), s_affine8));
        Assert.Throws<ArgumentException>(static () => new TensorCalibration(static () => new MinMaxCalibrator(), new QuantizerOptions(8, QuantizationScheme.Uniform) { Range = CodeRange.Full }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TensorCalibration(static () => new MinMaxCalibrator(), new QuantizerOptions(17, QuantizationScheme.Scale)));
    }

    private static IReadOnlyList<CalibratedTensor> Calibrate(Func<ICalibrator> create, QuantizerOptions options, params (string Name, float[] Values)[][] files)
    {
        var calibration = new TensorCalibration(create, options);
        foreach (var file in files)
            calibration.Observe(new SafeTensors(file.Select(static tensor => new ModelTensor(tensor.Name, [tensor.Values.Length], tensor.Values))));
        return calibration.Finish();
    }
}
