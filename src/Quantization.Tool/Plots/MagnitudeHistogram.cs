namespace Quantization.Tool.Plots;

/// <summary>How many values have a magnitude in each of equal bins, the first of which begins at 0 and the last of which ends at the largest.</summary>
internal sealed class MagnitudeHistogram
{
    private MagnitudeHistogram(double largest, long[] counts)
    {
        Largest = largest;
        Counts = counts;
    }

    public double Largest { get; }

    public IReadOnlyList<long> Counts { get; }

    /// <summary>The finite values in the histogram.</summary>
    public long Total => Counts.Sum();

    /// <summary>Where a bin begins, and the one before it ends.</summary>
    public double Edge(int bin) => Largest * bin / Counts.Count;

    /// <summary>Counts values; NaN and infinities are left out.</summary>
    public static MagnitudeHistogram Of(ReadOnlySpan<float> values, int bins)
    {
        double largest = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                largest = Math.Max(largest, Math.Abs(value));
        }

        var counts = new long[bins];
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                counts[largest == 0 ? 0 : Math.Min((int)(Math.Abs(value) / largest * bins), bins - 1)]++;
        }

        return new MagnitudeHistogram(largest, counts);
    }
}
