namespace Quantization;

/// <summary>The range whose quantized histogram has the least squared error (<see cref="CalibrationMethod.MeanSquaredError"/>).</summary>
/// <remarks>
/// For <see cref="QuantizationScheme.Scale"/> each centre of a bin of |x| is tried as the threshold, and the first with the least Σ count · error² taken; for other schemes the two ends are
/// searched by turns. A codebook is refused with <see cref="NotSupportedException"/>: <see cref="Codebook.Fit"/> finds its levels by the same error. The errors are those of the quantizer in question, with its rounding, range and reconstruction; of stochastic rounding the expected ones. Where all values lie
/// in fewer than 128 bins, far from 0, the histogram cannot tell errors from what it rounds itself, and other schemes than Scale cover all of them.
/// </remarks>
public sealed class MeanSquaredErrorCalibrator : HistogramCalibrator
{
    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.MeanSquaredError;

    /// <inheritdoc/>
    public override string Name => "mse";

    private protected override float FindThreshold(OctaveCounts counts, GenericQuantizer quantizer)
    {
        // What is searched knows steps of one width.
        if (quantizer.Options.Scheme == QuantizationScheme.Codebook) throw new NotSupportedException("Least squared error is not searched for the scale of a codebook; Codebook.Fit finds the levels themselves.");
        for (int closer = 0; ; closer++)
        {
            CalibrationHistogram magnitudes = HistogramViews.Magnitudes(counts, closer);
            CalibrationHistogram seen = SquaredErrorSearch.IsSymmetric(quantizer) ? magnitudes : HistogramViews.Values(counts, closer);
            float[] centres = magnitudes.Centres();
            int bin = new SquaredErrorSearch(seen.Points(), quantizer).FindThreshold(centres);
            if (bin >= HistogramViews.FewBins || closer == HistogramViews.Closest) return centres[bin];
        }
    }

    private protected override CalibratedRange FindRange(OctaveCounts counts, GenericQuantizer quantizer)
    {
        for (int closer = 0; ; closer++)
        {
            CalibrationHistogram values = HistogramViews.Values(counts, closer);
            float[] candidates = Candidates(values);
            if (closer == 0 && candidates.Length < HistogramViews.FewBins) return Observed;
            (int low, int high) = new SquaredErrorSearch(values.Points(), quantizer).FindEnds(candidates);
            float reach = float.Max(-candidates[low], candidates[high]);
            if (reach >= values.Edges[HistogramViews.Bins + HistogramViews.FewBins] || closer == HistogramViews.Closest) return new CalibratedRange(candidates[low], candidates[high]);
        }
    }

    // The ends of the observed range, and the centres of bins between them.
    private float[] Candidates(CalibrationHistogram values)
    {
        CalibratedRange all = Observed;
        List<float> candidates = [float.Max(all.Minimum, values.Edges[0])];
        float last = float.Min(all.Maximum, values.Edges[^1]);
        candidates.AddRange(values.Centres().Where(centre => centre > candidates[0] && centre < last));
        candidates.Add(last);
        return [.. candidates];
    }
}
