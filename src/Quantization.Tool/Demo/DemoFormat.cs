using Quantization.Tool.Simulation;

namespace Quantization.Tool.Demo;

/// <summary>A row of the demo's table: a format of weights, and how activations are quantized, if they are.</summary>
internal sealed record DemoFormat(WeightFormat Weights, RangeMethod? Activations = null)
{
    /// <summary>The width of quantized activations.</summary>
    public const int ActivationBits = 8;

    /// <summary>The rows in their order: every format of weights, then one of them with activations in 8 bits by each method.</summary>
    public static IReadOnlyList<DemoFormat> All { get; } =
    [
        .. WeightFormats.All.Select(static weights => new DemoFormat(weights)),
        .. RangeMethod.All.Select(static method => new DemoFormat(new CodeFormat<Scale8, sbyte, ScaleParameters>($"scale8-a{ActivationBits}", Granularity.Channel), method)),
    ];
}
