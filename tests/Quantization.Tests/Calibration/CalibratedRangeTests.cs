using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>How good the ranges are that the methods find.</summary>
public class CalibratedRangeTests(ITestOutputHelper output)
{
    /// <summary>The least mean squared errors on a normal distribution: of 2^b midpoints and of 2^b − 1 symmetric values.</summary>
    [Theory]
    [InlineData(2, QuantizationScheme.Uniform, 0.118846)]
    [InlineData(3, QuantizationScheme.Uniform, 0.037440)]
    [InlineData(4, QuantizationScheme.Uniform, 0.011543)]
    [InlineData(8, QuantizationScheme.Uniform, 8.77e-5)]
    [InlineData(2, QuantizationScheme.Scale, 0.19017)]
    [InlineData(3, QuantizationScheme.Scale, 0.046860)]
    [InlineData(4, QuantizationScheme.Scale, 0.012888)]
    [InlineData(8, QuantizationScheme.Scale, 8.83e-5)]
    public void The_least_squared_error_is_that_of_the_best_quantizer(int bits, QuantizationScheme scheme, double least)
    {
        float[] values = CalibrationData.NormalQuantiles(1_000_000);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        QuantizerOptions options = new(bits, scheme);
        double error = CalibrationData.SquaredError(options, calibrator.ParametersFor(options), values);
        output.WriteLine($"{scheme} {bits} bits: {error:G6}, {error / least:F4} of the least");
        Assert.InRange(error / least, 0.99, 1.01);
    }

    [Fact]
    public void The_threshold_of_least_squared_error_is_the_best_of_the_values_themselves()
    {
        float[] values = CalibrationData.Normal(21, 200_000);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        foreach (int bits in (int[])[3, 6, 8])
        {
            QuantizerOptions options = new(bits, QuantizationScheme.Scale);
            double found = CalibrationData.SquaredError(options, calibrator.ParametersFor(options), values);
            double best = Enumerable.Range(20, 80).Min(step => CalibrationData.SquaredError(options, new GenericQuantizer(options).ParametersFor(-0.05f * step, 0.05f * step), values));
            Assert.InRange(found / best, 0.98, 1.005);
        }
    }

