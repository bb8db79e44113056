using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>The tables of a step function as kernels read them. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepTables
{
    /// <summary>
    /// The thresholds in the order in which a search by halves meets them, for codes of a width: the threshold of the highest bit at 1, the two of the bit below it at 2 and 3, and so on;
    /// NaN, which nothing reaches, where there is none. Sixteen floats can be read from any of them on.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="bits">The width of a code: 1 to 8, and enough for the levels.</param>
    /// <returns>A reference to number 0, which is not used.</returns>
    public static ref float ThresholdsOf(StepFunction steps, int bits) => ref steps.SearchOrder(bits)[0];

    /// <summary>The 256 levels: above the highest code that one again.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>A reference to the first.</returns>
    public static ref float LevelsOf(StepFunction steps) => ref steps.FirstLevel;
}
