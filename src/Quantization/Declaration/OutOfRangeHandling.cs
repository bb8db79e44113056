namespace Quantization;

/// <summary>What becomes of a value outside the representable range.</summary>
/// <remarks>
/// A value is outside when its rounded code, before saturation, is not in <c>qmin..qmax</c>; for
/// <see cref="QuantizationScheme.Uniform"/> with floor, when <c>(x − m) / s</c> is below 0 or above 2^b. Infinities are outside.
/// </remarks>
public enum OutOfRangeHandling
{
    /// <summary>It takes the nearest end of the code range.</summary>
    Saturate,

    /// <summary>It counts as 0.0; under <see cref="QuantizationScheme.Uniform"/> it takes code 0.</summary>
    Vanish,
}
