using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>Thresholds and levels that are constants.</summary>
/// <param name="Thresholds">The thresholds, ascending.</param>
/// <param name="Levels">The levels, ascending, one more.</param>
internal sealed record StepTable(EquatableArray<float> Thresholds, EquatableArray<float> Levels)
{
    /// <summary>A table without signs of zeros.</summary>
    internal static StepTable Of(IEnumerable<float> thresholds, IEnumerable<float> levels) =>
        new(new EquatableArray<float>([.. thresholds.Select(StepRules.PositiveZero)]), new EquatableArray<float>([.. levels.Select(StepRules.PositiveZero)]));

    /// <summary>The table with a constant scale in it: each level times the scale, and of values the least that reach a threshold when they are divided by it.</summary>
    internal StepTable Folded(float scale, ScaleOperation operation) => Of(
        Thresholds.Select(threshold => StepRules.LeastReaching(threshold, scale, operation == ScaleOperation.MultiplyByReciprocal)),
        Levels.Select(level => (float)(level * scale)));
}
