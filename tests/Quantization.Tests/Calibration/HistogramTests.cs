using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>Where values are counted, and what the thresholds of histograms are.</summary>
public class HistogramTests
{
    private static readonly CalibrationHistogram Falling = new(
        [.. Enumerable.Range(0, 2049).Select(static k => (float)k)],
        [.. Enumerable.Range(0, 2048).Select(static k => (2048L - k) * (2048L - k))]);

    public static TheoryData<string> Kinds => CalibrationData.KindNames;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Counts_are_those_of_the_rule(string kind)
    {
        float[] values = CalibrationData.Kinds[kind];
        EntropyCalibrator calibrator = new();
        calibrator.Observe(values);
        CalibrationHistogram histogram = calibrator.GetMagnitudes();
        PlainHistogram expected = new(values);
        Assert.Equal(values.Length, histogram.Total);
        Assert.Equal(expected.Counts, histogram.Counts.ToArray());
        // The last edge may be above all floats.
        Assert.Equal(Enumerable.Range(0, 2049).Select(k => Math.Min(k * expected.Width, float.MaxValue)), histogram.Edges.ToArray().Select(static edge => (double)edge));
    }

    [Fact]
    public void Entropy_keeps_as_many_bins_as_the_reference_tool()
    {
        Assert.Equal(2035, Falling.EntropyBins(8, unsigned: false));
        Assert.Equal(2.98674715e-5, Falling.EntropyDivergence(8, unsigned: false, 2035), 1e-13);
        Assert.Equal(3.59638646, Falling.EntropyDivergence(8, unsigned: false, 128), 5e-9);
        Assert.Equal(3.03310864e-5, Falling.EntropyDivergence(8, unsigned: false, 2048), 5e-14);
        Assert.Equal(1929, Falling.EntropyBins(4, unsigned: false));
        Assert.Equal(0.00674519266, Falling.EntropyDivergence(4, unsigned: false, 1929), 5e-12);
        Assert.Equal(2035f, Falling.EntropyThreshold(8, unsigned: false));
    }

    [Fact]
    public void Percentiles_are_those_of_the_reference_tool()
    {
        Assert.Equal([1843, 1953, 2004, 2028], ((double[])[99.9, 99.99, 99.999, 99.9999]).Select(Falling.PercentileBin));
        Assert.Equal(1843f, Falling.PercentileThreshold(99.9));
        // The first bin has 0.15 % of the values; its threshold is its right edge.
        Assert.Equal(1f, Falling.PercentileThreshold(0.1));
        Assert.Equal(2047f, Falling.PercentileThreshold(100));
    }

