using System.Text.Json;

namespace Quantization;

/// <summary>What the methods share that look at how often values occur: counts of all values, in bins that follow the largest magnitude so far.</summary>
/// <remarks>
/// <para>
/// The histogram has 2,048 bins for each sign, of the smallest power of two as their width with which they hold the greatest magnitude. When a larger value comes, neighbours
/// are taken together. So neither the order of values, their division into batches, nor merging changes anything.
/// </para>
/// <para>
/// Outliers: where the answer lies in the first 128 bins, or for entropy nearly all values that are not about 0 do, it is looked for in bins half as wide, up to five times: counts are kept finely
/// enough. One value 100 times as large as the rest does not make the rest a few bins.
/// </para>
/// <para>A calibrator takes 256 KB; a thread that counts batches of 65,536 values or more keeps 512 KB for all of its calibrators.</para>
/// </remarks>
public abstract class HistogramCalibrator : Calibrator
{
    private OctaveCounts counts = new();
    private ObservedRange observed;

    private protected HistogramCalibrator()
    {
    }

    /// <summary>How often magnitudes |x| were observed so far, in 2,048 bins.</summary>
    /// <returns>A copy that further batches do not change.</returns>
    public CalibrationHistogram GetMagnitudes() => HistogramViews.Magnitudes(counts, closer: 0);

    internal override void WriteState(Utf8JsonWriter writer)
    {
        observed.Write(writer);
        OctaveCountsJson.Write(writer, counts);
    }

    internal override void ReadState(JsonElement state)
    {
        observed = ObservedRange.Read(state);
        counts = OctaveCountsJson.Read(state, FiniteCount, observed);
    }

    private protected sealed override CalibratedRange RangeFor(GenericQuantizer quantizer)
    {
        if (!IsSymmetric(quantizer.Options.Scheme)) return Clamp(FindRange(counts, quantizer));
        // No threshold beyond what was observed: the last bin may be wider than its values.
        float threshold = float.Min(FindThreshold(counts, quantizer), observed.Reach);
        return new CalibratedRange(0f - threshold, threshold);
    }

    /// <summary>The threshold of magnitudes for a symmetric or unsigned scale.</summary>
    private protected abstract float FindThreshold(OctaveCounts counts, GenericQuantizer quantizer);

    /// <summary>Both ends for a scheme that has two; the lower may come out above the upper where a percentile keeps nothing between two halves.</summary>
    private protected abstract CalibratedRange FindRange(OctaveCounts counts, GenericQuantizer quantizer);

    /// <summary>The range of all values.</summary>
    private protected CalibratedRange Observed => observed.Range;

    private protected sealed override OctaveScratch? Begin(int length) => OctaveScratch.For(length);

    private protected sealed override void Count(ReadOnlySpan<float> values, float reach, ReadOnlySpan<byte> next, OctaveScratch? scratch) => counts.Add(values, reach, next, scratch);

    private protected sealed override void End(OctaveScratch? scratch)
    {
        if (scratch is not null) counts.Add(scratch);
    }

    private protected sealed override void Include(CalibratedRange batch) => observed.Include(batch);

    private protected sealed override void Take(Calibrator other)
    {
        HistogramCalibrator same = (HistogramCalibrator)other;
        counts.Add(same.counts);
        observed.Include(same.observed);
    }

    private CalibratedRange Clamp(CalibratedRange range)
    {
        CalibratedRange all = observed.Range;
        float low = float.Clamp(range.Minimum, all.Minimum, all.Maximum), high = float.Clamp(range.Maximum, all.Minimum, all.Maximum);
        return low <= high ? new CalibratedRange(low, high) : all;
    }
}
