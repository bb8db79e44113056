namespace Quantization;

/// <summary>Histograms of bins of one width, made of finer counts.</summary>
/// <remarks>
/// The width is the smallest power of two with which 2,048 bins hold the greatest magnitude. Where an outlier leaves everything else in the first few of them,
/// a closer view has bins half as wide over half the range, and so on.
/// </remarks>
internal static class HistogramViews
{
    /// <summary>Bins of each sign.</summary>
    internal const int Bins = 2048;

    /// <summary>An answer in fewer bins than these is looked for again in bins half as wide.</summary>
    internal const int FewBins = 128;

    /// <summary>How often bins can be halved: then the lowest octave that is told apart fills the first bin.</summary>
    internal const int Closest = OctaveLayout.Octaves - 11;

    /// <summary>The magnitudes.</summary>
    internal static CalibrationHistogram Magnitudes(OctaveCounts counts, int closer)
    {
        long[] bins = new long[Bins];
        List<(float, long)> beyond = [];
        int top = Top(counts, closer);
        AddSign(counts.All[..OctaveLayout.Places], counts.Top, top, bins, 0, 1, beyond);
        AddSign(counts.All[OctaveLayout.Places..], counts.Top, top, bins, 0, 1, beyond);
        return Create(Edges(top, 0), bins, beyond);
    }

    /// <summary>The values with their signs: the lower half of the bins is of negative ones.</summary>
    internal static CalibrationHistogram Values(OctaveCounts counts, int closer)
    {
        long[] bins = new long[2 * Bins];
        List<(float, long)> beyond = [], below = [];
        int top = Top(counts, closer);
        AddSign(counts.All[..OctaveLayout.Places], counts.Top, top, bins, Bins, 1, beyond);
        AddSign(counts.All[OctaveLayout.Places..], counts.Top, top, bins, Bins - 1, -1, below);
        foreach ((float magnitude, long count) in below) beyond.Add((-magnitude, count));
        return Create(Edges(top, Bins), bins, beyond);
    }

    private static CalibrationHistogram Create(float[] edges, long[] bins, List<(float Value, long Count)> beyond)
    {
        long total = 0;
        foreach (long count in bins) total += count;
        foreach ((_, long count) in beyond) total += count;
        return new CalibrationHistogram(edges, bins, [.. beyond]) { Total = total };
    }

    // Subnormal floats are as far apart as those of the octave above.
    private static int Top(OctaveCounts counts, int closer) => int.Max(counts.Top - closer, 1);

    private static float[] Edges(int top, int below)
    {
        float width = MathF.ScaleB(1f, top - 137);
        float[] edges = new float[below + Bins + 1];
        // The last edge above the greatest floats would be 2^128.
        for (int i = 0; i < edges.Length; i++) edges[i] = float.Clamp((i - below) * width, float.MinValue, float.MaxValue);
        return edges;
    }

    // Place 1 + 1024·o + m is the bin of the floats from 2^(e − 127) · (1 + m / 1024) on, with e the exponent field of octave o: a whole number of 2^(e − 137).
    private static void AddSign(ReadOnlySpan<long> counts, int highest, int top, Span<long> bins, int origin, int direction, List<(float, long)> beyond)
    {
        bins[origin] += counts[0];
        for (int place = 1; place <= OctaveLayout.LastPlace; place++)
        {
            long count = counts[place];
            if (count == 0) continue;
            int exponent = highest - OctaveLayout.Octaves + 1 + (place - 1) / OctaveLayout.PerOctave, fraction = (place - 1) % OctaveLayout.PerOctave;
            int significand = exponent == 0 ? fraction : fraction + OctaveLayout.PerOctave, halvings = top - int.Max(exponent, 1);
            if (halvings < 0) beyond.Add((MathF.ScaleB(significand + 0.5f, exponent - 137), count));
            else bins[origin + direction * (significand >> int.Min(halvings, 31))] += count;
        }
    }
}
