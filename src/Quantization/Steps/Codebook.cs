using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Ascending levels, of which a value takes the nearest: <c>q = argmin |x / s − level[q]|</c>, a tie going to the lower one, and <c>x̂ = s · level[q]</c> with a
/// scale s that belongs to the data and not to the codebook.
/// </summary>
public sealed partial class Codebook : IEquatable<Codebook>
{
    /// <summary>Makes a codebook.</summary>
    /// <param name="levels">The levels: 2 to 256, finite, each above the one before it.</param>
    /// <exception cref="ArgumentException">They are not; the message says which and why.</exception>
    public Codebook(ReadOnlySpan<float> levels)
    {
        float[] copy = levels.ToArray();
        if (StepRules.RefuseLevels(copy, StepRules.MostLevels) is { } reason) throw new ArgumentException($"These are no levels: {reason}.", nameof(levels));
        Steps = new StepFunction(StepRules.Thresholds(copy), copy);
    }

    /// <summary>
    /// The 16 levels of NF4: quantiles of the normal distribution between −1 and 1, with an exact 0 (QLoRA, arXiv 2305.14314). The codebook that
    /// <see cref="QuantizationFormat.NF4"/> has in blocks.
    /// </summary>
    public static Codebook NF4 { get; } = new(BlockFormats.NormalFloat);

    /// <summary>The 16 levels of IQ4_NL, integers from −127 to 113 that lie closer about 0. The codebook that <see cref="QuantizationFormat.IQ4_NL"/> has in blocks.</summary>
    public static Codebook IQ4NL { get; } = new(BlockFormats.NonLinear);

    /// <summary>The levels, ascending; the index of one is its code.</summary>
    public ReadOnlySpan<float> Levels => Steps.Levels;

    /// <summary>
    /// The same as a step function at scale 1. Its thresholds are the least floats above the midpoints of neighbouring levels: what is at a midpoint takes the lower
    /// level.
    /// </summary>
    public StepFunction Steps { get; }

    /// <summary>The parameters with which the levels cover a range, made symmetric.</summary>
    /// <param name="minimum">The least value; finite.</param>
    /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
    /// <returns>This codebook with <c>s = max(|minimum|, |maximum|) / max|level|</c>; 1 where the range is [0, 0].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public CodebookParameters ParametersFor(float minimum, float maximum) => new(this, ParametersOf.Codebook(minimum, maximum, Reach).Scale);

    /// <summary>The parameters with which the levels cover the finite values of a tensor.</summary>
    /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
    /// <returns>This codebook with <c>s = max|x| / max|level|</c>; 1 where all values are 0.</returns>
    public CodebookParameters ParametersFor(ReadOnlySpan<float> values) => new(this, ParametersOf.Codebook<float>(values, Reach).Scale);

    /// <inheritdoc/>
    public bool Equals(Codebook? other) => other is not null && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Codebook);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.GetHashCode();

    /// <summary>The levels as a declaration takes them: <c>Levels = [-1f, 0f, 1f]</c>.</summary>
    /// <returns>The text, in floats that are read as the same bits.</returns>
    public override string ToString() => $"Levels = {StepFunction.Listed(Levels)}";

    /// <summary>The greatest magnitude of a level.</summary>
    internal float Reach => Math.Max(Math.Abs(Levels[0]), Math.Abs(Levels[^1]));
}
