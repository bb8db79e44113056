using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization;

/// <summary>
/// A quantizer that can be trained: a sum of sigmoids, <c>y = α · (Σ sᵢ·σ(T·(β·x − bᵢ)) + Y₀)</c> with <c>sᵢ = Yᵢ − Yᵢ₋₁</c>, that becomes a sum of steps as the
/// temperature T rises (quantization networks, arXiv 1911.09464). Levels Y are chosen; α, β and, where wanted, the biases b are learned;
/// <see cref="Freeze"/> gives the steps.
/// </summary>
/// <remarks>Methods read what properties say when they are called. An instance may be used by several threads that change nothing of it.</remarks>
public sealed partial class QuantizationNetwork
{
    private readonly float[] levels;
    private readonly float[] biases;

    /// <summary>Makes a network at temperature 1.</summary>
    /// <param name="levels">The levels Y before they are multiplied by α: 2 to 256, of magnitudes up to 2^100, each above the one before it.</param>
    /// <param name="biases">The biases b, thresholds of <c>β·x</c>: one fewer than levels, of magnitudes up to 2^100, each above the one before it.</param>
    /// <param name="alpha">What levels are multiplied by; see <see cref="Alpha"/>.</param>
    /// <param name="beta">What values are multiplied by; see <see cref="Beta"/>.</param>
    /// <exception cref="ArgumentException">The levels or biases are not as they have to be; the message says which and why.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> or <paramref name="beta"/> is not in its range.</exception>
    public QuantizationNetwork(ReadOnlySpan<float> levels, ReadOnlySpan<float> biases, float alpha, float beta)
    {
        this.levels = levels.ToArray();
        this.biases = biases.ToArray();
        if ((StepRules.RefuseLevels(this.levels, StepRules.MostLevels) ?? RefuseMagnitude(this.levels, "level")) is { } levelReason)
        {
            throw new ArgumentException($"These are no levels: {levelReason}.", nameof(levels));
        }

        if ((StepRules.RefuseThresholds(this.biases, levels.Length) ?? RefuseMagnitude(this.biases, "threshold")) is { } biasReason)
        {
            throw new ArgumentException($"These are no biases: {biasReason}.", nameof(biases));
        }

        RequireOrdinary(alpha, nameof(alpha));
        RequireOrdinary(beta, nameof(beta));
        Alpha = alpha;
        Beta = beta;
    }

    /// <summary>The levels Y, ascending, not multiplied by α.</summary>
    public ReadOnlySpan<float> Levels => levels;

    /// <summary>
    /// The biases b, thresholds of <c>β·x</c>, for an optimizer to change: magnitudes up to 2^100. They begin ascending. Where training moves one past another, every
    /// method takes them as they are.
    /// </summary>
    public Span<float> Biases => biases;

    /// <summary>What levels are multiplied by: α, from 2^−100 to 2^100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not in that range.</exception>
    public float Alpha
    {
        get;
        set
        {
            RequireOrdinary(value, nameof(value));
            field = value;
        }
    }

    /// <summary>What values are multiplied by: β, from 2^−100 to 2^100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not in that range.</exception>
    public float Beta
    {
        get;
        set
        {
            RequireOrdinary(value, nameof(value));
            field = value;
        }
    }

    /// <summary>How steep the sigmoids are: T, from 2^−24 to 2^24; 1 in the beginning. Training raises it, and the sigmoids become steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not in that range.</exception>
    public float Temperature
    {
        get;
        set
        {
            // Written so that NaN fails it.
            if (!(value >= LeastTemperature && value <= GreatestTemperature))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The temperature must be from 2^-24 to 2^24.");
            }

            field = value;
        }
    } = 1f;

    /// <summary>2^−24.</summary>
    internal const float LeastTemperature = 1f / GreatestTemperature;

    /// <summary>2^24.</summary>
    internal const float GreatestTemperature = 1 << 24;

    /// <summary>The soft quantizer: <c>y = α · (Σ sᵢ·σ(T·(β·x − bᵢ)) + Y₀)</c> of each value.</summary>
    /// <param name="source">The values x; infinities take the outermost levels, and NaN stays NaN.</param>
    /// <param name="destination">Receives y for each value; the very memory of <paramref name="source"/>, or apart from it.</param>
    /// <exception cref="ArgumentException">The destination is too short, or overlaps the source without starting with it; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">A bias was made something that is not a number of a magnitude up to 2^100; nothing is written.</exception>
    public void Forward(ReadOnlySpan<float> source, Span<float> destination) => SoftSteps.SoftQuantize(source, destination, this);

    /// <summary>
    /// Carries a gradient back through <see cref="Forward"/>: writes that of the values, and adds those of α, β and the biases to sums. With <c>hᵢ = σᵢ·(1 − σᵢ)</c>
    /// and g the gradient of y: <c>∂x = g·α·β·T·Σ sᵢ·hᵢ</c>, <c>∂α = Σ g·y/α</c>, <c>∂β = Σ g·x·α·T·Σ sᵢ·hᵢ</c>, <c>∂bᵢ = −α·T·sᵢ·Σ g·hᵢ</c>.
    /// </summary>
    /// <param name="source">The values x that were given to <see cref="Forward"/>.</param>
    /// <param name="gradient">The gradient of a loss with respect to y; as many elements as there are values.</param>
    /// <param name="destination">Receives the gradient with respect to the values; the very memory of an input, or apart from both.</param>
    /// <param name="sums">To whose sums the gradients with respect to α, β and, if it has them, the biases are added.</param>
    /// <exception cref="ArgumentException">
    /// The gradient has another number of elements; the destination is too short or overlaps an input without being it; or the sums are for another number of biases.
    /// Nothing is written.
    /// </exception>
    /// <exception cref="InvalidOperationException">A bias was made something that is not a number of a magnitude up to 2^100; nothing is written.</exception>
    public void Backward(ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination, QuantizationNetworkGradient sums) =>
        SoftSteps.SoftQuantizeGradient(source, gradient, destination, this, sums);

    private double Height(int i) => (double)levels[i + 1] - levels[i];

    /// <summary>Refuses biases that an optimizer has made something else.</summary>
    internal void RequireBiases()
    {
        if (RefuseMagnitude(biases, "bias") is { } reason) throw new InvalidOperationException($"These are no biases: {reason}.");
    }

    // Beyond these, products of three such numbers overflow. Written so that NaN fails it.
    private static string? RefuseMagnitude(ReadOnlySpan<float> numbers, string name)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!(Math.Abs(numbers[i]) <= OrdinaryScales.Greatest)) return string.Create(CultureInfo.InvariantCulture, $"{name} {i} is {numbers[i]:R}; magnitudes are at most 2^100");
        }

        return null;
    }

    private static void RequireOrdinary(float value, string argument)
    {
        if (!OrdinaryScales.Contain(value)) throw new ArgumentOutOfRangeException(argument, value, "α and β are positive, from 2^-100 to 2^100; an optimizer that steps their logarithms keeps them so.");
    }
}
