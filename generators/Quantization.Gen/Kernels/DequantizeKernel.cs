using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Codes to values: load → unpack → widen → less the zero point → to real → scale → store.</summary>
internal sealed class DequantizeKernel(QuantizerSpec spec, string name, Layout codes) : Kernel(spec, name, codes, Layouts.Values(spec))
{
    internal override string Summary => "Dequantizes";

    internal override string Element => "DequantizeElement";

    internal override IReadOnlyList<(string Type, string Name)> Arguments => ArgumentsOf(Spec, random: false);

    internal override bool Suits(Dialect dialect) => !Spec.NumbersLevels || Spec.Bits <= dialect.MostLookedUpBits;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index)
    {
        Order(index).Prepare(body);
        return dialect.LoadCodes(body, name, Source, Order(index));
    }

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        if (Spec.NumbersLevels)
        {
            dialect.StoreValues(body, new StepStages(Spec, Parameters, dialect, body).ToValues(loaded, exact: Source is PackedLayout), Destination.Unit, Order());
            return;
        }

        dialect.StoreValues(body, new ReconstructStages(Spec, Parameters, dialect, body).FromCodes(loaded), Destination.Unit, Order());
    }
}
