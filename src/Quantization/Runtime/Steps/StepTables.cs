using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Quantization.Runtime;

/// <summary>The tables of a step function as kernels read them. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepTables
{
    /// <summary>Requires steps that codes of a width can number.</summary>
    /// <param name="steps">The steps; null in parameters that were not made.</param>
    /// <param name="bits">The width of a code.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more levels than codes.</exception>
    public static void Require([NotNull] StepFunction? steps, int bits)
    {
        if (steps is null) throw new ArgumentOutOfRangeException("parameters", "The parameters have no table of levels.");
        if (steps.Levels.Length > 1 << bits)
        {
            throw new ArgumentOutOfRangeException("parameters", steps.Levels.Length, string.Create(CultureInfo.InvariantCulture, $"Codes of {bits} bits number at most {1 << bits} levels."));
        }
    }

    /// <summary>
    /// The thresholds in the order in which a search by halves meets them, for codes of a width: the threshold of the highest bit at 1, the two of the bit below it at 2 and 3, and so on;
    /// NaN, which nothing reaches, where there is none. Sixteen floats can be read from any of them on.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="bits">The width of a code: 1 to 8, and enough for the levels.</param>
    /// <returns>The thresholds from number 0 on, which is not used.</returns>
    public static ReadOnlySpan<float> ThresholdsOf(StepFunction steps, int bits) => steps.SearchOrder(bits);

    /// <summary>The 256 levels: above the highest code that one again.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>The levels.</returns>
    public static ReadOnlySpan<float> LevelsOf(StepFunction steps) => steps.LevelTable;
}
