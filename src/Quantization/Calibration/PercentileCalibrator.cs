using System.Globalization;
using System.Text.Json;

namespace Quantization;

/// <summary>The range that keeps a share of all values (<see cref="CalibrationMethod.Percentile"/>): outliers saturate.</summary>
/// <remarks>
/// Symmetric codes reach the left edge of the first bin of |x| whose cumulative share reaches the percentile, so that 100 is not quite the greatest magnitude. Otherwise
/// bins are left out on each side as long as they hold at most half of the rest. The usual percentiles are 99.9, 99.99, 99.999 and 99.9999.
/// </remarks>
public sealed class PercentileCalibrator : HistogramCalibrator
{
    /// <summary>Creates a calibrator.</summary>
    /// <param name="percentile">The percentage of values to keep: above 0, at most 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is outside of that range, or NaN.</exception>
    public PercentileCalibrator(double percentile = 99.99)
    {
        CalibrationHistogram.RequirePercentile(percentile);
        Percentile = percentile;
    }

    /// <summary>The percentage of values to keep.</summary>
    public double Percentile { get; }

    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.Percentile;

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"percentile-{Percentile}");

    internal override void WriteState(Utf8JsonWriter writer)
    {
        writer.WriteNumber(CalibratorJson.Percentile, Percentile);
        base.WriteState(writer);
    }

    private protected override float FindThreshold(OctaveCounts counts, GenericQuantizer quantizer)
    {
        for (int closer = 0; ; closer++)
        {
            CalibrationHistogram magnitudes = HistogramViews.Magnitudes(counts, closer);
            if (magnitudes.PercentileBin(Percentile) >= HistogramViews.FewBins || closer == HistogramViews.Closest) return magnitudes.PercentileThreshold(Percentile);
        }
    }

    private protected override CalibratedRange FindRange(OctaveCounts counts, GenericQuantizer quantizer)
    {
        for (int closer = 0; ; closer++)
        {
            CalibrationHistogram values = HistogramViews.Values(counts, closer);
            (int low, int high) = Kept(values);
            int reach = int.Max(HistogramViews.Bins - low, high - HistogramViews.Bins);
            if (reach >= HistogramViews.FewBins || closer == HistogramViews.Closest) return new CalibratedRange(values.Edges[low], values.Edges[high + 1]);
        }
    }

    // The outermost bins that are kept: without them more than half of the rest would be left out on their side.
    private (int Low, int High) Kept(CalibrationHistogram values)
    {
        double share = 1.0 - (100.0 - Percentile) / 200.0, total = values.Total;
        long below = 0, above = 0;
        foreach ((float value, long count) in values.Beyond)
        {
            if (value < 0f) below += count;
            else above += count;
        }

        ReadOnlySpan<long> counts = values.Counts;
        int low = 0, high = counts.Length - 1;
        for (; low < counts.Length - 1 && (values.Total - below - counts[low]) / total >= share; low++) below += counts[low];
        for (; high > 0 && (values.Total - above - counts[high]) / total >= share; high--) above += counts[high];
        return (low, high);
    }
}
