using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization;

/// <summary>
/// A quantizer that is a table: n ascending thresholds t₁ &lt; … &lt; tₙ, and n + 1 ascending levels, of which a value takes the one whose number is
/// that of the thresholds which it has reached: <c>q = Σ [x ≥ tᵢ]</c>, <c>x̂ = level[q]</c>. It is what a quantization network hardens into
/// (arXiv 1911.09464, section 3.1).
/// </summary>
public sealed class StepFunction : IEquatable<StepFunction>
{
    private readonly float[] thresholds;
    private readonly float[] levels;

    // For kernels of any width: entry q of thresholds is the one to reach for code q, and NaN, which nothing reaches, where there is none; what is above the
    // last level is the last level.
    private readonly float[] thresholdTable = new float[StepRules.MostLevels];
    private readonly float[] levelTable = new float[StepRules.MostLevels];
    private readonly float[]?[] searchOrders = new float[]?[StepRules.MostBits + 1];

    // What kernels read at once.
    private const int MostLanes = 16;

    /// <summary>Makes the function of a table.</summary>
    /// <param name="thresholds">The thresholds: one fewer than levels, finite, each above the one before it.</param>
    /// <param name="levels">The levels: 2 to 256, finite, each above the one before it.</param>
    /// <exception cref="ArgumentException">They are not; the message says which and why.</exception>
    public StepFunction(ReadOnlySpan<float> thresholds, ReadOnlySpan<float> levels)
    {
        this.thresholds = Copy(thresholds);
        this.levels = Copy(levels);
        if (StepRules.RefuseLevels(this.levels, StepRules.MostLevels) is { } levelReason) throw new ArgumentException($"These are no levels: {levelReason}.", nameof(levels));
        if (StepRules.RefuseThresholds(this.thresholds, levels.Length) is { } thresholdReason) throw new ArgumentException($"These are no thresholds: {thresholdReason}.", nameof(thresholds));
        thresholdTable.AsSpan().Fill(float.NaN);
        this.thresholds.CopyTo(thresholdTable, 1);
        levelTable.AsSpan().Fill(this.levels[^1]);
        this.levels.CopyTo(levelTable, 0);
    }

    /// <summary>The thresholds, ascending.</summary>
    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>The levels, ascending; the index of one is its code.</summary>
    public ReadOnlySpan<float> Levels => levels;

    /// <summary>The table of 256 levels that kernels read.</summary>
    internal ReadOnlySpan<float> LevelTable => levelTable;

    /// <summary>The thresholds in the order of a search by halves for codes of a width; see <see cref="Runtime.StepTables"/>. Made when first asked for.</summary>
    internal float[] SearchOrder(int bits)
    {
        if (searchOrders[bits] is { } known) return known;
        float[] order = new float[(1 << bits) + MostLanes];
        order.AsSpan().Fill(float.NaN);
        for (int depth = 0; depth < bits; depth++)
        {
            int spacing = 1 << (bits - 1 - depth);
            for (int k = 0; k < 1 << depth; k++) order[(1 << depth) + k] = thresholdTable[((2 * k) + 1) * spacing];
        }

        return searchOrders[bits] = order;
    }

    /// <summary>The code of a value.</summary>
    /// <param name="value">The value; infinities take the outermost codes, and NaN, which reaches no threshold, code 0.</param>
    /// <returns>The number of thresholds that are not above the value.</returns>
    public int CodeOf(float value)
    {
        // By halves, without a branch that is taken at random: the code so far, plus a power of two where the value has reached the threshold of that code.
        int code = 0;
        for (int step = HighestPower; step > 0; step >>= 1) code += value >= thresholdTable[code + step] ? step : 0;
        return code;
    }

    /// <summary>The level of a code.</summary>
    /// <param name="code">The code, of which the low 8 bits count; what is above the highest code stands for the highest level.</param>
    /// <returns>The level.</returns>
    public float ValueOf(int code) => levelTable[code & (StepRules.MostLevels - 1)];

    /// <inheritdoc/>
    public bool Equals(StepFunction? other) => other is not null && Thresholds.SequenceEqual(other.Thresholds) && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StepFunction);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (float threshold in thresholds) hash.Add(threshold);
        foreach (float level in levels) hash.Add(level);
        return hash.ToHashCode();
    }

    /// <summary>The tables as a declaration takes them: <c>Thresholds = [-0.05f, 0.05f], Levels = [-1f, 0f, 1f]</c>.</summary>
    /// <returns>The text, in floats that are read as the same bits.</returns>
    public override string ToString() => $"Thresholds = {Listed(thresholds)}, Levels = {Listed(levels)}";

    /// <summary>Floats as C# lists them.</summary>
    internal static string Listed(ReadOnlySpan<float> numbers)
    {
        string[] texts = new string[numbers.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = numbers[i].ToString("R", CultureInfo.InvariantCulture) + "f";
        return $"[{string.Join(", ", texts)}]";
    }

    // The highest power of two that is not above the number of thresholds.
    private int HighestPower => 1 << int.Log2(thresholds.Length);

    private static float[] Copy(ReadOnlySpan<float> numbers)
    {
        float[] copy = numbers.ToArray();
        foreach (ref float number in copy.AsSpan()) number = StepRules.PositiveZero(number);
        return copy;
    }
}