    [Fact]
    public void Bins_are_spread_over_those_that_are_not_empty()
    {
        double[] bins = [1, 0, 2, 3, 5, 3, 1, 7];
        Assert.Equal([2, 0, 2, 2, 4, 4, 4, 4], PlainHistogram.Expand(bins, 2));
        Assert.Equal(0.150315265337, new EntropySearch(bins, beyond: 0, levels: 2).Divergence(8), 5e-13);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(8, true)]
    [InlineData(4, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(11, false)]
    [InlineData(12, false)]
    public void Entropy_is_that_of_a_slow_implementation(int bits, bool unsigned)
    {
        int levels = 1 << (unsigned ? bits : bits - 1);
        Random random = new(bits);
        for (int trial = 0; trial < 6; trial++)
        {
            int filled = random.Next(1, 2049);
            // Steep, flat and ragged shapes, with holes.
            long[] counts = [.. Enumerable.Range(0, 2048).Select(k => k < filled && random.Next(10) > trial ? (long)(1e6 * Math.Exp(-k * trial * 2e-3)) + random.Next(50) : 0)];
            CalibrationHistogram histogram = new([.. Enumerable.Range(0, 2049).Select(static k => k * 0.25f)], counts);
            double[] divergences = PlainHistogram.Divergences(counts, levels);
            // Where divergences differ by no more than rounding, either may come out as the least.
            int found = histogram.EntropyBins(bits, unsigned);
            Assert.Equal(divergences.Min(), divergences[found - (2049 - divergences.Length)], 1e-12);
            foreach (int kept in (int[])[2049 - divergences.Length, 1500, 2048, found]) Assert.Equal(divergences[Math.Max(0, kept - (2049 - divergences.Length))], histogram.EntropyDivergence(bits, unsigned, Math.Max(kept, 2049 - divergences.Length)), 1e-12);
        }
    }

    [Fact]
    public void No_other_centre_has_less_squared_error()
    {
        float[] values = CalibrationData.Normal(9, 20_000);
        MeanSquaredErrorCalibrator calibrator = new();
        calibrator.Observe(values);
        CalibrationHistogram histogram = calibrator.GetMagnitudes();
        QuantizerOptions options = new(4, QuantizationScheme.Scale);
        float[] centres = [.. Enumerable.Range(0, 2048).Select(k => (histogram.Edges[k] + histogram.Edges[k + 1]) / 2)];
        GenericQuantizer quantizer = new(options);
        double[] errors = [.. centres.Select(threshold => Error(quantizer.ParametersFor(-threshold, threshold)))];
        Assert.Equal(centres[Array.IndexOf(errors, errors.Min())], histogram.SquaredErrorThreshold(options));
        Assert.Equal(histogram.SquaredErrorThreshold(options), calibrator.RangeFor(options).Maximum);

        double Error(QuantizerParameters parameters)
        {
            long[] counts = histogram.Counts.ToArray();
            float[] restored = new float[centres.Length];
            quantizer.FakeQuantize(centres, restored, parameters);
            return Enumerable.Range(0, centres.Length).Where(k => counts[k] > 0).Sum(k => counts[k] * Math.Pow((double)centres[k] - restored[k], 2));
        }
    }

    [Fact]
    public void Edges_of_another_tool_need_not_be_even()
    {
        CalibrationHistogram histogram = new([0f, 0.5f, 1f, 4f, 100f], [10, 80, 9, 1]);
        Assert.Equal(2, histogram.PercentileBin(99));
        Assert.Equal(1f, histogram.PercentileThreshold(99));
        Assert.Equal(4f, histogram.PercentileThreshold(99.5));
        // Signs of ±a: Σ count · (centre − a)² of the centres 0.25, 0.75, 2.5 and 52 as a is 2691.25, 2654, 2726.75 and 236651.
        Assert.Equal(0.75f, histogram.SquaredErrorThreshold(new QuantizerOptions(1, QuantizationScheme.Scale)));
        Assert.Equal(100, histogram.Total);
    }

    [Fact]
    public void Of_equally_divergent_thresholds_the_last_is_taken()
    {
        long[] counts = new long[2048];
        counts[77] = 5;
        CalibrationHistogram histogram = new([.. Enumerable.Range(0, 2049).Select(static k => (float)k)], counts);
        Assert.Equal(2048, histogram.EntropyBins(8, unsigned: false));
        Assert.Equal(0, histogram.EntropyDivergence(8, unsigned: false, 128));
    }

    [Fact]
    public void Signs_count_both_ways_where_a_quantizer_tells_them_apart()
    {
        // Of −2 to 1 the negative side has a code more; all values at either 1 or 2 steps: 2 is only hit below zero.
        CalibrationHistogram histogram = new([0f, 1f, 2f, 3f, 4f], [0, 0, 0, 10]);
        QuantizerOptions full = new(2, QuantizationScheme.Scale) { Range = CodeRange.Full };
        // ±3.5 with s = a: only a = 3.5 has no error on both sides.
        Assert.Equal(3.5f, histogram.SquaredErrorThreshold(full));
        Assert.Equal("options", Assert.Throws<ArgumentException>(() => histogram.SquaredErrorThreshold(new QuantizerOptions(8, QuantizationScheme.Affine))).ParamName);
    }

    [Fact]
    public void Values_that_change_while_they_are_counted_stay_within_the_counts()
    {
        // The reach said of them is that of the first value; the others are what another thread might have written since.
        float[] values = [.. Enumerable.Repeat(1f, 40), float.MaxValue, -float.MaxValue, float.NaN, float.NegativeInfinity, .. Inputs.RandomBits(3, 1_000)];
        foreach (OctaveScratch? scratch in (OctaveScratch?[])[null, OctaveScratch.For(1 << 20)])
        {
            OctaveCounts counts = new();
            counts.Add(values, 1f, [], scratch);
            if (scratch is not null) counts.Add(scratch);
            Assert.Equal(values.Length, counts.All.ToArray().Sum());
            Assert.All(Enumerable.Range(0, counts.All.Length).Where(place => !OctaveLayout.IsPlace(place)), place => Assert.Equal(0, counts.All[place]));
        }
    }

    [Fact]
    public void Discarded_counters_leave_nothing_behind()
    {
        OctaveScratch scratch = OctaveScratch.For(1 << 20)!;
        scratch.Count([.. Enumerable.Repeat((ushort)9, 100)], []);
        scratch.Discard();
        EntropyCalibrator calibrator = new();
        calibrator.Observe(CalibrationData.Kinds["large"]);
        Assert.Equal(CalibrationData.Kinds["large"].Length, calibrator.GetMagnitudes().Total);
    }

    [Fact]
    public void Closer_views_are_the_histogram_of_what_is_within()
    {
        float[] values = CalibrationData.Kinds["an outlier"];
        OctaveCounts counts = new();
        counts.Add(values.AsSpan(0, 4096), 500f, [], null);
        float[] seen = values[..4096];
        for (int closer = 1; closer <= HistogramViews.Closest; closer++)
        {
            CalibrationHistogram view = HistogramViews.Magnitudes(counts, closer), signed = HistogramViews.Values(counts, closer);
            double reach = 512 / Math.Pow(2, closer), width = reach / 2048;
            Assert.Equal((float)reach, view.Edges[^1]);
            long[] expected = new long[2048];
            foreach (float value in seen.Where(value => Math.Abs(value) < reach)) expected[(int)(Math.Abs((double)value) / width)]++;
            // The first bin also has what is below sixteen octaves; all here is above.
            Assert.Equal(expected, view.Counts.ToArray());
            Assert.Equal(seen.Count(value => Math.Abs(value) >= reach), view.CountBeyond);
            Assert.Equal(seen.Length, view.Total);
            Assert.Equal(seen.Count(value => value < 0 && value > -reach), signed.Counts[..2048].ToArray().Sum());
            Assert.Equal(view.Counts.ToArray(), Enumerable.Range(0, 2048).Select(k => signed.Counts[2048 + k] + signed.Counts[2047 - k]));
        }
    }

    [Theory]
    [InlineData(new[] { 0f }, new long[0], "edges")]
    [InlineData(new[] { 0f, 1f, 2f }, new long[] { 1 }, "edges")]
    [InlineData(new[] { -1f, 1f }, new long[] { 1 }, "edges")]
    [InlineData(new[] { 0f, float.PositiveInfinity }, new long[] { 1 }, "edges")]
    [InlineData(new[] { 0f, float.NaN }, new long[] { 1 }, "edges")]
    [InlineData(new[] { 0f, 1f, 1f }, new long[] { 1, 1 }, "edges")]
    [InlineData(new[] { 0f, 1f }, new long[] { -1 }, "counts")]
    [InlineData(new[] { 0f, 1f, 2f }, new[] { long.MaxValue, 1 }, "counts")]
    public void What_is_no_histogram_is_refused(float[] edges, long[] counts, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => new CalibrationHistogram(edges, counts)).ParamName);

