using Quantization.Arithmetic;
using Quantization.Steps;

namespace Quantization;

/// <content>Levels from data.</content>
public sealed partial class Codebook
{
    /// <summary>
    /// The levels with the least mean squared error over samples (Lloyd–Max, which is k-means on a line): each the mean of the samples that are nearest to it.
    /// </summary>
    /// <param name="samples">The samples, at scale 1; NaN and infinities are left out.</param>
    /// <param name="levels">The number of levels: 2 to 256.</param>
    /// <returns>A codebook of as many levels; where there are not more different samples than those, of the samples themselves, which are fewer then.</returns>
    /// <remarks>
    /// The same samples, in any order, give the same levels. Up to 2,048 different samples are divided exactly; of more, the division of groups of them is improved until it
    /// stays or nothing to speak of is left to gain.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of levels is not from 2 to 256.</exception>
    /// <exception cref="ArgumentException">There are no two different finite samples.</exception>
    public static Codebook Fit(ReadOnlySpan<float> samples, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, StepRules.MostLevels);
        double[] centres = LloydMax.Centres(samples, levels);
        if (centres.Length < 2) throw new ArgumentException("There are no two different finite samples to tell apart.", nameof(samples));
        // Between two means lie two different floats, so that rounded they are still in order.
        return new Codebook(Array.ConvertAll(centres, centre => (float)centre));
    }
}
