namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels between floats and packed codes of 1 to 8 bits.</summary>
internal static class PackedKernels
{
    public static Kernel[] Create() =>
    [
        .. Both<Scale1>(1),
        .. Both<Scale2>(2),
        .. Both<Scale3>(3),
        .. Both<Scale4>(4),
        .. Both<Scale5>(5),
        .. Both<Scale6>(6),
        .. Both<Scale7>(7),
        .. Both<Scale8>(8),
    ];

    private static Kernel[] Both<TQuantizer>(int bits)
        where TQuantizer : IPackedQuantizer<TQuantizer, float, ScaleParameters> =>
    [
        new PackedKernel<TQuantizer>(string.Create(null, $"quantize/scale{bits}/packed"), Operation.Quantize, bits),
        new PackedKernel<TQuantizer>(string.Create(null, $"dequantize/scale{bits}/packed"), Operation.Dequantize, bits),
    ];
}
