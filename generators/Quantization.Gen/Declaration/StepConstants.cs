using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>Constant tables of the schemes whose codes number levels: which a declaration gives, and what they come to.</summary>
internal static class StepConstants
{
    /// <summary>The highest code: the last of constant levels, or null where they are not given, or wrong.</summary>
    internal static int? MaxCode(QuantizerArguments arguments) =>
        CodeRanges.AreNumbersOfLevels(arguments.Scheme) && arguments.Levels is { } levels && levels.Length > 1 && levels.Length <= 1 << arguments.Bits ? levels.Length - 1 : null;

    /// <summary>
    /// The table and, where nothing is left to run time, the parameters; null where there are none or they are wrong, which is added to
    /// <paramref name="problems"/>.
    /// </summary>
    internal static (StepTable? Steps, ConstantParameters? Parameters) Resolve(QuantizerArguments arguments, List<Problem> problems)
    {
        int before = problems.Count;
        CheckSet(arguments, problems);
        CheckTables(arguments, problems);
        if (problems.Count > before || arguments.Levels is not { } levels) return default;
        return arguments.Scheme == QuantizationScheme.Learned
            ? (Table(arguments.Thresholds!, levels), new ConstantParameters(1f, 0, 0f))
            : OfCodebook(levels, arguments.Scale, arguments.ScaleOperation, problems);
    }

    /// <summary>The table of a codebook, and its parameters where the scale is a constant, too.</summary>
    internal static (StepTable? Steps, ConstantParameters? Parameters) OfCodebook(IReadOnlyList<float> levels, float? scale, ScaleOperation? operation, List<Problem> problems)
    {
        float[] thresholds = StepRules.Thresholds(levels);
        if (scale is not { } constant) return (Table(thresholds, levels), null);
        StepTable folded = Folded(thresholds, levels, constant, operation);
        if (RefuseFolded(folded) is not { } reason) return (Table(thresholds, levels), new ConstantParameters(constant, 0, 0f));
        problems.Add(new Problem(Rule.ConstantInvalid, Place.OfArgument(nameof(QuantizerArguments.Scale)), nameof(QuantizerArguments.Scale), Text(constant), $"times it, or divided by it, levels can no longer be told apart: {reason}"));
        return default;
    }

    /// <summary>The table with a constant scale in it: each level times the scale, and of values the least that reach a threshold when they are divided by it.</summary>
    internal static StepTable Folded(IReadOnlyList<float> thresholds, IReadOnlyList<float> levels, float scale, ScaleOperation? operation) => Table(
        [.. thresholds.Select(threshold => StepRules.LeastReaching(threshold, scale, operation == ScaleOperation.MultiplyByReciprocal))],
        [.. levels.Select(level => (float)(level * scale))]);

    /// <summary>A table without signs of zeros.</summary>
    internal static StepTable Table(IReadOnlyList<float> thresholds, IReadOnlyList<float> levels) =>
        new(new EquatableArray<float>([.. thresholds.Select(StepRules.PositiveZero)]), new EquatableArray<float>([.. levels.Select(StepRules.PositiveZero)]));

    private static string? RefuseFolded(StepTable table) =>
        StepRules.RefuseLevels(table.Levels, StepRules.MostLevels) ?? StepRules.RefuseThresholds(table.Thresholds, table.Levels.Count);

    // Learned takes both tables or neither; a codebook its levels, with or without a scale.
    private static void CheckSet(QuantizerArguments arguments, List<Problem> problems)
    {
        bool learned = arguments.Scheme == QuantizationScheme.Learned;
        string levels = nameof(arguments.Levels), thresholds = nameof(arguments.Thresholds), scale = nameof(arguments.Scale);
        (string Name, bool Given)[] all =
        [
            (thresholds, arguments.Thresholds is not null), (levels, arguments.Levels is not null), (scale, arguments.Scale is not null),
            (nameof(arguments.Minimum), arguments.Minimum is not null), (nameof(arguments.Maximum), arguments.Maximum is not null),
        ];
        string[] given = [.. all.Where(a => a.Given).Select(a => a.Name)], own = learned ? [thresholds, levels] : [levels, scale];
        if (given.Length == 0 || given.OrderBy(n => n).SequenceEqual(own.OrderBy(n => n)) || (!learned && given.SequenceEqual([levels]))) return;
        string place = given.FirstOrDefault(name => !own.Contains(name)) ?? given[0];
        problems.Add(new Problem(
            Rule.ConstantsMismatch, Place.OfArgument(place), arguments.Scheme.ToString(), string.Join(" and ", own), learned ? "neither" : "Levels alone", string.Join(", ", given) + (given.Length == 1 ? " is" : " are")));
    }

    private static void CheckTables(QuantizerArguments arguments, List<Problem> problems)
    {
        if (arguments.Levels is { } levels)
        {
            // Widths that there are not have a problem of their own.
            int most = arguments.Bits is >= 1 and <= StepRules.MostBits ? 1 << arguments.Bits : StepRules.MostLevels;
            Check(nameof(arguments.Levels), levels, StepRules.RefuseLevels(levels, most));
            if (arguments.Thresholds is { } thresholds && arguments.Scheme == QuantizationScheme.Learned) Check(nameof(arguments.Thresholds), thresholds, StepRules.RefuseThresholds(thresholds, levels.Length));
        }

        if (arguments.Scale is { } scale && arguments.Scheme == QuantizationScheme.Codebook)
        {
            if (!(scale > 0f && ParameterDerivation.IsFinite(scale))) Add(nameof(arguments.Scale), Text(scale), "a scale is positive and finite");
            else if (!Constants.IsUsable(scale, arguments.ScaleOperation)) Add(nameof(arguments.Scale), Text(scale), "its reciprocal, by which values would be multiplied, overflows");
        }

        void Check(string name, float[] numbers, string? reason)
        {
            if (reason is not null) Add(name, $"[{string.Join(", ", numbers.Take(4).Select(Text))}{(numbers.Length > 4 ? ", …" : "")}]", reason);
        }

        void Add(string name, string value, string reason) => problems.Add(new Problem(Rule.ConstantInvalid, Place.OfArgument(name), name, value, reason));
    }

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
