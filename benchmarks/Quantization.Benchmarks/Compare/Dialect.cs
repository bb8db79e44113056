using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Benchmarks.Compare;

/// <summary>The widest form in which generated kernels run on this processor, as the runtime lets them.</summary>
internal static class Dialect
{
    public static string Current { get; } =
        Avx512BW.IsSupported ? "avx512"
        : Avx2.IsSupported && Fma.IsSupported ? "avx2"
        : Vector128.IsHardwareAccelerated ? "vector128"
        : "scalar";
}
