namespace Quantization.Steps;

/// <summary>
/// The levels that represent samples with the least mean squared error: clusters on a line. Few different samples are divided by the exact dynamic
/// programme; many are first gathered into groups, divided by the same, and the division is then improved over all samples (Lloyd, 1957; Max, 1960).
/// </summary>
internal static class LloydMax
{
    /// <summary>The most points that the dynamic programme is given.</summary>
    private const int MostPoints = 2048;

    /// <summary>The most turns of improvement; what is left to gain then is far below the error of the sampling.</summary>
    private const int MostTurns = 500;

    /// <summary>The centres of clusters: ascending, each the mean of its cluster.</summary>
    /// <param name="samples">The samples; NaN and infinities are left out.</param>
    /// <param name="count">The number of clusters.</param>
    /// <returns>The centres; the different samples themselves where those are not more than <paramref name="count"/>.</returns>
    internal static double[] Centres(ReadOnlySpan<float> samples, int count)
    {
        SortedSamples sorted = SortedSamples.Of(samples);
        if (sorted.Count <= count) return [.. sorted.Values];
        int[] points = sorted.Count <= MostPoints ? sorted.Each() : sorted.Groups(MostPoints);
        int[] starts = Divide(sorted, points, count);
        if (sorted.Count > MostPoints) Improve(sorted, starts);
        double[] centres = new double[count];
        for (int k = 0; k < count; k++) centres[k] = sorted.Mean(starts[k], starts[k + 1]);
        return centres;
    }

    // The best division of points into clusters, one cluster more at a time. The best start of the last cluster moves right with its end, so that of the ends to either side of
    // one, each has only the candidates to that side of its best. The result are the first samples of clusters, and the end.
    private static int[] Divide(SortedSamples sorted, int[] points, int count)
    {
        int ends = points.Length;
        double[] spread = new double[ends], next = new double[ends];
        ushort[][] lastStart = new ushort[count][];
        for (int end = 1; end < ends; end++) spread[end] = sorted.Spread(points[0], points[end]);
        for (int k = 1; k < count; k++)
        {
            lastStart[k] = new ushort[ends];
            // Fewer points than clusters have no division, and are asked for none.
            Fill(sorted, points, spread, next, lastStart[k], k + 1, ends - 1, k, ends - 2);
            (spread, next) = (next, spread);
        }

        int[] starts = new int[count + 1];
        int at = ends - 1;
        starts[count] = points[at];
        for (int k = count - 1; k > 0; k--)
        {
            at = lastStart[k][at];
            starts[k] = points[at];
        }

        return starts;
    }

    private static void Fill(SortedSamples sorted, int[] points, double[] spread, double[] next, ushort[] lastStart, int firstEnd, int lastEnd, int least, int most)
    {
        if (firstEnd > lastEnd) return;
        int end = (firstEnd + lastEnd) / 2, best = least;
        double smallest = double.PositiveInfinity;
        for (int start = least; start <= Math.Min(most, end - 1); start++)
        {
            double sum = spread[start] + sorted.Spread(points[start], points[end]);
            if (sum >= smallest) continue;
            smallest = sum;
            best = start;
        }

        next[end] = smallest;
        lastStart[end] = (ushort)best;
        Fill(sorted, points, spread, next, lastStart, firstEnd, end - 1, least, best);
        Fill(sorted, points, spread, next, lastStart, end + 1, lastEnd, best, most);
    }

    // Lloyd's two steps in turn, until no sample changes its cluster: means of clusters, then borders midway between means.
    private static void Improve(SortedSamples sorted, int[] starts)
    {
        bool moved = true;
        for (int turn = 0; moved && turn < MostTurns; turn++)
        {
            moved = false;
            double mean = sorted.Mean(starts[0], starts[1]);
            for (int k = 1; k < starts.Length - 1; k++)
            {
                double nextMean = sorted.Mean(starts[k], starts[k + 1]);
                // A cluster keeps a sample, though all may be nearer to its neighbours.
                int start = Math.Max(sorted.FirstAbove((mean + nextMean) / 2), starts[k - 1] + 1);
                moved |= start != starts[k];
                starts[k] = start;
                mean = nextMean;
            }
        }
    }
}
