using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>
/// 32-bit sums of products to codes: to float → times the multiplier → bound → round → narrow → zero point → store; or in fixed point
/// with 64 bits between.
/// </summary>
internal sealed class RequantizeKernel(QuantizerSpec spec, bool fixedPoint)
    : Kernel(spec, fixedPoint ? "RequantizeFixed" : "Requantize", new CodeLayout(ElementKind.Int32), Layouts.Codes(spec))
{
    internal override string Summary => fixedPoint ? "Requantizes in fixed point" : "Requantizes";

    internal override string Loaded => "sum";

    // Sums are those of a layer's outputs, not the elements that a declaration fixes the number of.
    internal override int FixedLength => 0;

    internal override string Element => Name + "Element";

    internal override IReadOnlyList<(string Type, string Name)> Arguments =>
    [
        .. fixedPoint ? [("int", "multiplier"), ("int", "shift")] : new[] { ("float", "multiplier") },
        .. ZeroPoint is null ? [] : new[] { ("int", "zeroPoint") },
    ];

    private string? ZeroPoint => Spec.Scheme == QuantizationScheme.Affine ? "zeroPoint" : null;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadCodes(body, name, Source, Order(index));

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        string lowestStep = ZeroPoint is null ? Emission.Literal.Of(Spec.MinCode) : $"{Emission.Literal.Of(Spec.MinCode)} - zeroPoint";
        string highestStep = ZeroPoint is null ? Emission.Literal.Of(Spec.MaxCode) + "f" : $"(float)({Emission.Literal.Of(Spec.MaxCode)} - zeroPoint)";
        var bounds = new CodeBounds(ZeroPoint, lowestStep, Spec.MinCode, Spec.MaxCode, InRange: false);
        if (fixedPoint)
        {
            Columns scaled = dialect.ScaleFixedPoint(body, loaded, bounds);
            dialect.StoreCodes(body, scaled, Destination, bounds with { ZeroPoint = null, InRange = true }, Order());
            return;
        }

        Columns reals = dialect.ToReal(body, loaded, "real", ElementKind.Float32);
        string multipliers = dialect.Broadcast(body, ElementKind.Float32, "multipliers", "multiplier");
        string highest = dialect.Broadcast(body, ElementKind.Float32, "highest", highestStep);
        Columns steps = body.Each(reals, "product", ElementKind.Float32, x => $"{x} * {multipliers}");
        if (dialect.ConvertsLowToLowest)
        {
            body.Comment("No lower bound in float: what is far below converts to the lowest integer, and the integers are bounded.");
            steps = body.Each(steps, "bounded", ElementKind.Float32, x => dialect.Min(ElementKind.Float32, x, highest));
        }
        else
        {
            string lowest = dialect.Broadcast(body, ElementKind.Float32, "lowest", $"(float)({lowestStep})");
            steps = body.Each(steps, "bounded", ElementKind.Float32, x => dialect.Max(ElementKind.Float32, dialect.Min(ElementKind.Float32, x, highest), lowest));
        }

        steps = dialect.ToInt32(body, steps, "steps", Rounding.NearestEven);
        dialect.StoreCodes(body, steps, Destination, bounds with { InRange = !dialect.ConvertsLowToLowest }, Order());
    }
}
