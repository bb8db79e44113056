using System.Globalization;
using Quantization.Runtime;

namespace Quantization;

/// <content>The gradient of quantization-aware training.</content>
public sealed partial class GenericQuantizer
{
    /// <summary>
    /// Carries a gradient back through <see cref="FakeQuantize(ReadOnlySpan{float}, Span{float}, QuantizerParameters, RandomSequence)"/> by the
    /// straight-through estimator: as if rounding were not there, which has a slope of 0 nearly everywhere and teaches nothing.
    /// </summary>
    /// <param name="values">The values that were quantized: x.</param>
    /// <param name="gradient">The gradient of a loss with respect to the quantized values; as many elements as there are values.</param>
    /// <param name="destination">Receives the gradient with respect to the values; the very memory of an input, or apart from both.</param>
    /// <param name="parameters">The parameters that they were quantized with.</param>
    /// <param name="random">The numbers of stochastic rounding that they were quantized with.</param>
    /// <remarks>
    /// <para>
    /// The gradient of an element stays as it is where x is within the range that the codes represent, and becomes 0 where x is outside: where its rounded code,
    /// before saturation, is not within <see cref="MinCode"/> to <see cref="MaxCode"/>; under Uniform with floor, where <c>(x − m) / s</c> is below 0 or above
    /// 2^b. Infinities are outside, and so is NaN, whatever the quantizer makes of it. What is outside has this gradient under both kinds of
    /// <see cref="OutOfRangeHandling"/>.
    /// </para>
    /// <para>
    /// Of a table what is between its outermost levels is inside: under Codebook x / s, under Learned x. The steps themselves are trained by a quantization network,
    /// which has gradients of its own.
    /// </para>
    /// <para>The signs of one bit have no range: every finite value is inside.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The gradient has another number of elements, or the destination is too short or overlaps an input without being it; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void FakeQuantizeGradient(
        ReadOnlySpan<float> values, ReadOnlySpan<float> gradient, Span<float> destination, QuantizerParameters parameters, RandomSequence random = default)
    {
        if (gradient.Length != values.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The gradient has {gradient.Length} elements, one for each of {values.Length} values is needed."), nameof(gradient));
        }

        QuantizerGuard.RequireInPlaceOrApart(values, destination);
        QuantizerGuard.RequireInPlaceOrApart(gradient, destination);
        Check(parameters);
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = Passes(values[i], parameters, random, i) ? gradient[i] : 0f;
        }
    }

    private bool Passes(float x, in QuantizerParameters parameters, in RandomSequence random, int index)
    {
        if (!float.IsFinite(x)) return false;
        if (signs) return true;
        if (scheme == QuantizationScheme.Learned) return x >= steps!.Levels[0] && x <= steps.Levels[^1];
        float quotient = Quotient(x, parameters);
        if (steps is not null) return quotient >= steps.Levels[0] && quotient <= steps.Levels[^1];
        return !Outside(quotient, Rounded(quotient, random, index), parameters.ZeroPoint);
    }
}
