using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values from one float format to another: load → widen → round → store; or rounded to 16 bits and back in registers.</summary>
internal sealed class ConvertKernel(QuantizerSpec spec, string name, ElementKind source, ElementKind destination, ElementKind? through = null)
    : Kernel(spec, name, new ValueLayout(source), new ValueLayout(destination))
{
    internal override string Summary => Name == "Quantize" ? "Rounds" : Name == "Dequantize" ? "Widens" : "Rounds and widens";

    internal override string? Element => null;

    internal override IReadOnlyList<(string Type, string Name)> Arguments => [];

    internal override bool MayRunInPlace => through is not null;

    /// <summary>The 16-bit format whose numbers the results are, where both ends are float.</summary>
    internal ElementKind? Through => through;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadValues(body, name, Source.Unit, Order(index));

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        Columns values = through is { } stored ? dialect.RoundToHalves(body, loaded, stored) : loaded;
        dialect.StoreValues(body, values, Destination.Unit, Order(), mayBeNaN: through is null);
    }
}
