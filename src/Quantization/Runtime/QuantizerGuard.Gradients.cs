using System.Diagnostics.CodeAnalysis;

namespace Quantization.Runtime;

/// <content>Checks of gradients.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires a gradient for each value, and a destination that is long enough and either the very memory of one of them or apart from both.</summary>
    /// <param name="source">The values.</param>
    /// <param name="gradient">The gradient of what became of them.</param>
    /// <param name="destination">Where the gradient of the values will be written.</param>
    /// <exception cref="ArgumentException">There are not as many gradients, or the destination is too short or overlaps an input without starting with it.</exception>
    public static void RequireGradient(ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination)
    {
        if (gradient.Length != source.Length) ThrowGradient(source.Length, gradient.Length);
        RequireInPlaceOrApart(source, destination);
        RequireInPlaceOrApart(gradient, destination);
    }

    [DoesNotReturn]
    private static void ThrowGradient(int values, int gradient) =>
        throw new ArgumentException(Invariant($"The gradient has {gradient} elements, one for each of {values} values is needed."), nameof(gradient));
}
