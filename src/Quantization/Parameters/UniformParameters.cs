namespace Quantization;

/// <summary>Parameters of <see cref="QuantizationScheme.Uniform"/>: <c>x̂ = Minimum + Scale · (q + ½)</c>, or without the half.</summary>
/// <param name="Minimum">The real value at the lower edge of code 0: finite.</param>
/// <param name="Scale">The real distance between neighbouring codes: positive and finite.</param>
public readonly record struct UniformParameters(float Minimum, float Scale);
