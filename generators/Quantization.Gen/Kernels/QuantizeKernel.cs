using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values to codes: load → NaN → offset → quotient → bound → round → narrow → zero point → narrow → pack → store.</summary>
internal sealed class QuantizeKernel(QuantizerSpec spec, string name, Layout codes) : Kernel(spec, name, Layouts.Values(spec), codes)
{
    internal override string Summary => "Quantizes";

    internal override string Element => "QuantizeElement";

    internal override IReadOnlyList<(string Type, string Name)> Arguments => ArgumentsOf(Spec, TakesRandom);

    internal override bool TakesRandom => Spec.Rounding == Rounding.Stochastic;

    internal override QuotientForm? Quotient(Dialect dialect) => Spec.HasSignCodes || (Spec.NumbersLevels && !Spec.ScalesLevels) ? null : QuotientForms.Choose(Spec, dialect);

    internal override bool Suits(Dialect dialect) => !Spec.NumbersLevels || Spec.Bits <= dialect.MostSearchedBits;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index)
    {
        Order(index).Prepare(body);
        return dialect.LoadValues(body, name, Source.Unit, Order(index));
    }

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        var stages = new QuantizeStages(Spec, Parameters, dialect, body, Order());
        Columns steps = stages.ToSteps(loaded);
        dialect.StoreCodes(body, steps, Destination, new CodeBounds(Parameters.ZeroPoint, Parameters.LowestStep, Spec.MinCode, Spec.MaxCode, stages.LeavesInRange), Order());
    }
}
