using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The stages from a value to its code less the zero point ("steps"). Each drops itself where the declaration makes it needless.</summary>
internal sealed class QuantizeStages(QuantizerSpec spec, ParameterNames parameters, Dialect dialect, KernelBody body, ElementOrder order)
{
    private readonly QuotientForm form = QuotientForms.Choose(spec, dialect);

    /// <summary>Whether the stages so far leave every code within the range, so that narrowing has no bound to enforce.</summary>
    internal bool LeavesInRange => Vanishes || spec.HasSignCodes || spec.NumbersLevels || !dialect.ConvertsLowToLowest;

    private ElementKind Real => parameters.Real;

    private bool Vanishes => spec.OutOfRange == OutOfRangeHandling.Vanish;

    private bool SelectsLowestForNaN => Vanishes && spec.NaNHandling == NaNHandling.LowestCode;

    /// <summary>All stages: int32 columns that are at most the highest step, and at least the lowest if <see cref="LeavesInRange"/>.</summary>
    internal Columns ToSteps(Columns values)
    {
        ReplaceNaN(values);
        if (spec.HasSignCodes) return dialect.Signs(body, values, "steps");
        if (spec.NumbersLevels) return new StepStages(spec, parameters, dialect, body).Find(spec.ScalesLevels ? Quotient(values) : values);
        Columns offset = Offset(values);
        Columns quotient = Quotient(Vanishes || form != QuotientForm.Fused ? offset : BoundBeforeQuotient(offset));
        if (Vanishes) return RoundWithin(values, quotient);
        Columns bounded = form == QuotientForm.Fused ? quotient : BoundQuotient(quotient);
        return spec.Rounding == Rounding.Stochastic
            ? dialect.ToInt32(body, RoundAtRandom(bounded), "steps", Rounding.NearestEven)
            : dialect.ToInt32(body, bounded, "steps", spec.Rounding);
    }

    private void ReplaceNaN(Columns values)
    {
        // Under "throw" the caller has looked already. A vanishing quantizer gives NaN its code last: −∞ would vanish, too.
        if (spec.NaNHandling == NaNHandling.Throw) body.Comment("No test for NaN: the source was checked before anything was written.");
        if (spec.NaNHandling == NaNHandling.Throw || SelectsLowestForNaN) return;
        if (spec.NumbersLevels && (spec.NaNHandling == NaNHandling.LowestCode || StepStages.TakesNaNAsZero(spec)))
        {
            body.Comment("No test for NaN: it reaches no threshold, which is the code that it shall have.");
            return;
        }

        dialect.ReplaceNaN(body, values, spec.NaNHandling == NaNHandling.Zero ? parameters.Of("0") : $"{Real.Keyword()}.NegativeInfinity");
    }

    private Columns Offset(Columns values)
    {
        if (parameters.Minimum is not { } minimum) return values;
        string minimums = dialect.Broadcast(body, Real, "minimums", minimum);
        return body.Each(values, "offset", Real, x => $"{x} - {minimums}");
    }

    // The fused quotient of ∞ is NaN, which converts to the lowest code: right for −∞ only.
    private Columns BoundBeforeQuotient(Columns values)
    {
        bool truncates = spec.Rounding is Rounding.Floor or Rounding.TowardZero;
        string bound = dialect.Broadcast(
            body,
            Real,
            "bound",
            parameters.Bound(truncates),
            truncates ? "Half a step above the highest code: rounding can take the bound no lower than that code." : "What is above takes the highest code; so does this, even if its product is rounded.");
        CommentOnLowerBound();
        return body.Each(values, "bounded", Real, x => dialect.Min(Real, x, bound));
    }

    private void CommentOnLowerBound() =>
        body.Comment("No lower bound in float: what is far below converts to the lowest integer, and the integers are bounded.");

