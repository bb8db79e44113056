namespace Quantization.Tool.Demo;

/// <summary>The rows of the demo's table, in their order.</summary>
internal static class WeightFormats
{
    public static IReadOnlyList<WeightFormat> All { get; } =
    [
        new Float32Format(),
        new Float16Format(),
        .. Codes<Scale8, sbyte, ScaleParameters>("scale8"),
        .. Codes<Affine8, byte, AffineParameters>("affine8"),
        .. Codes<UniformFloor8, byte, UniformParameters>("uniform8-floor"),
        .. Codes<UniformFloorLeft8, byte, UniformParameters>("uniform8-floor-left"),
        .. Codes<UniformNearest8, byte, UniformParameters>("uniform8-nearest"),
    ];

    private static WeightFormat[] Codes<TQuantizer, TCode, TParameters>(string name)
        where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>
        where TCode : unmanaged
        where TParameters : struct =>
    [
        new CodeFormat<TQuantizer, TCode, TParameters>(name, Granularity.Tensor),
        new CodeFormat<TQuantizer, TCode, TParameters>(name, Granularity.Channel),
    ];
}
