using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values from one float format to another: load → widen → round → store; or rounded to fewer bits and back in registers.</summary>
internal sealed class ConvertKernel(QuantizerSpec spec, string name, Layout source, Layout destination, Layout? through = null)
    : Kernel(spec, name, source, destination)
{
    private static readonly CodeLayout Bytes = new(ElementKind.Byte);

    internal override string Summary => Name == "Quantize" ? "Rounds" : Name == "Dequantize" ? "Widens" : "Rounds and widens";

    internal override string Loaded => "x";

    internal override string? Element => null;

    internal override IReadOnlyList<(string Type, string Name)> Arguments => [];

    internal override bool MayRunInPlace => through is not null;

    /// <summary>The format whose numbers the results are, where both ends are float.</summary>
    internal Layout? Through => through;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => Source is SmallFloatLayout small
        ? dialect.FromSmallFloat(body, dialect.LoadCodes(body, name + "Bits", Bytes, Order(index)), name, small.Format)
        : dialect.LoadValues(body, name, Source.Unit, Order(index));

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        if (Destination is SmallFloatLayout small)
        {
            Columns bits = dialect.ToSmallFloat(body, loaded, small.Format, small.Saturates, mayBeNaN: true);
            dialect.StoreCodes(body, bits, Bytes, new CodeBounds(null, "0", byte.MinValue, byte.MaxValue, InRange: true), Order());
            return;
        }

        Columns values = through switch
        {
            SmallFloatLayout format => dialect.RoundToSmallFloat(body, loaded, format.Format, format.Saturates),
            { Unit: var stored } => dialect.RoundToHalves(body, loaded, stored),
            null => loaded,
        };
        dialect.StoreValues(body, values, Destination.Unit, Order(), mayBeNaN: through is null);
    }
}
