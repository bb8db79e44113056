using Xunit;

namespace Quantization.Tests.Steps;

/// <summary>Levels with the least squared error: against every division of few samples, and against the published figures of the normal distribution.</summary>
public class CodebookFitTests
{
    // Lloyd–Max quantizers of the normal distribution: the mean squared errors that Max published, and of 256 levels by the same equations.
    [Theory]
    [InlineData(4, 0.117482)]
    [InlineData(8, 0.0345478)]
    [InlineData(16, 0.00950101)]
    [InlineData(256, 4.1185e-5)]
    public void Normal_samples_reach_the_published_errors(int levels, double expected)
    {
        float[] samples = Normal(1_000_000);
        Codebook codebook = Codebook.Fit(samples, levels);
        Assert.Equal(levels, codebook.Levels.Length);
        Assert.Equal(expected, SquaredError(samples, codebook.Levels.ToArray()), tolerance: 0.01 * expected);
    }

    [Fact]
    public void Few_samples_are_divided_as_well_as_can_be()
    {
        var random = new Random(11);
        for (int t = 0; t < 400; t++)
        {
            int count = 5 + (t % 8), levels = 2 + (t % 4);
            float[] samples = [.. Enumerable.Range(0, count).Select(_ => t % 3 == 0 ? MathF.Pow(random.NextSingle(), 6f) * 1e6f : random.Next(12) - 4.5f)];
            if (samples.Distinct().Count() < levels) continue;
            double best = Best([.. samples.Order()], 0, levels);
            double actual = SquaredError(samples, Codebook.Fit(samples, levels).Levels.ToArray());
            Assert.True(actual * count <= (best * (1 + 1e-5)) + 1e-9, $"{actual * count:R}, and {best:R} is possible.");
        }

        // Every first cluster, and the best of the rest.
        static double Best(float[] sorted, int start, int clusters)
        {
            if (start == sorted.Length) return 0;
            if (clusters == 1) return Spread(sorted, start, sorted.Length);
            double best = double.PositiveInfinity;
            for (int end = start + 1; end <= sorted.Length; end++) best = Math.Min(best, Spread(sorted, start, end) + Best(sorted, end, clusters - 1));
            return best;
        }

        static double Spread(float[] sorted, int start, int end)
        {
            double mean = sorted[start..end].Average(x => (double)x);
            return sorted[start..end].Sum(x => (x - mean) * (x - mean));
        }
    }

    [Fact]
    public void Levels_of_many_samples_are_the_means_of_their_own()
    {
        float[] samples = [.. Normal(20_000).Select(x => MathF.Max(0f, x) + (x > 2.5f ? 40f : 0f))];
        float[] levels = Codebook.Fit(samples, 12).Levels.ToArray();
        foreach (IGrouping<int, float> own in samples.GroupBy(x => Nearest(levels, x))) Assert.Equal(own.Average(x => (double)x), levels[own.Key], tolerance: 1e-5 * (1 + levels[own.Key]));
    }

    [Fact]
    public void The_order_of_samples_is_of_no_account()
    {
        float[] samples = Normal(50_000), shuffled = [.. samples];
        new Random(2).Shuffle(shuffled);
        Assert.Equal(Codebook.Fit(samples, 32), Codebook.Fit(shuffled, 32));
    }

    [Fact]
    public void A_few_samples_far_away_do_not_take_the_levels_of_the_others()
    {
        float[] near = Normal(100_000), all = [.. near, 1e30f, -1e30f];
        float[] levels = Codebook.Fit(all, 18).Levels.ToArray();
        Assert.Equal((-1e30f, 1e30f), (levels[0], levels[^1]));
        Assert.Equal(0.00950101, SquaredError(near, levels[1..^1]), tolerance: 0.02 * 0.00950101);
    }

    [Fact]
    public void Fewer_different_samples_than_levels_are_the_levels()
    {
        Assert.Equal([-1f, 0f, 2f], Codebook.Fit([2f, 0f, -1f, -0f, 2f, float.NaN, float.PositiveInfinity], 16).Levels.ToArray());
        Assert.Equal([-1f, 0f, 2f], Codebook.Fit([2f, 0f, -1f, -0f, 2f], 3).Levels.ToArray());
        Assert.Equal([1f, MathF.BitIncrement(1f)], Codebook.Fit([1f, MathF.BitIncrement(1f)], 2).Levels.ToArray());
        Assert.Equal([float.MinValue, float.MaxValue], Codebook.Fit([float.MinValue, float.MaxValue], 2).Levels.ToArray());
    }

    [Fact]
    public void What_cannot_be_told_apart_is_refused()
    {
        foreach (float[] samples in (float[][])[[], [1f], [1f, 1f], [0f, -0f], [1f, float.NaN, float.NegativeInfinity]]) Assert.Throws<ArgumentException>("samples", () => Codebook.Fit(samples, 4));
        Assert.Throws<ArgumentOutOfRangeException>("levels", () => Codebook.Fit([1f, 2f], 1));
        Assert.Throws<ArgumentOutOfRangeException>("levels", () => Codebook.Fit([1f, 2f], 257));
    }

    // Box and Muller.
    private static float[] Normal(int count)
    {
        var random = new Random(1957);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static double SquaredError(float[] samples, float[] levels) => samples.Average(x => ((double)x - levels[Nearest(levels, x)]) * ((double)x - levels[Nearest(levels, x)]));

    private static int Nearest(float[] levels, float x)
    {
        int at = Array.BinarySearch(levels, x);
        if (at >= 0) return at;
        at = Math.Clamp(~at, 1, levels.Length - 1);
        return (double)x - levels[at - 1] <= (double)levels[at] - x ? at - 1 : at;
    }
}
