using Quantization.Tool.Simulation;

namespace Quantization.Tool.Demo;

/// <summary>How the ranges of activations are found.</summary>
/// <param name="Name">The name in the table and in the JSON rows.</param>
/// <param name="Create">Makes the calibrator of a layer's input.</param>
internal sealed record ActivationMethod(string Name, Func<ICalibrator> Create)
{
    public const int Bits = 8;

    /// <summary>The methods in the order of the table.</summary>
    public static IReadOnlyList<ActivationMethod> All { get; } =
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

/// <summary>A row of the demo's table: a format of weights, and how activations are quantized, if they are.</summary>
internal sealed record DemoFormat(WeightFormat Weights, ActivationMethod? Activations = null)
{
    /// <summary>The rows in their order: every format of weights, then one of them with activations in 8 bits by each method.</summary>
    public static IReadOnlyList<DemoFormat> All { get; } =
    [
        .. WeightFormats.All.Select(static weights => new DemoFormat(weights)),
        .. ActivationMethod.All.Select(static method => new DemoFormat(new CodeFormat<Scale8, sbyte, ScaleParameters>($"scale8-a{ActivationMethod.Bits}", Granularity.Channel), method)),
    ];
}
