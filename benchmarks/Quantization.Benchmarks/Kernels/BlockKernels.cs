using static Quantization.QuantizationFormat;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels of blocks that carry their own parameters: a row a format, its partner in dot products beside it.</summary>
internal static class BlockKernels
{
    public static Kernel[] Create() =>
    [
        .. Of<Q80Blocks>(Q8_0, Q8_0),
        .. Of<Q81Blocks>(Q8_1),
        .. Of<Q40Blocks>(Q4_0, Q8_0),
        .. Of<Q41Blocks>(Q4_1, Q8_1),
        .. Of<Q50Blocks>(Q5_0, Q8_0),
        .. Of<Q51Blocks>(Q5_1, Q8_1),
        .. Of<Q8KBlocks>(Q8_K),
        .. Of<Q2KBlocks>(Q2_K, Q8_K),
        .. Of<Q3KBlocks>(Q3_K, Q8_K),
        .. Of<Q4KBlocks>(Q4_K, Q8_K),
        .. Of<Q5KBlocks>(Q5_K, Q8_K),
        .. Of<Q6KBlocks>(Q6_K, Q8_K),
        .. Of<IQ4NLBlocks>(IQ4_NL, Q8_0),
        .. Of<MXFP4Blocks>(MXFP4, Q8_0),
        .. Of<NVFP4Blocks>(NVFP4, Q8_0),
        .. Of<TQ10Blocks>(TQ1_0, Q8_K),
        .. Of<TQ20Blocks>(TQ2_0, Q8_K),
        .. Of<MXFP8E4M3Blocks>(MXFP8E4M3),
        .. Of<MXFP8E5M2Blocks>(MXFP8E5M2),
        .. Of<MXFP6E3M2Blocks>(MXFP6E3M2),
        .. Of<MXFP6E2M3Blocks>(MXFP6E2M3),
        .. Of<MXINT8Blocks>(MXINT8),
        .. Of<NF4Blocks>(NF4),
    ];

    private static Kernel[] Of<T>(QuantizationFormat format)
        where T : IBlockQuantizer<T>, IBlockDot<T> =>
    [
        new BlockQuantizeKernel<T>(format),
        new BlockDequantizeKernel<T>(format),
        new BlockValueDotKernel<T>(format),
    ];

    private static Kernel[] Of<T>(QuantizationFormat format, QuantizationFormat partner)
        where T : IBlockQuantizer<T>, IBlockDot<T>, IPartnerDot<T> =>
    [
        .. Of<T>(format),
        new BlockDotKernel<T>(format, partner),
    ];
}
