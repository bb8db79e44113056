using Quantization.Tool.Simulation;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Demo;

/// <summary>The rows of the demo's table, in their order.</summary>
internal static class WeightFormats
{
    public static IReadOnlyList<WeightFormat> All { get; } =
    [
        new Float32Format(),
        new ConvertedFormat<Float16, Half>("float16"),
        new ConvertedFormat<BFloat16Format, BFloat16>("bfloat16"),
        .. Codes<Scale8, sbyte, ScaleParameters>("scale8"),
        .. Codes<Affine8, byte, AffineParameters>("affine8"),
        .. Codes<UniformFloor8, byte, UniformParameters>("uniform8-floor"),
        .. Codes<UniformFloorLeft8, byte, UniformParameters>("uniform8-floor-left"),
        .. Codes<UniformNearest8, byte, UniformParameters>("uniform8-nearest"),
        // Down to one bit, where parameters for each channel matter most.
        new PackedFormat<Scale6, sbyte, ScaleParameters>("scale6", Granularity.Channel),
        new PackedFormat<Scale5, sbyte, ScaleParameters>("scale5", Granularity.Channel),
        new PackedFormat<Scale4, sbyte, ScaleParameters>("scale4", Granularity.Channel),
        new PackedFormat<Scale3, sbyte, ScaleParameters>("scale3", Granularity.Channel),
        new PackedFormat<Scale2, sbyte, ScaleParameters>("scale2", Granularity.Channel),
        new PackedFormat<Scale1, sbyte, ScaleParameters>("scale1", Granularity.Channel),
        // Blocks that carry their parameters, as model files do.
        new BlockedFormat<Q8Blocks>("q8_0", 8),
        new BlockedFormat<Q4Blocks>("q4_0", 4),
        new SuperBlockedFormat<Q4SuperBlocks>("q4_K", 4, shorter: new BlockedFormat<Q4Blocks>("q4_0", 4)),
        new BlockedFormat<NormalFloatBlocks>("nf4", 4),
        new BlockedFormat<MicroscalingBlocks>("mxfp4", 4),
        // Trained with their quantizers.
        new LearnedFormat("learned-5bit", 5),
        new LearnedFormat("learned-3bit", 3),
        new LearnedFormat("learned-ternary", 2),
        new LearnedFormat("learned-binary", 1),
    ];

    /// <summary>The format of a name, with the parameters shared as asked, or as the format has it: by channel before by tensor.</summary>
    /// <exception cref="OptionException">There is none; the message lists what there is.</exception>
    public static WeightFormat Find(string name, Granularity? granularity) =>
        All.Where(format => format.Name == name && (granularity is null || format.Granularity == granularity)).MaxBy(static format => format.Granularity)
        ?? throw new OptionException(
            $"there is no format '{name}'{(granularity is null ? "" : $" by {Word(granularity.Value)}")}; there are "
            + string.Join(", ", All.GroupBy(static format => format.Name).Select(static group => $"{group.Key} ({string.Join(" or ", group.Select(static format => Word(format.Granularity)))})")));

    private static string Word(Granularity granularity) => granularity.ToString().ToLowerInvariant();

    private static WeightFormat[] Codes<TQuantizer, TCode, TParameters>(string name)
        where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>
        where TCode : unmanaged
        where TParameters : struct =>
    [
        new CodeFormat<TQuantizer, TCode, TParameters>(name, Granularity.Tensor),
        new CodeFormat<TQuantizer, TCode, TParameters>(name, Granularity.Channel),
    ];
}
