using System.Globalization;

namespace Quantization;

/// <summary>
/// How often values fall into neighbouring bins, and the thresholds that the methods of calibration find in that: for edges and counts of another tool, and what
/// the calibrators themselves use.
/// </summary>
/// <remarks>Thresholds are for symmetric codes, so the bins are those of magnitudes |x|, from the least.</remarks>
public sealed class CalibrationHistogram
{
    private readonly float[] edges;
    private readonly long[] counts;

    /// <summary>Creates a histogram of magnitudes.</summary>
    /// <param name="edges">The edges of the bins: finite, ascending, the first not negative; one more than bins.</param>
    /// <param name="counts">The number of values in each bin; none negative.</param>
    /// <exception cref="ArgumentException">There is no bin, the lengths do not fit, an edge is not finite or not above the one before, a count is negative, or they sum up to more than a <see cref="long"/>.</exception>
    public CalibrationHistogram(ReadOnlySpan<float> edges, ReadOnlySpan<long> counts)
        : this(edges.ToArray(), counts.ToArray(), [])
    {
        if (counts.IsEmpty || edges.Length != counts.Length + 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{counts.Length} bins do not have {edges.Length} edges, but one more than bins, and there is at least one bin."), nameof(edges));
        if (!(edges[0] >= 0f)) throw new ArgumentException("Magnitudes begin at 0; the first edge is below.", nameof(edges));
        for (int i = 1; i < edges.Length; i++)
        {
            if (!(edges[i] > edges[i - 1] && float.IsFinite(edges[i]))) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Edge {i}, {edges[i]}, is not finite or not above the one before."), nameof(edges));
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The count of bin {i} is negative."), nameof(counts));
            if (long.MaxValue - Total < counts[i]) throw new ArgumentException("The counts sum up to more than a 64-bit integer holds.", nameof(counts));
            Total += counts[i];
        }
    }

    /// <summary>Creates a view of finer counts, in which some values may lie beyond the last edge.</summary>
    internal CalibrationHistogram(float[] edges, long[] counts, (float Value, long Count)[] beyond)
    {
        this.edges = edges;
        this.counts = counts;
        Beyond = beyond;
        foreach ((_, long count) in beyond) CountBeyond += count;
    }

    /// <summary>The edges of the bins, ascending; one more than bins.</summary>
    public ReadOnlySpan<float> Edges => edges;

    /// <summary>The number of values in each bin.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>The number of values in all bins and beyond.</summary>
    public long Total { get; internal init; }

    /// <summary>Values beyond the last edge, in finer bins.</summary>
    internal (float Value, long Count)[] Beyond { get; }

    /// <summary>The number of values beyond the last edge.</summary>
    internal long CountBeyond { get; }

    /// <summary>The first bin whose cumulative share reaches a percentile.</summary>
    /// <param name="percentile">The percentage of values to keep: above 0, at most 100.</param>
    /// <returns>The index of the bin; the last one where rounding leaves the share of all below the percentile, and 0 where there is no value.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is outside of that range, or NaN.</exception>
    public int PercentileBin(double percentile)
    {
        RequirePercentile(percentile);
        if (Total == 0) return 0;
        double share = percentile / 100.0, total = Total;
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            if (sum / total >= share) return i;
        }

        return counts.Length - 1;
    }

    /// <summary>The threshold that keeps a percentile of all magnitudes: the left edge of <see cref="PercentileBin"/>; of bin 0 the right one.</summary>
    /// <param name="percentile">The percentage of values to keep: above 0, at most 100.</param>
    /// <returns>The threshold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is outside of that range, or NaN.</exception>
    public float PercentileThreshold(double percentile)
    {
        int bin = PercentileBin(percentile);
        return edges[bin == 0 ? 1 : bin];
    }

