using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values to what quantizing and dequantizing makes of them: the stages of both, with no code stored between.</summary>
internal sealed class FakeQuantizeKernel(QuantizerSpec spec) : Kernel(spec, "FakeQuantize", Layouts.Values(spec), Layouts.Values(spec))
{
    internal override string Summary => "Quantizes and dequantizes";

    internal override string Element => "FakeQuantizeElement";

    internal override IReadOnlyList<(string Type, string Name)> Arguments => ArgumentsOf(Spec, TakesRandom);

    internal override bool TakesRandom => Spec.Rounding == Rounding.Stochastic;

    internal override bool MayRunInPlace => true;

    internal override QuotientForm? Quotient(Dialect dialect) => Spec.HasSignCodes || (Spec.NumbersLevels && !Spec.ScalesLevels) ? null : QuotientForms.Choose(Spec, dialect);

    internal override bool Suits(Dialect dialect) => !Spec.NumbersLevels || Spec.Bits <= Math.Min(dialect.MostSearchedBits, dialect.MostLookedUpBits);

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadValues(body, name, Source.Unit, Order(index));

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        var stages = new QuantizeStages(Spec, Parameters, dialect, body, Order());
        Columns steps = stages.ToSteps(loaded);
        if (Spec.NumbersLevels)
        {
            dialect.StoreValues(body, new StepStages(Spec, Parameters, dialect, body).ToValues(steps, exact: true), Destination.Unit, Order());
            return;
        }

        if (!stages.LeavesInRange)
        {
            string lowest = dialect.Broadcast(body, ElementKind.Int32, "lowestSteps", Parameters.LowestStep);
            body.Comment("Nothing narrows here, so the lower bound is enforced on the integers.");
            steps = body.Each(steps, "saturated", ElementKind.Int32, x => dialect.MaxInt32(x, lowest));
        }

        dialect.StoreValues(body, new ReconstructStages(Spec, Parameters, dialect, body).ToValues(steps), Destination.Unit, Order());
    }
}
