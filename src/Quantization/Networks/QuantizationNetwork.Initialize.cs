using Quantization.Arithmetic;
using Quantization.Steps;

namespace Quantization;

/// <content>Where training begins.</content>
public sealed partial class QuantizationNetwork
{
    /// <summary>The biases about a level 0, in the domain of <c>β·x</c>, whose values reach to 5/4 of the greatest level.</summary>
    private const float BiasAboutZero = 0.05f;

    /// <summary>
    /// The network that training begins with (arXiv 1911.09464, section 3.3): with p the greatest magnitude of a level and q that of a value, <c>β = 5p / 4q</c> and <c>α = 1 / β</c>.
    /// Biases are thresholds of <c>β·x</c>: 0 between two levels −a and a; otherwise midway between neighbours of as many centres as there are levels, which the scaled
    /// values cluster about; and ∓0.05 about a level 0 in the middle.
    /// </summary>
    /// <param name="levels">The levels Y: 2 to 256, of magnitudes up to 2^100, each above the one before it.</param>
    /// <param name="values">The weights, or a thousand or so of the activations; NaN and infinities are left out.</param>
    /// <returns>The network, at temperature 1.</returns>
    /// <remarks>
    /// Without a value other than 0, β is 1; else it is kept within 2^−100 to 2^100. Where there are fewer different values than levels, biases are midway between levels.
    /// Where the clusters leave no room for ∓0.05, the thresholds between them stand.
    /// </remarks>
    /// <exception cref="ArgumentException">The levels are not as they have to be; the message says why.</exception>
    public static QuantizationNetwork Initialize(ReadOnlySpan<float> levels, ReadOnlySpan<float> values)
    {
        if (StepRules.RefuseLevels(levels.ToArray(), StepRules.MostLevels) is { } reason) throw new ArgumentException($"These are no levels: {reason}.", nameof(levels));
        float greatest = 0f;
        foreach (float value in values)
        {
            if (float.IsFinite(value)) greatest = Math.Max(greatest, Math.Abs(value));
        }

        double reach = Math.Max(Math.Abs((double)levels[0]), Math.Abs((double)levels[^1]));
        double exact = greatest > 0f ? 5 * reach / (4 * (double)greatest) : 1;
        float beta = (float)Math.Clamp(exact, OrdinaryScales.Least, OrdinaryScales.Greatest);
        float alpha = Math.Clamp(1f / beta, OrdinaryScales.Least, OrdinaryScales.Greatest);
        return new QuantizationNetwork(levels, FirstBiases(levels, values, beta), alpha, beta);
    }

    private static float[] FirstBiases(ReadOnlySpan<float> levels, ReadOnlySpan<float> values, float beta)
    {
        if (levels.Length == 2 && levels[0] == -levels[1]) return [0f];
        float[] biases = new float[levels.Length - 1];
        if (levels.Length == 3 && levels[1] == 0f) return [-BiasAboutZero, BiasAboutZero];
        double[] centres = LloydMax.Centres(values, levels.Length);
        if (centres.Length == levels.Length)
        {
            for (int i = 0; i < biases.Length; i++) biases[i] = (float)(beta * ((centres[i] + centres[i + 1]) / 2));
            int middle = levels.Length / 2;
            if (levels.Length % 2 == 1 && levels[middle] == 0f && biases[middle - 2] < -BiasAboutZero && biases[middle + 1] > BiasAboutZero)
            {
                biases[middle - 1] = -BiasAboutZero;
                biases[middle] = BiasAboutZero;
            }

            if ((StepRules.RefuseThresholds(biases, levels.Length) ?? RefuseMagnitude(biases, "bias")) is null) return biases;
        }

        for (int i = 0; i < biases.Length; i++) biases[i] = (float)(((double)levels[i] + levels[i + 1]) / 2);
        return biases;
    }
}