    /// <summary>The number of bins kept by the threshold of least divergence.</summary>
    /// <param name="bits">The width of a code in bits.</param>
    /// <param name="unsigned">Whether codes are unsigned, so that magnitudes have 2^b of them and not 2^(b−1).</param>
    /// <returns>i, from 128 or the number of codes on: of equally divergent ones the largest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more codes than bins, or fewer than two.</exception>
    /// <remarks>
    /// Bin 0 counts as bin 1 does. For each i the first i bins are P, all that lies beyond added to the last of them; bin k of the first i belongs to code ⌊k·n/i⌋ of n codes, and
    /// Q spreads what is in the bins of a code evenly over those of them that are not empty. Both are divided by their sums; the divergence is Σ P·ln(P/Q), and infinite
    /// where Q is 0 and P is not.
    /// </remarks>
    public int EntropyBins(int bits, bool unsigned)
    {
        int levels = EntropySearch.Levels(bits, unsigned, counts.Length);
        return new EntropySearch(counts, CountBeyond, levels).Find(int.Min(int.Max(EntropySearch.LeastBins, levels), counts.Length), counts.Length);
    }

    /// <summary>The divergence of the quantized histogram from the original in nats, if a threshold keeps a number of bins.</summary>
    /// <param name="bits">The width of a code in bits.</param>
    /// <param name="unsigned">Whether codes are unsigned.</param>
    /// <param name="bins">The number of bins to keep: at least as many as codes of a magnitude.</param>
    /// <returns>Σ P·ln(P/Q), as for <see cref="EntropyBins"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more codes than bins, or fewer than two, or <paramref name="bins"/> is less than codes or more than bins.</exception>
    public double EntropyDivergence(int bits, bool unsigned, int bins)
    {
        int levels = EntropySearch.Levels(bits, unsigned, counts.Length);
        if (bins < levels || bins > counts.Length) throw new ArgumentOutOfRangeException(nameof(bins), bins, string.Create(CultureInfo.InvariantCulture, $"The bins to keep are {levels} to {counts.Length}."));
        return new EntropySearch(counts, CountBeyond, levels).Divergence(bins);
    }

    /// <summary>The threshold of least divergence: the right edge of the last bin that is kept.</summary>
    /// <param name="bits">The width of a code in bits.</param>
    /// <param name="unsigned">Whether codes are unsigned.</param>
    /// <returns>The threshold.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more codes than bins, or fewer than two.</exception>
    public float EntropyThreshold(int bits, bool unsigned) => edges[EntropyBins(bits, unsigned)];

    /// <summary>The threshold of least squared error: for the centre of each bin, all centres are quantized with the parameters that it gives.</summary>
    /// <param name="options">The quantizer, of the scheme Scale.</param>
    /// <returns>The centre with the least Σ count · error²; of equal ones the first. Where the quantizer does not treat both signs alike, each magnitude counts with either.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer, or of another scheme, which has two ends.</exception>
    public float SquaredErrorThreshold(QuantizerOptions options)
    {
        GenericQuantizer quantizer = new(options);
        if (options.Scheme != QuantizationScheme.Scale) throw new ArgumentException($"A threshold of magnitudes is for the scheme Scale, not for {options.Scheme}.", nameof(options));
        IEnumerable<(float Value, long Count)> points = Points();
        if (!SquaredErrorSearch.IsSymmetric(quantizer) && quantizer.MinCode < 0) points = points.SelectMany(static point => ((float, long)[])[point, (-point.Value, point.Count)]);
        float[] centres = Centres();
        return centres[new SquaredErrorSearch(points, quantizer).FindThreshold(centres)];
    }

    /// <summary>The middle of each bin.</summary>
    internal float[] Centres()
    {
        float[] centres = new float[counts.Length];
        for (int i = 0; i < centres.Length; i++) centres[i] = 0.5f * edges[i] + 0.5f * edges[i + 1];
        return centres;
    }

    /// <summary>The centres of the bins that have values with their counts, and the values beyond.</summary>
    internal IEnumerable<(float Value, long Count)> Points() => Centres().Zip(counts).Where(static bin => bin.Second > 0).Concat(Beyond);

    internal static void RequirePercentile(double percentile)
    {
        if (!(percentile > 0.0 && percentile <= 100.0)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is above 0 and at most 100.");
    }
}
