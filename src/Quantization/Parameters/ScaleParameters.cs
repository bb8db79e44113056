namespace Quantization;

/// <summary>Parameters of <see cref="QuantizationScheme.Scale"/>: <c>x̂ = q · Scale</c>.</summary>
/// <param name="Scale">The real distance between neighbouring codes: positive and finite.</param>
public readonly record struct ScaleParameters(float Scale);
