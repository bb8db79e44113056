using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>Constants of a declaration: which of them fix the parameters of a scheme, and what they come to.</summary>
internal static class Constants
{
    /// <summary>
    /// The parameters that the constants fix; null where there are none, where a calibration file has them, or where they are wrong, which is added
    /// to <paramref name="problems"/>.
    /// </summary>
    internal static (StepTable? Steps, ConstantParameters? Parameters) Resolve(QuantizerArguments arguments, Choices choices, List<Problem> problems)
    {
        CheckTables(arguments, problems);
        if (arguments.Calibration is not null)
        {
            CheckAlone(arguments, problems);
            return default;
        }

        return CodeRanges.AreNumbersOfLevels(choices.Scheme) ? StepConstants.Resolve(arguments, problems) : (null, Numbers(arguments, choices, problems));
    }

    private static ConstantParameters? Numbers(QuantizerArguments arguments, Choices choices, List<Problem> problems)
    {
        int before = problems.Count;
        CheckValues(arguments, choices, problems);
        CheckSet(arguments, problems);
        return problems.Count == before ? Parameters(arguments, choices) : null;
    }

    /// <summary>The constants of parameters that are given one by one.</summary>
    internal static ConstantParameters Of(float scale, int zeroPoint, float minimum) => new(scale, zeroPoint, StepRules.PositiveZero(minimum));

    private static ConstantParameters? Parameters(QuantizerArguments arguments, Choices choices) => arguments switch
    {
        { Minimum: { } minimum, Maximum: { } maximum } => Derive(StepRules.PositiveZero(minimum), StepRules.PositiveZero(maximum), choices),
        { Scale: { } scale } => Of(scale, arguments.ZeroPoint ?? 0, arguments.Minimum ?? 0f),
        _ => null,
    };

    private static ConstantParameters Derive(float minimum, float maximum, Choices choices)
    {
        bool floor = choices.Rounding == Rounding.Floor;
        switch (choices.Scheme)
        {
            case QuantizationScheme.Affine:
                (float scale, int zeroPoint) = ParameterDerivation.Affine(minimum, maximum, choices.MinCode, choices.MaxCode);
                return new ConstantParameters(scale, zeroPoint, 0f);
            case QuantizationScheme.Scale:
                return new ConstantParameters(ParameterDerivation.Scale(minimum, maximum, choices.Bits, choices.MinCode, choices.MaxCode, floor), 0, 0f);
            default:
                return new ConstantParameters(ParameterDerivation.Uniform(minimum, maximum, choices.Bits, floor), 0, minimum);
        }
    }

    private static void CheckValues(QuantizerArguments arguments, Choices choices, List<Problem> problems)
    {
        if (arguments.Scale is { } scale)
        {
            if (!(scale > 0f && ParameterDerivation.IsFinite(scale))) Invalid(nameof(arguments.Scale), scale, "a scale is positive and finite");
            else if (!ParameterDerivation.CanDivide(scale, arguments.ScaleOperation ?? ScaleOperation.Divide)) Invalid(nameof(arguments.Scale), scale, "its reciprocal, by which values would be multiplied, overflows");
        }

        if (arguments.ZeroPoint is { } zeroPoint && choices.Scheme == QuantizationScheme.Affine && (zeroPoint < choices.MinCode || zeroPoint > choices.MaxCode))
        {
            Add(nameof(arguments.ZeroPoint), zeroPoint.ToString(CultureInfo.InvariantCulture), $"a zero point is one of the codes, {Text(choices.MinCode)} to {Text(choices.MaxCode)}");
        }

        bool finite = CheckFinite(nameof(arguments.Minimum), arguments.Minimum) & CheckFinite(nameof(arguments.Maximum), arguments.Maximum);
        if (finite && arguments.Minimum >= arguments.Maximum) Invalid(nameof(arguments.Minimum), arguments.Minimum.Value, $"it is not below the maximum, {Text(arguments.Maximum.Value)}");

        bool CheckFinite(string name, float? value)
        {
            if (value is not { } given || ParameterDerivation.IsFinite(given)) return true;
            Invalid(name, given, "the end of a range is finite");
            return false;
        }

        void Invalid(string name, float value, string reason) => Add(name, Text(value), reason);

        void Add(string name, string value, string reason) => problems.Add(new Problem(Rule.ConstantInvalid, Place.OfArgument(name), name, value, reason));
    }

