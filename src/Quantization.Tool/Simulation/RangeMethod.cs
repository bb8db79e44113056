namespace Quantization.Tool.Simulation;

/// <summary>How ranges are found.</summary>
/// <param name="Name">The name in tables and JSON rows.</param>
/// <param name="Create">Makes a calibrator.</param>
internal sealed record RangeMethod(string Name, Func<ICalibrator> Create)
{
    /// <summary>The methods in the order of tables.</summary>
    public static IReadOnlyList<RangeMethod> All { get; } =
    [
        new("max", static () => new MinMaxCalibrator()),
        new("moving-average", static () => new MovingAverageCalibrator()),
        new("percentile", static () => new PercentileCalibrator()),
        new("percentile-99.9", static () => new PercentileCalibrator(99.9)),
        new("percentile-99.999", static () => new PercentileCalibrator(99.999)),
        new("entropy", static () => new EntropyCalibrator()),
        new("mse", static () => new MeanSquaredErrorCalibrator()),
    ];
}
