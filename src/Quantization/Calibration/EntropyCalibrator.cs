namespace Quantization;

/// <summary>
/// The threshold whose quantized histogram has the least Kullback–Leibler divergence from the original (<see cref="CalibrationMethod.Entropy"/>; arXiv 2004.09602,
/// section 3.3), as <see cref="CalibrationHistogram.EntropyBins"/> says.
/// </summary>
/// <remarks>
/// For <see cref="QuantizationScheme.Scale"/> and codes of a magnitude from 2 to 2,048: 2 to 12 bits, unsigned 1 to 11; anything else is refused with
/// <see cref="NotSupportedException"/>. Of 2,048 codes, the histogram has as many bins: there is nothing to choose. Bins are looked at closer where 99.9 % of the values
/// that are not about 0 lie in the first 128 of them.
/// </remarks>
public sealed class EntropyCalibrator : HistogramCalibrator
{
    private const double Bulk = 0.999;

    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.Entropy;

    /// <inheritdoc/>
    public override string Name => "entropy";

    private protected override float FindThreshold(OctaveCounts counts, GenericQuantizer quantizer)
    {
        if (quantizer.Options.Scheme != QuantizationScheme.Scale) throw NotFor(quantizer);
        bool unsigned = quantizer.MinCode == 0;
        int levels = 1 << (unsigned ? quantizer.Bits : quantizer.Bits - 1);
        if (levels is < 2 or > HistogramViews.Bins) throw new NotSupportedException($"Entropy is a method for 2 to 12 bits, unsigned 1 to 11; these are {quantizer.Bits}.");
        // An outlier alone in its bin leaves no threshold below it: the bins between are empty, and what lies beyond would be where Q is 0. So the bins must be those of the bulk.
        CalibrationHistogram magnitudes = HistogramViews.Magnitudes(counts, 0);
        for (int closer = 1; closer <= HistogramViews.Closest && BulkIsInFewBins(magnitudes); closer++) magnitudes = HistogramViews.Magnitudes(counts, closer);
        return magnitudes.EntropyThreshold(quantizer.Bits, unsigned);
    }

    private protected override CalibratedRange FindRange(OctaveCounts counts, GenericQuantizer quantizer) =>
        throw NotFor(quantizer);

    private static NotSupportedException NotFor(GenericQuantizer quantizer) => new($"Entropy is a method for the scheme Scale, not for {quantizer.Options.Scheme}.");

    // Zeros are not part of the shape: a tensor that is nearly all zeros is not one with outliers. As in the search, the first bin counts as the second.
    private static bool BulkIsInFewBins(CalibrationHistogram magnitudes)
    {
        ReadOnlySpan<long> bins = magnitudes.Counts;
        long zeros = bins[0] - bins[1];
        double inside = 0;
        foreach (long count in bins[1..HistogramViews.FewBins]) inside += count;
        return (inside + bins[1]) / (magnitudes.Total - zeros) >= Bulk;
    }
}
