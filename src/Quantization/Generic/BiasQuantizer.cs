using System.Globalization;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Biases as 32-bit integers in units of a product of codes, so that they can be added to sums of such products before these are
/// requantized: <c>q = saturate(nearest-even(x / (s_x · s_w)))</c> (arXiv 1712.05877, section 2.4).
/// </summary>
public static class BiasQuantizer
{
    /// <summary>Quantizes biases whose weights share one scale.</summary>
    /// <param name="bias">The biases; NaN counts as 0.</param>
    /// <param name="destination">Receives one integer a bias.</param>
    /// <param name="inputScale">s_x: the scale of the inputs; positive and finite.</param>
    /// <param name="weightScale">s_w: the scale of the weights; positive and finite, and so is the product of the two in float.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the biases; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A scale, or the product, is not positive and finite; nothing is written.</exception>
    public static void Quantize(ReadOnlySpan<float> bias, Span<int> destination, float inputScale, float weightScale)
    {
        QuantizerGuard.RequireApart(bias, destination);
        RequirePositive(inputScale, nameof(inputScale));
        float scale = Product(inputScale, weightScale, nameof(weightScale));
        for (int i = 0; i < bias.Length; i++) destination[i] = Quantize(bias[i], scale);
    }

    /// <summary>Quantizes biases whose weights have a scale for each channel.</summary>
    /// <param name="bias">The bias of each channel; NaN counts as 0.</param>
    /// <param name="destination">Receives one integer a bias.</param>
    /// <param name="inputScale">s_x: the scale of the inputs; positive and finite.</param>
    /// <param name="weightScales">s_w: the scale of the weights of each channel; positive and finite, and so are the products in float.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the biases or scales, or there is not one scale a bias; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A scale, or a product, is not positive and finite; nothing is written.</exception>
    public static void Quantize(ReadOnlySpan<float> bias, Span<int> destination, float inputScale, ReadOnlySpan<float> weightScales)
    {
        QuantizerGuard.RequireApart(bias, destination);
        if (weightScales.Length != bias.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There must be one scale of weights for each of the {bias.Length} biases, not {weightScales.Length}."), nameof(weightScales));
        }

        // The scales are read throughout, so nothing may be written over them.
        QuantizerGuard.RequireApart(weightScales, destination);
        RequirePositive(inputScale, nameof(inputScale));
        foreach (float weightScale in weightScales) Product(inputScale, weightScale, nameof(weightScales));
        for (int i = 0; i < bias.Length; i++) destination[i] = Quantize(bias[i], inputScale * weightScales[i]);
    }

    private static int Quantize(float x, float scale)
    {
        if (float.IsNaN(x)) return 0;
        // As a double, both ends of the integers are exact.
        double rounded = MathF.Round(x / scale);
        return (int)double.Clamp(rounded, int.MinValue, int.MaxValue);
    }

    private static float Product(float inputScale, float weightScale, string name)
    {
        RequirePositive(weightScale, name);
        float scale = inputScale * weightScale;
        if (scale > 0f && float.IsFinite(scale)) return scale;
        throw new ArgumentOutOfRangeException(name, weightScale, "The product of the scales, as a float, must be positive and finite.");
    }

    private static void RequirePositive(float scale, string name)
    {
        if (!(scale > 0f && float.IsFinite(scale))) throw new ArgumentOutOfRangeException(name, scale, "The scale must be positive and finite.");
    }
}
