using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>What is observed, in which order, and what of it counts.</summary>
public class CalibratorTests
{
    private static readonly QuantizerOptions Symmetric = new(8, QuantizationScheme.Scale);

    public static TheoryData<string> Orderless => CalibrationData.Orderless;

    public static TheoryData<string> All => CalibrationData.All;

    [Theory]
    [MemberData(nameof(Orderless))]
    public void Merging_is_as_observing_one_after_the_other(string method)
    {
        string[] kinds = [.. CalibrationData.Kinds.Keys];
        foreach ((string first, string second) in kinds.Zip(kinds.Skip(1).Append(kinds[0])).SelectMany(static pair => ((string, string)[])[pair, (pair.Second, pair.First)]))
        {
            Calibrator a = CalibrationData.Create(method), b = CalibrationData.Create(method), both = CalibrationData.Create(method);
            a.Observe(CalibrationData.Kinds[first]);
            b.Observe(CalibrationData.Kinds[second]);
            both.Observe(CalibrationData.Kinds[first]);
            both.Observe(CalibrationData.Kinds[second]);
            string other = Calibrators.ToJson(b);
            a.Merge(b);
            Assert.Equal(Calibrators.ToJson(both), Calibrators.ToJson(a));
            Assert.Equal(other, Calibrators.ToJson(b));
        }
    }

