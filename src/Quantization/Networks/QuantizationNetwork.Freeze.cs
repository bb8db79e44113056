using System.Globalization;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <content>What the network hardens into.</content>
public sealed partial class QuantizationNetwork
{
    /// <summary>
    /// The steps that the network approaches as the temperature rises: thresholds <c>bᵢ / β</c>, levels <c>α·Yᵢ</c>. A threshold is the least float t whose exact product
    /// <c>β·t</c> has reached bᵢ, so that no value is on another side of it than of the bias.
    /// </summary>
    /// <returns>
    /// The step function. Where biases have moved past each other, its levels are the sums that the network has there, <c>α·(Y₀ + Σ sᵢ)</c> over the thresholds reached;
    /// where thresholds have become one, that is one step, and there are fewer levels.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// The steps are no <see cref="StepFunction"/>: a bias is not finite, a threshold is too large for a float, or α makes levels overflow or coincide.
    /// </exception>
    public StepFunction Freeze()
    {
        RequireBiases();
        float[] thresholds = new float[biases.Length];
        int[] order = new int[biases.Length];
        for (int i = 0; i < biases.Length; i++)
        {
            thresholds[i] = LeastReaching(biases[i]);
            order[i] = i;
        }

        // Stable, though of equal thresholds only the last counts.
        Array.Sort(order, (i, j) => thresholds[i] != thresholds[j] ? thresholds[i].CompareTo(thresholds[j]) : i.CompareTo(j));
        List<float> frozenThresholds = [], frozenLevels = [Alpha * levels[0]];
        double sum = levels[0];
        int highest = -1;
        for (int k = 0; k < order.Length; k++)
        {
            sum += Height(order[k]);
            highest = Math.Max(highest, order[k]);
            if (k + 1 < order.Length && thresholds[order[k + 1]] == thresholds[order[k]]) continue;
            // k + 1 thresholds are reached; if they are the first ones, a level is their sum, exactly.
            frozenThresholds.Add(thresholds[order[k]]);
            frozenLevels.Add(Alpha * (highest == k ? levels[k + 1] : (float)sum));
        }

        if (StepRules.RefuseLevels(frozenLevels, StepRules.MostLevels) is { } reason)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Multiplied by α = {Alpha:R}, these are no levels: {reason}."));
        }

        return new StepFunction([.. frozenThresholds], [.. frozenLevels]);
    }

    /// <summary>What the frozen steps make of values: <see cref="Freeze"/> applied.</summary>
    /// <param name="source">The values; NaN, which reaches no threshold, takes the lowest level.</param>
    /// <param name="destination">Receives a level for each value; the very memory of <paramref name="source"/>, or apart from it.</param>
    /// <exception cref="ArgumentException">The destination is too short, or overlaps the source without starting with it; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The network cannot be frozen; nothing is written.</exception>
    public void Harden(ReadOnlySpan<float> source, Span<float> destination)
    {
        QuantizerGuard.RequireInPlaceOrApart(source, destination);
        LearnedParameters frozen = new(Freeze());
        switch (frozen.Steps.Levels.Length)
        {
            case <= 4:
                HardSteps2.FakeQuantize(source, destination, frozen);
                break;
            case <= 16:
                HardSteps4.FakeQuantize(source, destination, frozen);
                break;
            default:
                HardSteps8.FakeQuantize(source, destination, frozen);
                break;
        }
    }

    // The product of two floats is exact in double, so the test is, too; the quotient is at most a float away from the answer.
    private float LeastReaching(float bias)
    {
        float threshold = (float)((double)bias / Beta);
        if (float.IsNegativeInfinity(threshold)) return float.MinValue;
        while (float.IsFinite(threshold) && (double)Beta * threshold < bias) threshold = float.BitIncrement(threshold);
        while (threshold > float.MinValue && (double)Beta * float.BitDecrement(threshold) >= bias) threshold = float.BitDecrement(threshold);
        return float.IsFinite(threshold) ? threshold : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"The threshold of bias {bias:R} at β = {Beta:R} is too large for a float."));
    }
}
