namespace Quantization.Benchmarks.Kernels;

/// <summary>Every kernel that is measured.</summary>
internal static class KernelCatalog
{
    public static IReadOnlyList<Kernel> All { get; } =
    [
        .. ByteKernels.Create(),
        .. PackedKernels.Create(),
        .. StepKernels.Create(),
        .. ShortKernels.Create(),
        .. ConversionKernels.Create(),
        .. RowKernels.Create(),
        .. BlockKernels.Create(),
        .. CodeDotKernels.Create(),
        .. ScoreKernels.Create(),
        .. MatrixKernels.Create(),
        .. CalibrationKernels.Create(),
        .. NetworkKernels.Create(),
    ];

    /// <summary>The kernel of a name.</summary>
    public static Kernel Find(string name) => All.First(kernel => kernel.Name == name);
}