    /// <summary>Each scheme takes either its own parameters or the range that they follow from; never half of them, and never both.</summary>
    private static void CheckSet(QuantizerArguments arguments, List<Problem> problems)
    {
        // A zero point where the scheme has none is a conflict of its own, found with the choices.
        string[] own = arguments.Scheme switch
        {
            QuantizationScheme.Affine => [nameof(arguments.Scale), nameof(arguments.ZeroPoint)],
            QuantizationScheme.Scale => [nameof(arguments.Scale)],
            _ => [nameof(arguments.Minimum), nameof(arguments.Scale)],
        };
        string[] range = [nameof(arguments.Minimum), nameof(arguments.Maximum)];
        List<string> given = Given(arguments);
        if (given.Count == 0 || SameSet(given, own) || SameSet(given, range)) return;

        // Too many: the one that fits no complete set. Too few: the first that waits for another.
        string[] complete = own.All(given.Contains) ? own : range;
        string place = given.FirstOrDefault(name => given.Count > 1 && !complete.Contains(name)) ?? given[0];
        problems.Add(new Problem(Rule.ConstantsMismatch, Place.OfArgument(place), arguments.Scheme.ToString(), string.Join(" and ", own), string.Join(" and ", range), string.Join(", ", given) + (given.Count == 1 ? " is" : " are")));
    }

    // A table where the scheme has none contradicts it, whatever it holds.
    private static void CheckTables(QuantizerArguments arguments, List<Problem> problems)
    {
        bool numbers = CodeRanges.AreNumbersOfLevels(arguments.Scheme);
        if (arguments.Levels is not null && !numbers) Add(nameof(arguments.Levels), $"{arguments.Scheme} computes its values; only Codebook and Learned have levels");
        if (arguments.Thresholds is null || arguments.Scheme == QuantizationScheme.Learned) return;
        Add(nameof(arguments.Thresholds), numbers ? "the thresholds of a codebook are midway between its levels; only Learned has its own" : $"{arguments.Scheme} computes its codes; only Learned has thresholds");

        void Add(string option, string reason) => problems.Add(new Problem(Rule.OptionConflict, Place.OfArgument(option), option, reason));
    }

    // What a file gives, the declaration does not give a second time.
    private static void CheckAlone(QuantizerArguments arguments, List<Problem> problems)
    {
        List<string> given = Given(arguments);
        if (given.Count == 0) return;
        string name = nameof(arguments.Calibration);
        problems.Add(new Problem(Rule.OptionConflict, Place.OfArgument(name), name, $"a calibration entry gives every parameter, but {string.Join(", ", given)} {(given.Count == 1 ? "is" : "are")} given, too"));
    }

    private static List<string> Given(QuantizerArguments arguments)
    {
        List<string> given = [];
        if (arguments.Scale is not null) given.Add(nameof(arguments.Scale));
        // Under another scheme a zero point is a contradiction of its own, found with the choices.
        if (arguments.ZeroPoint is not null && arguments.Scheme == QuantizationScheme.Affine) given.Add(nameof(arguments.ZeroPoint));
        if (arguments.Minimum is not null) given.Add(nameof(arguments.Minimum));
        if (arguments.Maximum is not null) given.Add(nameof(arguments.Maximum));
        // Under other schemes tables are contradictions of their own.
        if (arguments.Thresholds is not null && arguments.Scheme == QuantizationScheme.Learned) given.Add(nameof(arguments.Thresholds));
        if (arguments.Levels is not null && CodeRanges.AreNumbersOfLevels(arguments.Scheme)) given.Add(nameof(arguments.Levels));
        return given;
    }

    private static bool SameSet(List<string> given, string[] wanted) => given.Count == wanted.Length && wanted.All(given.Contains);

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
