using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>The dialects that every kernel is written in.</summary>
internal static class Dialects
{
    /// <summary>Widest first, as the generated code chooses among them.</summary>
    internal static IReadOnlyList<Dialect> All { get; } =
    [
        new Avx512(),
        new Avx2(),
        new Portable128(unroll: 4),
        new Portable128(unroll: 1),
        new Scalar(),
    ];
}