    private Columns Quotient(Columns values)
    {
        if (form == QuotientForm.Divide)
        {
            string divisors = dialect.Broadcast(body, Real, "scales", parameters.Scale);
            return body.Each(values, "quotient", Real, x => $"{x} / {divisors}");
        }

        string? exact = spec.ScaleOperation == ScaleOperation.Divide && form == QuotientForm.Reciprocal
            ? "The scale is a power of two: its reciprocal is exact, and the product is the quotient."
            : null;
        string reciprocals = dialect.Broadcast(body, Real, "reciprocals", parameters.Reciprocal, exact);
        if (form == QuotientForm.Reciprocal) return body.Each(values, "quotient", Real, x => $"{x} * {reciprocals}");

        string scales = dialect.Broadcast(body, Real, "scales", parameters.Scale);
        body.Comment("The exact quotient without a division: an estimate, corrected by its own remainder.");
        Columns estimate = body.Each(values, "estimate", Real, x => $"{x} * {reciprocals}");
        Columns remainder = values with { Name = "remainder" };
        Columns quotient = values with { Name = "quotient" };
        Zip(remainder, c => dialect.FusedMultiplySubtractFrom(estimate[c], scales, values[c]));
        Zip(quotient, c => dialect.FusedMultiplyAdd(remainder[c], reciprocals, estimate[c]));
        return quotient;
    }

    private Columns BoundQuotient(Columns quotient)
    {
        string highest = dialect.Broadcast(body, Real, "highest", parameters.HighestStepReal);
        if (dialect.ConvertsLowToLowest)
        {
            CommentOnLowerBound();
            return body.Each(quotient, "bounded", Real, x => dialect.Min(Real, x, highest));
        }

        string lowest = dialect.Broadcast(body, Real, "lowest", parameters.LowestStepReal);
        return body.Each(quotient, "bounded", Real, x => dialect.Max(Real, dialect.Min(Real, x, highest), lowest));
    }

    // Vanishing: rounded to integral floats first, for "outside" is judged on the rounded code, and an int32 could have wrapped.
    private Columns RoundWithin(Columns values, Columns quotient)
    {
        string lowest = dialect.Broadcast(body, Real, "lowest", parameters.LowestStepReal);
        string highest = dialect.Broadcast(body, Real, "highest", parameters.HighestStepReal);
        string vanished = dialect.Broadcast(body, Real, "vanished", parameters.Of("0"));
        Columns rounded = spec.Rounding == Rounding.Stochastic
            ? RoundAtRandom(quotient)
            : body.Each(quotient, "rounded", Real, x => dialect.Round(body, Real, x, spec.Rounding));
        Columns within = rounded with { Name = "within" };
        if (spec is { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.Floor })
        {
            string top = dialect.Broadcast(body, Real, "top", parameters.Of(Literal.Of(spec.MaxCode + 1)));
            body.Comment("The upper end of the range belongs to it, although no cell begins there: it takes the highest code.");
            Zip(within, c => dialect.SelectWithin(quotient[c], lowest, top, dialect.Min(Real, rounded[c], highest), vanished));
        }
        else
        {
            Zip(within, c => dialect.SelectWithin(rounded[c], lowest, highest, rounded[c], vanished));
        }

        if (SelectsLowestForNaN)
        {
            Columns numbers = within with { Name = "numbers" };
            Zip(numbers, c => dialect.SelectNumber(Real, values[c], within[c], lowest));
            within = numbers;
        }

        return dialect.ToInt32(body, within, "steps", Rounding.NearestEven);
    }

    // Whatever is infinite has no fraction: ∞ − ∞ is NaN, and no number is less than that.
    private Columns RoundAtRandom(Columns quotient)
    {
        Columns random = dialect.RandomFractions(body, quotient.Count, Real, order);
        string ones = dialect.Broadcast(body, Real, "ones", parameters.Of("1"));
        Columns below = body.Each(quotient, "below", Real, x => dialect.Round(body, Real, x, Rounding.Floor));
        Columns rounded = quotient with { Name = "rounded" };
        body.Comment("Up with the probability of the fraction.");
        Zip(rounded, c => $"{below[c]} + {dialect.WhereLess(random[c], $"{quotient[c]} - {below[c]}", ones)}");
        return rounded;
    }

    private void Zip(Columns output, Func<int, string> expression)
    {
        for (int c = 0; c < output.Count; c++) body.Line($"{dialect.TypeOf(output.Kind)} {output[c]} = {expression(c)};");
    }
}
