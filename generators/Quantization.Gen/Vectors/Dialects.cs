using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>The dialects that kernels are written in.</summary>
internal static class Dialects
{
    private static readonly Dialect[] All =
    [
        new Avx512Vbmi(),
        new Avx512(),
        new Avx2(),
        new Portable128(unroll: 4),
        new Portable128(unroll: 2),
        new Portable128(unroll: 1),
        new Scalar(),
    ];

    /// <summary>Those that take a vector of columns a step, each lane with parameters of its own; widest first.</summary>
    internal static IReadOnlyList<(Dialect Dialect, string Vector)> OfColumns { get; } =
    [
        (new Avx512(unroll: 1, byColumn: true), "Vector512"),
        (new Avx2(unroll: 1, byColumn: true), "Vector256"),
        (new Portable128(unroll: 1, byColumn: true), "Vector128"),
    ];

    /// <summary>Those of blocks, widest first.</summary>
    internal static IReadOnlyList<BlockDialect> OfBlocks { get; } = [new Avx512(), new Avx2(), new Portable128(unroll: 4)];

    /// <summary>Those of quantization networks, widest first, and the one of single elements. Constants fill half of sixteen registers, so AVX2 takes fewer vectors a step.</summary>
    internal static IReadOnlyList<Dialect> OfNetworks { get; } = [new Avx512(), new Avx2(unroll: 2), new Portable128(unroll: 4), new Portable128(unroll: 1), new Scalar()];

    /// <summary>The one of single elements.</summary>
    internal static Dialect OfElements => All[All.Length - 1];

    /// <summary>Those of a kernel, widest first, as the generated code chooses among them.</summary>
    internal static IReadOnlyList<Dialect> For(Kernel kernel)
    {
        bool packs = kernel.Destination is DenseLayout;
        // Eight packed codes are the fewest there are, and a block of split halves is a step of the main kernel at least.
        int shortest = kernel.Group == 1 ? 1 : kernel.Group == 8 ? 2 : 4;
        return [.. All.Where(d => kernel.Suits(d) && (packs || !d.IsForPackingOnly) && (d is not Portable128 { Unroll: 1 or 2 } narrow || narrow.Unroll == shortest))];
    }
}
