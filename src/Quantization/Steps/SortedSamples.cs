namespace Quantization.Steps;

/// <summary>Finite samples in order, each value once, with counts and sums up to each: what any run of them has together takes no time.</summary>
internal sealed class SortedSamples
{
    private readonly double[] values;
    private readonly long[] countBefore;
    private readonly double middle;

    // Sums of distances from the middle, and of their squares. They begin in the middle, so that what is far away is in no difference but its own.
    private readonly double[] sumBefore, squaresBefore;

    private SortedSamples(double[] values, long[] countBefore)
    {
        this.values = values;
        this.countBefore = countBefore;
        int center = values.Length / 2;
        middle = values.Length > 0 ? values[center] : 0;
        sumBefore = new double[values.Length + 1];
        squaresBefore = new double[values.Length + 1];
        for (int i = center; i < values.Length; i++)
        {
            (double sum, double squares) = Of(i);
            (sumBefore[i + 1], squaresBefore[i + 1]) = (sumBefore[i] + sum, squaresBefore[i] + squares);
        }

        for (int i = center - 1; i >= 0; i--)
        {
            (double sum, double squares) = Of(i);
            (sumBefore[i], squaresBefore[i]) = (sumBefore[i + 1] - sum, squaresBefore[i + 1] - squares);
        }

        (double Sum, double Squares) Of(int i)
        {
            double distance = values[i] - middle, count = countBefore[i + 1] - countBefore[i];
            return (distance * count, distance * distance * count);
        }
    }

    /// <summary>The number of different values.</summary>
    internal int Count => values.Length;

    /// <summary>The different values, ascending.</summary>
    internal ReadOnlySpan<double> Values => values;

    /// <summary>Sorts and counts samples; NaN and infinities are left out.</summary>
    internal static SortedSamples Of(ReadOnlySpan<float> samples)
    {
        float[] sorted = new float[samples.Length];
        int finite = 0;
        foreach (float sample in samples)
        {
            if (!float.IsFinite(sample)) continue;
            // Without the sign of a zero.
            sorted[finite++] = sample + 0f;
        }

        sorted.AsSpan(0, finite).Sort();
        List<double> values = [];
        List<long> countBefore = [];
        for (int i = 0; i < finite; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1]) continue;
            values.Add(sorted[i]);
            countBefore.Add(i);
        }

        countBefore.Add(finite);
        return new SortedSamples([.. values], [.. countBefore]);
    }

    /// <summary>The mean of the samples from one value to before another.</summary>
    internal double Mean(int start, int end) =>
        // Rounding may take it out of its run, where it would meet another mean.
        Math.Clamp(middle + ((sumBefore[end] - sumBefore[start]) / (countBefore[end] - countBefore[start])), values[start], values[end - 1]);

    /// <summary>The sum of squared distances of a run of values from its mean.</summary>
    internal double Spread(int start, int end)
    {
        double sum = sumBefore[end] - sumBefore[start];
        return Math.Max(0, squaresBefore[end] - squaresBefore[start] - (sum * sum / (countBefore[end] - countBefore[start])));
    }

    /// <summary>The first value above a number.</summary>
    internal int FirstAbove(double border)
    {
        int at = values.AsSpan().BinarySearch(border);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>Every value a point: the first values of points, and the end.</summary>
    internal int[] Each() => [.. Enumerable.Range(0, Count + 1)];

    /// <summary>
    /// At most so many groups of neighbouring values: the first values of groups, and the end. The best levels are as dense as the cube root of the density of samples
    /// (Panter and Dite, 1951). Half of the groups are as dense, so that each level has some of them; the other half have equal numbers of values, so that none has too
    /// many because a few samples are far away.
    /// </summary>
    internal int[] Groups(int most)
    {
        int run = Math.Max(1, Count / most);
        double total = 0;
        for (int start = 0; start < Count; start += run) total += Share(start, Math.Min(start + run, Count));
        List<int> firsts = [0];
        double before = 0;
        int group = 0;
        for (int start = 0; start < Count; start += run)
        {
            int end = Math.Min(start + run, Count);
            double share = Share(start, end);
            for (int i = start; i < end; i++)
            {
                double place = ((before + (share * (i - start) / (end - start))) / total) + ((double)i / Count);
                if ((int)(place / 2 * most) == group) continue;
                group = (int)(place / 2 * most);
                firsts.Add(i);
            }

            before += share;
        }

        firsts.Add(Count);
        return [.. firsts];
    }

    // The integral over a run of the cube root of its density, which is its samples by its width.
    private double Share(int start, int end)
    {
        double width = values[Math.Min(end, Count - 1)] - values[start];
        return Math.Cbrt((countBefore[end] - countBefore[start]) * width * width);
    }
}
