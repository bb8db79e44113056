using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The stages from a value to its code less the zero point ("steps"). Each drops itself where the declaration makes it needless.</summary>
internal sealed class QuantizeStages(QuantizerSpec spec, ParameterNames parameters, Dialect dialect, KernelBody body)
{
    private readonly QuotientForm form = QuotientForms.Choose(spec, dialect);

    /// <summary>Whether the stages so far leave every code within the range, so that narrowing has no bound to enforce.</summary>
    internal bool LeavesInRange => Vanishes || !dialect.ConvertsLowToLowest;

    private bool Vanishes => spec.OutOfRange == OutOfRangeHandling.Vanish;

    private bool SelectsLowestForNaN => Vanishes && spec.NaNHandling == NaNHandling.LowestCode;

    /// <summary>All stages: int32 columns that are at most the highest step, and at least the lowest if <see cref="LeavesInRange"/>.</summary>
    internal Columns ToSteps(Columns values)
    {
        ReplaceNaN(values);
        Columns offset = Offset(values);
        Columns quotient = Quotient(Vanishes || form != QuotientForm.Fused ? offset : BoundBeforeQuotient(offset));
        if (Vanishes) return RoundWithin(values, quotient);
        Columns bounded = form == QuotientForm.Fused ? quotient : BoundQuotient(quotient);
        return body.Each(bounded, "steps", ElementKind.Int32, q => dialect.ToInt32(body, q, spec.Rounding));
    }

    private void ReplaceNaN(Columns values)
    {
        // Under "throw" the caller has looked already. A vanishing quantizer gives NaN its code last: −∞ would vanish, too.
        if (spec.NaNHandling == NaNHandling.Throw) body.Comment("No test for NaN: the source was checked before anything was written.");
        if (spec.NaNHandling == NaNHandling.Throw || SelectsLowestForNaN) return;
        dialect.ReplaceNaN(body, values, spec.NaNHandling == NaNHandling.Zero ? "0f" : "float.NegativeInfinity");
    }

    private Columns Offset(Columns values)
    {
        if (parameters.Minimum is not { } minimum) return values;
        string minimums = dialect.Broadcast(body, ElementKind.Float32, "minimums", minimum);
        return body.Each(values, "offset", ElementKind.Float32, x => $"{x} - {minimums}");
    }

    // The fused quotient of ∞ is NaN, which converts to the lowest code: right for −∞ only.
    private Columns BoundBeforeQuotient(Columns values)
    {
        bool truncates = spec.Rounding is Rounding.Floor or Rounding.TowardZero;
        string highest = parameters.HighestStepFloat;
        string bound = dialect.Broadcast(
            body,
            ElementKind.Float32,
            "bound",
            truncates ? $"({highest} + 0.5f) * {parameters.Scale}" : $"{highest} * {parameters.Scale}",
            truncates ? "Half a step above the highest code: rounding can take the bound no lower than that code." : "What is above takes the highest code; so does this, even if its product is rounded.");
        CommentOnLowerBound();
        return body.Each(values, "bounded", ElementKind.Float32, x => dialect.Min(x, bound));
    }

    private void CommentOnLowerBound() =>
        body.Comment("No lower bound in float: what is far below converts to the lowest integer, and the integers are bounded.");

    private Columns Quotient(Columns values)
    {
        if (form == QuotientForm.Divide)
        {
            string divisors = dialect.Broadcast(body, ElementKind.Float32, "scales", parameters.Scale);
            return body.Each(values, "quotient", ElementKind.Float32, x => $"{x} / {divisors}");
        }

        string? exact = spec.ScaleOperation == ScaleOperation.Divide && form == QuotientForm.Reciprocal
            ? "The scale is a power of two: its reciprocal is exact, and the product is the quotient."
            : null;
        string reciprocals = dialect.Broadcast(body, ElementKind.Float32, "reciprocals", parameters.Reciprocal, exact);
        if (form == QuotientForm.Reciprocal) return body.Each(values, "quotient", ElementKind.Float32, x => $"{x} * {reciprocals}");

        string scales = dialect.Broadcast(body, ElementKind.Float32, "scales", parameters.Scale);
        body.Comment("The exact quotient without a division: an estimate, corrected by its own remainder.");
        Columns estimate = body.Each(values, "estimate", ElementKind.Float32, x => $"{x} * {reciprocals}");
        Columns remainder = values with { Name = "remainder" };
        Columns quotient = values with { Name = "quotient" };
        Zip(remainder, c => dialect.FusedMultiplySubtractFrom(estimate[c], scales, values[c]));
        Zip(quotient, c => dialect.FusedMultiplyAdd(remainder[c], reciprocals, estimate[c]));
        return quotient;
    }

    private Columns BoundQuotient(Columns quotient)
    {
        string highest = dialect.Broadcast(body, ElementKind.Float32, "highest", parameters.HighestStepFloat);
        if (dialect.ConvertsLowToLowest)
        {
            CommentOnLowerBound();
            return body.Each(quotient, "bounded", ElementKind.Float32, x => dialect.Min(x, highest));
        }

        string lowest = dialect.Broadcast(body, ElementKind.Float32, "lowest", parameters.LowestStepFloat);
        return body.Each(quotient, "bounded", ElementKind.Float32, x => dialect.Max(dialect.Min(x, highest), lowest));
    }

    // Vanishing: rounded to integral floats first, for "outside" is judged on the rounded code, and an int32 could have wrapped.
    private Columns RoundWithin(Columns values, Columns quotient)
    {
        string lowest = dialect.Broadcast(body, ElementKind.Float32, "lowest", parameters.LowestStepFloat);
        string highest = dialect.Broadcast(body, ElementKind.Float32, "highest", parameters.HighestStepFloat);
        string vanished = dialect.Broadcast(body, ElementKind.Float32, "vanished", "0f");
        Columns rounded = body.Each(quotient, "rounded", ElementKind.Float32, x => dialect.Round(body, x, spec.Rounding));
        Columns within = rounded with { Name = "within" };
        if (spec is { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.Floor })
        {
            string top = dialect.Broadcast(body, ElementKind.Float32, "top", Literal.Of(spec.MaxCode + 1) + "f");
            body.Comment("The upper end of the range belongs to it, although no cell begins there: it takes the highest code.");
            Zip(within, c => dialect.SelectWithin(quotient[c], lowest, top, dialect.Min(rounded[c], highest), vanished));
        }
        else
        {
            Zip(within, c => dialect.SelectWithin(rounded[c], lowest, highest, rounded[c], vanished));
        }

        if (SelectsLowestForNaN)
        {
            Columns numbers = within with { Name = "numbers" };
            Zip(numbers, c => dialect.SelectNumber(values[c], within[c], lowest));
            within = numbers;
        }

        return body.Each(within, "steps", ElementKind.Int32, x => dialect.ToInt32(body, x, Rounding.NearestEven));
    }

    private void Zip(Columns output, Func<int, string> expression)
    {
        for (int c = 0; c < output.Count; c++) body.Line($"{dialect.TypeOf(output.Kind)} {output[c]} = {expression(c)};");
    }
}
