namespace Quantization;

/// <summary>Parameters of <see cref="QuantizationScheme.Uniform"/>: <c>x̂ = Minimum + Scale · (q + ½)</c>, or without the half.</summary>
/// <param name="Minimum">The lower end of the range, finite: the lower edge of code 0, or with a nearest rounding its value.</param>
/// <param name="Scale">The real distance between neighbouring codes: positive and finite.</param>
public readonly record struct UniformParameters(float Minimum, float Scale);