    [Fact]
    public void Settings_outside_of_their_limits_are_refused()
    {
        foreach (double percentile in (double[])[0, -1, 100.5, double.NaN])
        {
            Assert.Equal("percentile", Assert.Throws<ArgumentOutOfRangeException>(() => Falling.PercentileBin(percentile)).ParamName);
            Assert.Equal("percentile", Assert.Throws<ArgumentOutOfRangeException>(() => new PercentileCalibrator(percentile)).ParamName);
        }

        // One bit with a sign is a single code of a magnitude; 13 bits are more codes than bins.
        foreach (int bits in (int[])[1, 13, 0, 17]) Assert.Equal("bits", Assert.Throws<ArgumentOutOfRangeException>(() => Falling.EntropyBins(bits, unsigned: false)).ParamName);
        Assert.Equal("bits", Assert.Throws<ArgumentOutOfRangeException>(() => Falling.EntropyBins(12, unsigned: true)).ParamName);
        foreach (int bins in (int[])[127, 2049]) Assert.Equal("bins", Assert.Throws<ArgumentOutOfRangeException>(() => Falling.EntropyDivergence(8, unsigned: false, bins)).ParamName);
    }

    [Fact]
    public void Logarithms_are_right_to_the_last_digits()
    {
        Random random = new(10);
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.Exp((random.NextDouble() - 0.5) * (i % 2 == 0 ? 600 : 1e-3));
            double expected = Math.Log(x);
            Assert.Equal(expected, NaturalLogarithm.Of(x), Math.Abs(expected) * 1e-15 + 1e-17);
        }
    }
}
