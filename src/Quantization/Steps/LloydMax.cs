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

    // The best division of points into clusters, one cluster more at a time: the best end of the last cluster but one moves right with the end of the last, so each half of
    // the ends has half of the candidates, more or less. The result are the first samples of clusters, and the end.
    private static int[] Divide(SortedSamples sorted, int[] points, int count)
    {
        int ends = points.Length;
        double[] gain = new double[ends], next = new double[ends];
        ushort[][] lastStart = new ushort[count][];
        for (int end = 1; end < ends; end++) gain[end] = sorted.Gain(points[0], points[end]);
        for (int k = 1; k < count; k++)
        {
            lastStart[k] = new ushort[ends];
            // The last cluster may be reached with more clusters than points so far; those ends are not asked for.
            Fill(sorted, points, gain, next, lastStart[k], k + 1, ends - 1, k, ends - 2);
            (gain, next) = (next, gain);
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

    private static void Fill(SortedSamples sorted, int[] points, double[] gain, double[] next, ushort[] lastStart, int firstEnd, int lastEnd, int least, int most)
    {
        if (firstEnd > lastEnd) return;
        int end = (firstEnd + lastEnd) / 2, best = least;
        double greatest = double.NegativeInfinity;
        for (int start = least; start <= Math.Min(most, end - 1); start++)
        {
            double sum = gain[start] + sorted.Gain(points[start], points[end]);
            if (sum <= greatest) continue;
            greatest = sum;
            best = start;
        }

        next[end] = greatest;
        lastStart[end] = (ushort)best;
        Fill(sorted, points, gain, next, lastStart, firstEnd, end - 1, least, best);
        Fill(sorted, points, gain, next, lastStart, end + 1, lastEnd, best, most);
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
                // A mean is within its cluster, so that neither side of a border midway becomes empty.
                int start = sorted.FirstAbove((mean + nextMean) / 2);
                moved |= start != starts[k];
                starts[k] = start;
                mean = nextMean;
            }
        }
    }
}