    [Fact]
    public void An_outlier_hurts_the_extremes_and_at_eight_bits_the_squared_error()
    {
        float[] values = CalibrationData.Normal(22, 1_000_000);
        float outlier = 100f * values.Max(MathF.Abs);
        foreach (int bits in (int[])[8, 4])
        {
            QuantizerOptions options = new(bits, QuantizationScheme.Scale);
            foreach (Func<Calibrator> create in (Func<Calibrator>[])[() => new MinMaxCalibrator(), () => new PercentileCalibrator(), () => new PercentileCalibrator(99.999), () => new EntropyCalibrator(), () => new MeanSquaredErrorCalibrator()])
            {
                Calibrator clean = create(), hurt = create();
                clean.Observe(values);
                hurt.Observe(values);
                hurt.Observe([outlier]);
                // In decibels, on the values that are no outlier.
                double loss = 10 * Math.Log10(CalibrationData.SquaredError(options, hurt.ParametersFor(options), values) / CalibrationData.SquaredError(options, clean.ParametersFor(options), values));
                output.WriteLine($"{bits} bits, {clean.Name}: threshold {clean.RangeFor(options).Maximum:F3}, with the outlier {hurt.RangeFor(options).Maximum:F3}; {loss:F2} dB lost");
                // The squared error of one outlier among a million outweighs the steps of 8 bits for the rest, though not those of 4: there the least error is a compromise.
                if (clean.Method == CalibrationMethod.MinMax) Assert.True(loss > 10);
                else if (bits == 8 && clean.Method == CalibrationMethod.MeanSquaredError) Assert.True(hurt.RangeFor(options).Maximum < outlier / 4);
                else Assert.InRange(loss, -1, 1);
                // Bins as wide as the outlier wants them, a quarter here, would hit the least error by chance only.
                if (bits == 4 && clean.Method == CalibrationMethod.MeanSquaredError) Assert.Equal(clean.RangeFor(options).Maximum, hurt.RangeFor(options).Maximum, 0.03f);
            }
        }
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine)]
    [InlineData(QuantizationScheme.Uniform)]
    public void Two_ends_are_found_apart(QuantizationScheme scheme)
    {
        // A long tail upwards, nothing below −0.5.
        float[] values = [.. CalibrationData.Normal(23, 200_000).Select(static x => MathF.Exp(x) - 0.5f)];
        QuantizerOptions options = new(4, scheme);
        Dictionary<string, double> errors = [];
        foreach (Func<Calibrator> create in (Func<Calibrator>[])[() => new MinMaxCalibrator(), () => new PercentileCalibrator(99.9), () => new MeanSquaredErrorCalibrator()])
        {
            Calibrator calibrator = create();
            calibrator.Observe(values);
            CalibratedRange range = calibrator.RangeFor(options);
            errors[calibrator.Name] = CalibrationData.SquaredError(options, calibrator.ParametersFor(options), values);
            output.WriteLine($"{calibrator.Name}: {range}, {errors[calibrator.Name]:G4}");
            Assert.InRange(range.Minimum, -0.5f, 0f);
            Assert.InRange(range.Maximum, 2f, values.Max());
        }

        Assert.True(errors["mse"] < errors["percentile-99.9"]);
        Assert.True(errors["percentile-99.9"] < errors["max"]);
        // No pair of ends on a grid is better by more than what bins round.
        GenericQuantizer quantizer = new(options);
        double best = (from low in Enumerable.Range(0, 6) from high in Enumerable.Range(4, 40) select CalibrationData.SquaredError(options, quantizer.ParametersFor(-0.1f * low, 0.5f * high), values)).Min();
        Assert.True(errors["mse"] <= best * 1.01);
    }

    [Fact]
    public void A_percentile_is_what_sorting_gives()
    {
        foreach (double percentile in (double[])[60, 99, 99.9, 99.99])
        {
            foreach (float[] values in (float[][])[CalibrationData.Normal(24, 100_000), [.. CalibrationData.Normal(25, 100_000), 200f], CalibrationData.Kinds["after a ReLU"]])
            {
                PercentileCalibrator calibrator = new(percentile);
                calibrator.Observe(values);
                float[] sorted = [.. values.Select(MathF.Abs).Order()];
                float exact = sorted[(int)Math.Ceiling(percentile / 100 * sorted.Length) - 1];
                float found = calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Scale)).Maximum;
                // The left edge of its bin, which is at most a 128th of it.
                Assert.InRange(found, exact * (127f / 128), exact);
            }
        }
    }

    [Fact]
    public void A_percentile_with_two_ends_keeps_its_share_and_little_more()
    {
        foreach (double percentile in (double[])[60, 99, 99.9, 99.99, 100])
        {
            foreach ((string kind, float[] values) in CalibrationData.Kinds)
            {
                PercentileCalibrator calibrator = new(percentile);
                calibrator.Observe(values);
                CalibratedRange range = calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Affine));
                // Where the share is a whole number of values, rounding does not decide.
                double allowed = (100 - percentile) / 200 * values.Length + 1e-6;
                Assert.True(values.Count(value => value < range.Minimum) <= allowed && values.Count(value => value > range.Maximum) <= allowed, $"{percentile}, {kind}: {range}");
                if (percentile == 100) Assert.Equal(new CalibratedRange(values.Min() + 0f, values.Max() + 0f), range);
                // A bin further in more would be lost. It is at most a 128th of the greater end, or of what the closest view shows, and never less than 2^−136.
                float bin = Math.Max(Math.Max(Math.Max(-range.Minimum, range.Maximum) / 64, values.Max(MathF.Abs) / 16384), MathF.ScaleB(1f, -136));
                if (range.Minimum > values.Min()) Assert.True(values.Count(value => value < range.Minimum + bin) >= allowed - 1, $"{percentile}, {kind}: {range}");
                if (range.Maximum < values.Max()) Assert.True(values.Count(value => value > range.Maximum - bin) >= allowed - 1, $"{percentile}, {kind}: {range}");
            }
        }
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine)]
    [InlineData(QuantizationScheme.Uniform)]
    public void Two_ends_of_least_squared_error_are_found_closely_beside_an_outlier(QuantizationScheme scheme)
    {
        float[] values = [.. CalibrationData.Normal(27, 1_000_000), 500f];
        QuantizerOptions options = new(4, scheme);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        double found = CalibrationData.SquaredError(options, calibrator.ParametersFor(options), values);
        // The outlier pulls at its end, by far less than to itself.
        GenericQuantizer quantizer = new(options);
        double best = (from low in Enumerable.Range(0, 5) from high in Enumerable.Range(0, 10) select CalibrationData.SquaredError(options, quantizer.ParametersFor(-2.4f - 0.1f * low, 2.5f + 0.05f * high), values)).Min();
        // What the outlier itself is off by does not depend on the ends to speak of.
        double outlier = Math.Pow(500 - calibrator.RangeFor(options).Maximum, 2) / values.Length;
        output.WriteLine($"{calibrator.RangeFor(options)}: {(found - best) / (best - outlier):F5} more than the least, without the outlier's own");
        Assert.InRange((found - best) / (best - outlier), -0.02, 0.005);
    }

    [Fact]
    public void A_percentile_that_keeps_nothing_between_two_halves_keeps_all()
    {
        PercentileCalibrator calibrator = new(1e-15);
        calibrator.Observe([-1f, 1f, -1f, 1f]);
        Assert.Equal(new CalibratedRange(-1f, 1f), calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Affine)));
    }

    [Fact]
    public void Zeros_are_not_the_bulk_that_outliers_are_measured_by()
    {
        foreach (string kind in (string[])["mostly zeros", "one-hot"])
        {
            EntropyCalibrator calibrator = new();
            calibrator.Observe(CalibrationData.Kinds[kind]);
            QuantizerOptions options = new(8, QuantizationScheme.Scale);
            Assert.InRange(calibrator.RangeFor(options).Maximum, 0.5f, 1f);
            Assert.Equal(Math.Min(calibrator.GetMagnitudes().EntropyThreshold(8, unsigned: false), CalibrationData.Kinds[kind].Max()), calibrator.RangeFor(options).Maximum);
        }
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine)]
    [InlineData(QuantizationScheme.Uniform)]
    public void Values_far_from_zero_are_all_covered(QuantizationScheme scheme)
    {
        float[] values = CalibrationData.Kinds["far from zero"];
        foreach (Func<Calibrator> create in (Func<Calibrator>[])[() => new MinMaxCalibrator(), () => new PercentileCalibrator(), () => new MeanSquaredErrorCalibrator()])
        {
            Calibrator calibrator = create();
            calibrator.Observe(values);
            Assert.Equal(new CalibratedRange(values.Min(), values.Max()), calibrator.RangeFor(new QuantizerOptions(8, scheme)));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Rounding_at_random_has_a_threshold_of_its_own(int bits)
    {
        float[] values = CalibrationData.NormalQuantiles(100_000);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        QuantizerOptions options = new(bits, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic };
        GenericQuantizer quantizer = new(options);
        double found = Expected(calibrator.ParametersFor(options).Scale), best = Enumerable.Range(10, 120).Min(step => Expected(quantizer.ParametersFor(0f, 0.05f * step).Scale));
        output.WriteLine($"{bits} bits: {found / best:F4} of the least");
        Assert.InRange(found / best, 0.97, 1.01);

        // The mean over the random numbers of (x̂ − x)², by its definition: up with the chance of the fraction, down with that of the rest.
        double Expected(double scale) => values.Average(x =>
        {
            double q = Math.Clamp(x / scale, -quantizer.MaxCode, quantizer.MaxCode), fraction = q - Math.Floor(q);
            return (1 - fraction) * Square(Math.Floor(q) * scale - x) + fraction * Square(Math.Ceiling(q) * scale - x);
        });

        static double Square(double x) => x * x;
    }

    public static TheoryData<string> Methods => CalibrationData.All;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_kind_of_data_has_a_range_within_its_own(string method)
    {
        foreach ((string kind, float[] values) in CalibrationData.Kinds)
        {
            Calibrator calibrator = CalibrationData.Create(method);
            calibrator.Observe(values);
            foreach (QuantizerOptions options in Options())
            {
                if (method == "entropy" && options.Scheme != QuantizationScheme.Scale) continue;
                CalibratedRange range = calibrator.RangeFor(options);
                float reach = values.Max(MathF.Abs);
                Assert.True(range.Minimum <= range.Maximum && range.Minimum >= -reach && range.Maximum <= reach, $"{kind}, {options}: {range} of {reach}");
                if (options.Scheme != QuantizationScheme.Scale) Assert.True(range.Minimum >= values.Min() && range.Maximum <= values.Max(), $"{kind}, {options}: {range}");
                // What the quantizer would refuse throws here.
                float[] restored = new float[values.Length];
                new GenericQuantizer(options).FakeQuantize(values, restored, calibrator.ParametersFor(options));
            }
        }

        static IEnumerable<QuantizerOptions> Options() =>
        [
            new(8, QuantizationScheme.Scale), new(4, QuantizationScheme.Scale) { Range = CodeRange.Unsigned }, new(2, QuantizationScheme.Scale) { Range = CodeRange.Full },
            new(3, QuantizationScheme.Scale) { Rounding = Rounding.Floor }, new(4, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic },
            new(8, QuantizationScheme.Affine), new(2, QuantizationScheme.Affine) { Range = CodeRange.Full }, new(4, QuantizationScheme.Uniform), new(3, QuantizationScheme.Uniform) { Rounding = Rounding.NearestEven },
        ];
    }

    [Fact]
    public void Signs_have_the_mean_magnitude_as_their_least_error()
    {
        float[] values = CalibrationData.Normal(26, 100_000);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        Assert.Equal(values.Average(MathF.Abs), calibrator.ParametersFor(1, QuantizationScheme.Scale).Scale, 0.005f);
    }

    [Theory]
    [InlineData(8, QuantizationScheme.Affine, CodeRange.ByScheme)]
    [InlineData(8, QuantizationScheme.Uniform, CodeRange.ByScheme)]
    [InlineData(1, QuantizationScheme.Scale, CodeRange.ByScheme)]
    [InlineData(13, QuantizationScheme.Scale, CodeRange.ByScheme)]
    [InlineData(12, QuantizationScheme.Scale, CodeRange.Unsigned)]
    public void Entropy_refuses_what_it_is_no_method_for(int bits, QuantizationScheme scheme, CodeRange range)
    {
        EntropyCalibrator calibrator = new();
        calibrator.Observe([1f, 2f]);
        Assert.Throws<NotSupportedException>(() => calibrator.ParametersFor(bits, scheme, range));
    }

    [Fact]
    public void Options_of_no_quantizer_are_refused()
    {
        MinMaxCalibrator calibrator = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => calibrator.RangeFor(new QuantizerOptions(17, QuantizationScheme.Scale)));
        Assert.Throws<ArgumentException>(() => calibrator.ParametersFor(4, QuantizationScheme.Uniform, CodeRange.Full));
        Assert.Throws<ArgumentNullException>(() => calibrator.RangeFor(null!));
    }
}