    [Theory]
    [MemberData(nameof(Orderless))]
    public void Neither_order_nor_batches_matter(string method)
    {
        foreach (float[] values in CalibrationData.Kinds.Values.Where(static values => values.Length <= 100_001))
        {
            Calibrator whole = CalibrationData.Create(method), pieces = CalibrationData.Create(method);
            whole.Observe(values);
            float[] shuffled = [.. values];
            Random random = new(1);
            random.Shuffle(shuffled);
            for (int start = 0; start < shuffled.Length;)
            {
                int length = Math.Min(random.Next(6_000), shuffled.Length - start);
                pieces.Observe(shuffled.AsSpan(start, length));
                start += length;
            }

            Assert.Equal(Calibrators.ToJson(whole), Calibrators.ToJson(pieces));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_not_finite_is_counted_and_left_out(string method)
    {
        foreach (int count in (int[])[10, 5_000, 150_000])
        {
            float[] values = CalibrationData.Normal(count, count);
            float[] finite = [.. values.Where((_, i) => i % 7 != 3 && i % 11 != 5)];
            int nan = 0, infinite = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (i % 7 == 3)
                {
                    values[i] = Inputs.NaNs[i % Inputs.NaNs.Length];
                    nan++;
                }
                else if (i % 11 == 5)
                {
                    values[i] = i % 2 == 0 ? float.PositiveInfinity : float.NegativeInfinity;
                    infinite++;
                }
            }

            Calibrator calibrator = CalibrationData.Create(method), expected = CalibrationData.Create(method);
            calibrator.Observe(values);
            expected.Observe(finite);
            Assert.Equal((finite.Length, nan, infinite), (calibrator.FiniteCount, calibrator.NaNCount, calibrator.InfinityCount));
            Assert.Equal(Calibrators.ToJson(expected).Replace("\"nan\":0,\"infinite\":0", $"\"nan\":{nan},\"infinite\":{infinite}", StringComparison.Ordinal), Calibrators.ToJson(calibrator));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_of_other_types_are_taken_as_floats(string method)
    {
        double[] doubles = [.. CalibrationData.Normal(31, 10_000).Select(static x => x * 1.0000001), 1e300, double.NaN];
        Check(doubles, [.. doubles.Select(static x => (float)x)]);
        Half[] halves = [.. CalibrationData.Normal(32, 10_000).Select(static x => (Half)x), Half.NaN];
        Check(halves, [.. halves.Select(static x => (float)x)]);
        BFloat16[] shorts = [.. CalibrationData.Normal(33, 10_000).Select(static x => (BFloat16)x)];
        Check(shorts, [.. shorts.Select(static x => (float)x)]);
        Assert.Throws<ArgumentException>(() => CalibrationData.Create(method).Observe<int>([1]));

        void Check<T>(T[] values, float[] floats)
            where T : unmanaged
        {
            Calibrator calibrator = CalibrationData.Create(method), expected = CalibrationData.Create(method);
            // Two batches, of which the average makes something else than of one.
            calibrator.Observe<T>(values);
            calibrator.Observe<T>(values.AsSpan(5_000));
            expected.Observe(floats);
            expected.Observe(floats.AsSpan(5_000));
            Assert.Equal(Calibrators.ToJson(expected), Calibrators.ToJson(calibrator));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_counts_as_zero(string method)
    {
        Calibrator calibrator = CalibrationData.Create(method);
        calibrator.Observe([]);
        calibrator.Observe([float.NaN, float.NegativeInfinity]);
        Assert.Equal(default, calibrator.RangeFor(Symmetric));
        Assert.Equal(new QuantizerParameters(1f, 0, 0f), calibrator.ParametersFor(Symmetric));
        Assert.Equal((0, 1, 1), (calibrator.FiniteCount, calibrator.NaNCount, calibrator.InfinityCount));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Both_zeros_are_one(string method)
    {
        foreach (int length in (int[])[1, 15, 16, 31, 32, 47, 79, 5_000, 70_000])
        {
            float[] values = [.. Enumerable.Range(0, length).Select(static i => i % 5 == 4 ? 0.5f : -0f)];
            Calibrator negative = CalibrationData.Create(method), positive = CalibrationData.Create(method);
            negative.Observe(values);
            positive.Observe(values.Select(static x => x + 0f).ToArray());
            Assert.Equal(Calibrators.ToJson(positive), Calibrators.ToJson(negative));
        }
    }

    [Fact]
    public void Extremes_are_exact()
    {
        MinMaxCalibrator calibrator = new();
        calibrator.Observe([0.3f, -1.7f, 0.2f]);
        calibrator.Observe([5.1f, -0.4f]);
        Assert.Equal(new CalibratedRange(-1.7f, 5.1f), calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Affine)));
        Assert.Equal(new CalibratedRange(-1.7f, 5.1f), calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Uniform)));
        Assert.Equal(new CalibratedRange(-5.1f, 5.1f), calibrator.RangeFor(Symmetric));
        Assert.Equal(new CalibratedRange(0f, 5.1f), calibrator.RangeFor(Symmetric with { Range = CodeRange.Unsigned }));
        // s = (β − α) / 255, z = round(0 − α / s)
        Assert.Equal(new QuantizerParameters((5.1f - -1.7f) / 255f, 64, 0f), calibrator.ParametersFor(8, QuantizationScheme.Affine));
        Assert.Equal(new QuantizerParameters(5.1f / 127f, 0, 0f), calibrator.ParametersFor(8, QuantizationScheme.Scale));
        Assert.Equal(new QuantizerParameters(5.1f / 255f, 0, 0f), calibrator.ParametersFor(8, QuantizationScheme.Scale, CodeRange.Unsigned));
    }

    [Fact]
    public void Averages_move_by_their_share()
    {
        MovingAverageCalibrator calibrator = new(0.25f);
        calibrator.Observe([-1f, 3f]);
        calibrator.Observe([float.NaN]);
        calibrator.Observe([-3f, 1f]);
        // −1 + 0.25 · (−3 + 1), 3 + 0.25 · (1 − 3)
        Assert.Equal(new CalibratedRange(-1.5f, 2.5f), calibrator.RangeFor(new QuantizerOptions(8, QuantizationScheme.Affine)));
        MovingAverageCalibrator far = new(0.5f);
        far.Observe([-float.MaxValue]);
        far.Observe([float.MaxValue]);
        Assert.Equal(new CalibratedRange(0f, 0f), far.RangeFor(new QuantizerOptions(8, QuantizationScheme.Affine)));
        foreach (float averaging in (float[])[0f, -0.1f, 1.5f, float.NaN]) Assert.Equal("averaging", Assert.Throws<ArgumentOutOfRangeException>(() => new MovingAverageCalibrator(averaging)).ParamName);
    }

    [Fact]
    public void What_cannot_be_merged_is_refused_and_changes_nothing()
    {
        foreach ((string name, Func<Calibrator> create) in CalibrationData.Methods)
        {
            Calibrator calibrator = create();
            calibrator.Observe([1f, -2f]);
            string before = Calibrators.ToJson(calibrator);
            foreach ((string other, Func<Calibrator> createOther) in CalibrationData.Methods)
            {
                Calibrator second = createOther();
                second.Observe([3f]);
                if (other != name) Assert.Equal("other", Assert.Throws<ArgumentException>(() => calibrator.Merge(second)).ParamName);
                else if (name == "moving-average") Assert.Throws<NotSupportedException>(() => calibrator.Merge(second));
            }

            Assert.Equal("other", Assert.Throws<ArgumentException>(() => calibrator.Merge(calibrator)).ParamName);
            Assert.Throws<ArgumentNullException>(() => calibrator.Merge(null!));
            Assert.Equal(before, Calibrators.ToJson(calibrator));
        }
    }

    [Fact]
    public void More_values_than_a_long_counts_are_refused_and_change_nothing()
    {
        foreach (string state in (string[])
            [
                """{"version":1,"method":"max","finite":9223372036854775807,"nan":0,"infinite":0,"minimum":1,"maximum":1}""",
                """{"version":1,"method":"entropy","finite":9223372036854775807,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[15361,9223372036854775807]}""",
            ])
        {
            Calibrator a = Calibrators.FromJson(state), b = Calibrators.FromJson(state);
            Assert.Throws<OverflowException>(() => a.Merge(b));
            Assert.Throws<OverflowException>(() => a.Observe([2f]));
            Assert.Equal(Calibrators.ToJson(b), Calibrators.ToJson(a));
        }
    }

    [Fact]
    public void Each_method_has_a_calibrator_of_its_usual_setting()
    {
        Assert.Equal(["max", "moving-average", "percentile-99.99", "entropy", "mse"], Enum.GetValues<CalibrationMethod>().Select(static method => Calibrators.Create(method).Name));
        Assert.All(Enum.GetValues<CalibrationMethod>(), static method => Assert.Equal(method, Calibrators.Create(method).Method));
        Assert.Equal("method", Assert.Throws<ArgumentOutOfRangeException>(() => Calibrators.Create((CalibrationMethod)9)).ParamName);
    }

    [Fact]
    public void Channels_are_calibrated_apart()
    {
        foreach ((string name, Func<Calibrator> create) in CalibrationData.Methods)
        {
            float[][] rows = [.. Enumerable.Range(1, 19).Select(scale => CalibrationData.Normal(scale, 300).Select(x => x * scale).ToArray())];
            ChannelCalibrator byRow = new(19, create), byColumn = new(19, create);
            byRow.ObserveRows(rows.SelectMany(static row => row).ToArray());
            byColumn.ObserveColumns(Enumerable.Range(0, 300).SelectMany(i => rows.Select(row => row[i])).ToArray());
            QuantizerParameters[] expected = [.. rows.Select(row =>
            {
                Calibrator alone = create();
                alone.Observe(row);
                return alone.ParametersFor(Symmetric);
            })];
            Assert.Equal(expected, byRow.ParametersFor(Symmetric));
            Assert.Equal(expected, byColumn.ParametersFor(Symmetric));
            Assert.Equal(byRow.Channels.Select(static channel => channel.RangeFor(Symmetric)), byRow.RangesFor(Symmetric));
            Assert.Equal(byRow.ToJson(), ChannelCalibrator.FromJson(byRow.ToJson()).ToJson());
            if (name == "moving-average") continue;
            ChannelCalibrator twice = new(19, create);
            twice.ObserveColumns(rows.SelectMany(static row => row).ToArray());
            twice.Merge(byRow);
            Assert.All(twice.Channels, static channel => Assert.Equal(600, channel.FiniteCount));
        }
    }

    [Fact]
    public void Channels_that_do_not_fit_are_refused()
    {
        ChannelCalibrator channels = new(3, static () => new MinMaxCalibrator());
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => channels.ObserveRows(new float[4])).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => channels.ObserveColumns(new float[4])).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => channels.Merge(new ChannelCalibrator(2, static () => new MinMaxCalibrator()))).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => channels.Merge(channels)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => channels.Merge(new ChannelCalibrator(3, static () => new EntropyCalibrator()))).ParamName);
        Assert.Equal("create", Assert.Throws<ArgumentException>(() => new ChannelCalibrator(2, static () => null!)).ParamName);
        MinMaxCalibrator shared = new();
        Assert.Equal("create", Assert.Throws<ArgumentException>(() => new ChannelCalibrator(2, () => shared)).ParamName);
        double percentile = 99;
        Assert.Equal("create", Assert.Throws<ArgumentException>(() => new ChannelCalibrator(2, () => new PercentileCalibrator(percentile += 0.1))).ParamName);
        Assert.Equal("channels", Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelCalibrator(0, static () => new MinMaxCalibrator())).ParamName);
        Assert.All(channels.Channels, static channel => Assert.Equal(0, channel.FiniteCount));
        channels.ObserveRows([]);
    }
}
