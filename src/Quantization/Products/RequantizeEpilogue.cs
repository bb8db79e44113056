namespace Quantization;

/// <summary>
/// What becomes of the sums of a matrix product where the results are codes: <c>q = saturate(nearest-even((float)(sum + bias[n]) · multiplier[n]) + z)</c>, and what is less than z is z with
/// <see cref="Relu"/> (arXiv 1712.05877, section 2.2).
/// </summary>
/// <remarks>
/// The sum of <c>(a − z_a) · (w − z_w)</c> is an exact integer; with the bias it saturates to 32 bits. What follows is what <c>Requantize</c> does.
/// </remarks>
/// <param name="multipliers">The scales of activations and weights by that of the results, <c>s_a · s_w[n] / s</c>: one for all outputs, or one for each; positive and finite.</param>
public readonly ref struct RequantizeEpilogue(ReadOnlySpan<float> multipliers)
{
    /// <summary>One for all outputs, or one for each.</summary>
    public ReadOnlySpan<float> Multipliers { get; } = multipliers;

    /// <summary>z_a: the code of 0.0 among the activations; 0 where they have none.</summary>
    public int ActivationZeroPoint { get; init; }

    /// <summary>z_w: the codes of 0.0 among the weights, one for all or one for each output; empty where they have none.</summary>
    public ReadOnlySpan<int> WeightZeroPoints { get; init; }

    /// <summary>A bias for each output in units of the products, as <see cref="BiasQuantizer"/> makes them, or none.</summary>
    public ReadOnlySpan<int> Bias { get; init; }

    /// <summary>z: the code of 0.0 among the results; 0 where they have none.</summary>
    public int ZeroPoint { get; init; }

    /// <summary>Whether what is less than the code of 0.0 becomes that.</summary>
    public bool Relu { get; init; }
}
