using System.Globalization;

namespace Quantization;

/// <summary>The Kullback–Leibler divergence of quantized histograms from the original.</summary>
internal readonly struct EntropySearch
{
    /// <summary>The fewest bins that a threshold keeps.</summary>
    internal const int LeastBins = 128;

    private readonly double[] bins;
    private readonly int levels;
    private readonly double total;

    /// <summary>Takes counts of magnitudes, from the least on.</summary>
    internal EntropySearch(ReadOnlySpan<long> counts, long beyond, int levels)
        : this(Shape(counts), beyond, levels)
    {
    }

    /// <summary>Takes bins as they are.</summary>
    internal EntropySearch(double[] bins, double beyond, int levels)
    {
        this.bins = bins;
        this.levels = levels;
        total = beyond;
        foreach (double bin in bins) total += bin;
    }

    /// <summary>The codes of a magnitude.</summary>
    internal static int Levels(int bits, bool unsigned, int bins)
    {
        int levels = bits is >= 1 and <= 16 ? 1 << (unsigned ? bits : bits - 1) : 0;
        if (levels >= 2 && levels <= bins) return levels;
        throw new ArgumentOutOfRangeException(nameof(bits), bits, string.Create(CultureInfo.InvariantCulture, $"The codes of a magnitude are at least 2 and at most as many as bins, which are {bins}."));
    }

    /// <summary>The number of bins from <paramref name="first"/> to <paramref name="last"/> with the least divergence; of equal ones the last.</summary>
    internal int Find(int first, int last)
    {
        int best = last;
        double least = double.PositiveInfinity;
        for (int kept = first; kept <= last; kept++)
        {
            double divergence = Divergence(kept);
            if (divergence > least) continue;
            least = divergence;
            best = kept;
        }

        return best;
    }

    /// <summary>The divergence if a number of bins is kept.</summary>
    internal double Divergence(int kept)
    {
        double inside = 0;
        for (int k = 0; k < kept; k++) inside += bins[k];
        double outside = total - inside;
        if (total == 0) return 0;
        if (outside > 0 && bins[kept - 1] == 0) return double.PositiveInfinity;

        double sum = 0;
        for (int level = 0, start = 0; level < levels; level++)
        {
            // The first k with ⌊k·n/i⌋ = level + 1.
            int end = (int)(((level + 1L) * kept + levels - 1) / levels);
            double mass = 0;
            int filled = 0;
            for (int k = start; k < end; k++)
            {
                mass += bins[k];
                filled += bins[k] > 0 ? 1 : 0;
            }

            double expected = mass / filled / inside;
            for (int k = start; k < end; k++)
            {
                if (bins[k] == 0) continue;
                double share = (k == kept - 1 ? bins[k] + outside : bins[k]) / total;
                if (share != expected) sum += share * NaturalLogarithm.Of(share / expected);
            }

            start = end;
        }

        return sum;
    }

    // Zeros are not part of the shape: after a ReLU they may be half of everything.
    private static double[] Shape(ReadOnlySpan<long> counts)
    {
        double[] bins = new double[counts.Length];
        for (int i = 0; i < bins.Length; i++) bins[i] = counts[i];
        if (bins.Length > 1) bins[0] = bins[1];
        return bins;
    }
}
