using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values to codes: load → NaN → offset → quotient → bound → round → narrow → zero point → narrow → store.</summary>
internal sealed class QuantizeKernel(QuantizerSpec spec) : Kernel(spec)
{
    internal override string Name => "Quantize";

    internal override string Summary => "Quantizes";

    internal override ElementKind Source => ElementKind.Float32;

    internal override ElementKind Destination => CodeKind;

    internal override QuotientForm? Quotient(Dialect dialect) => QuotientForms.Choose(Spec, dialect);

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadValues(body, name, index);

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        var stages = new QuantizeStages(Spec, Parameters, dialect, body);
        Columns steps = stages.ToSteps(loaded);
        dialect.StoreCodes(body, steps, new CodeStorage(CodeKind, Parameters.ZeroPoint, Spec.MinCode, Spec.MaxCode, stages.LeavesInRange));
    }
}
