namespace Quantization.Tests.Calibration;

/// <summary>The rules of histograms and of entropy once more, from all values at once and as slowly as they are written: what calibrators are held against.</summary>
internal sealed class PlainHistogram
{
    public PlainHistogram(IEnumerable<float> values)
    {
        double[] magnitudes = [.. values.Where(float.IsFinite).Select(static value => Math.Abs((double)value))];
        double greatest = magnitudes.DefaultIfEmpty().Max();
        // The smallest power of two with which 2,048 half-open bins hold the greatest; floats have none below 2^−136 that would matter.
        int exponent = -136;
        while (2048 * Math.ScaleB(1, exponent) <= greatest) exponent++;
        Width = Math.ScaleB(1, exponent);
        foreach (double magnitude in magnitudes) Counts[(int)Math.Floor(magnitude / Width)]++;
    }

    public double Width { get; }

    public long[] Counts { get; } = new long[2048];

    /// <summary>The divergences of the thresholds that keep 128 bins, or as many as codes, up to all.</summary>
    public static double[] Divergences(IReadOnlyList<long> counts, int levels)
    {
        double[] bins = [.. counts.Select(static count => (double)count)];
        bins[0] = bins[1];
        int least = Math.Max(128, levels);
        return [.. Enumerable.Range(least, bins.Length - least + 1).Select(kept => Divergence(bins, kept, levels))];
    }

    private static double Divergence(double[] bins, int kept, int levels)
    {
        double[] p = bins[..kept];
        double[] q = Expand(p, levels);
        p[^1] += bins[kept..].Sum();
        double sumP = p.Sum(), sumQ = q.Sum();
        if (sumP == 0) return 0;
        return p.Zip(q, (x, y) => x == 0 ? 0 : y == 0 ? double.PositiveInfinity : x / sumP * Math.Log(x / sumP / (y / sumQ))).Sum();
    }

    /// <summary>Spreads what is in the bins of a code evenly over those of them that are not empty.</summary>
    public static double[] Expand(double[] bins, int levels)
    {
        ILookup<int, int> ofLevel = Enumerable.Range(0, bins.Length).ToLookup(k => k * levels / bins.Length);
        double[] result = new double[bins.Length];
        foreach (IGrouping<int, int> level in ofLevel)
        {
            int[] filled = [.. level.Where(k => bins[k] > 0)];
            double mass = filled.Sum(k => bins[k]);
            foreach (int k in filled) result[k] = mass / filled.Length;
        }

        return result;
    }
}
