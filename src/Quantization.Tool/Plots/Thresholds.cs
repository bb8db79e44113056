namespace Quantization.Tool.Plots;

/// <summary>The thresholds of all methods that do not depend on the order of batches, for symmetric codes.</summary>
internal static class Thresholds
{
    /// <summary>The widths for which every method has a threshold.</summary>
    public const int MinBits = 2, MaxBits = 12;

    public static IReadOnlyList<Threshold> Of(ReadOnlySpan<float> values, int bits)
    {
        var options = new QuantizerOptions(bits, QuantizationScheme.Scale);
        Calibrator[] calibrators = [new MinMaxCalibrator(), new PercentileCalibrator(99.99), new PercentileCalibrator(99.9), new EntropyCalibrator(), new MeanSquaredErrorCalibrator()];
        foreach (var calibrator in calibrators)
            calibrator.Observe(values);
        return [.. calibrators.Select(calibrator => new Threshold(calibrator.Name, calibrator.RangeFor(options).Maximum))];
    }
}
