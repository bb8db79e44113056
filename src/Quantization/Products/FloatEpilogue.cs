namespace Quantization;

/// <summary>
/// What becomes of the sums of a matrix product where the results are floats: <c>y = (float)sum · scale[n] + bias[n]</c>, and what is less than 0 is 0 with <see cref="Relu"/>.
/// </summary>
/// <remarks>
/// The sum of <c>(a − z_a) · (w − z_w)</c> is an exact integer. It is rounded to float, multiplied by <c>scale[n] = ActivationScale · WeightScales[n]</c>, itself a float, and added to the bias; each of
/// these operations rounds. Where there is no bias nothing is added.
/// </remarks>
/// <param name="activationScale">The scale of the activations; 1 where <paramref name="weightScales"/> are those of the products.</param>
/// <param name="weightScales">The scales of the weights: one for all, or one for each output.</param>
public readonly ref struct FloatEpilogue(float activationScale, ReadOnlySpan<float> weightScales)
{
    /// <summary>s_a: positive and finite, and so are its products with the scales of the weights.</summary>
    public float ActivationScale { get; } = activationScale;

    /// <summary>s_w: one for all outputs, or one for each.</summary>
    public ReadOnlySpan<float> WeightScales { get; } = weightScales;

    /// <summary>z_a: the code of 0.0 among the activations; 0 where they have none.</summary>
    public int ActivationZeroPoint { get; init; }

    /// <summary>z_w: the codes of 0.0 among the weights, one for all or one for each output; empty where they have none.</summary>
    public ReadOnlySpan<int> WeightZeroPoints { get; init; }

    /// <summary>A finite bias for each output, or none.</summary>
    public ReadOnlySpan<float> Bias { get; init; }

    /// <summary>Whether what is less than 0 becomes 0.</summary>
    public bool Relu { get; init; }
}
