namespace Quantization.Benchmarks.Kernels;

/// <summary>The products of matrices: one row of activations, and many.</summary>
internal static class MatrixKernels
{
    public static Kernel[] Create() =>
    [
        new ByteMatrixKernel("gemv/u8s8", MatrixSizes.OfOneRow),
        new ByteMatrixKernel("gemm/u8s8", MatrixSizes.OfManyRows),
        new BlockMatrixKernel("gemv/block4", MatrixSizes.OfOneRow),
        new BlockMatrixKernel("gemm/block4", MatrixSizes.OfManyRows),
    ];
}

/// <summary>The sizes of products, rows × inputs × outputs.</summary>
internal static class MatrixSizes
{
    private const string Pattern = "MxKxN";

    public static SizeFormat OfOneRow { get; } = new(Pattern, "1x256x256", "1x1024x1024", "1x4096x4096");

    public static SizeFormat OfManyRows { get; } = new(Pattern, "8x256x256", "16x1024x1024", "256x1024x1024");
}
