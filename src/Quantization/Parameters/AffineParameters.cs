namespace Quantization;

/// <summary>Parameters of <see cref="QuantizationScheme.Affine"/>: <c>x̂ = (q − ZeroPoint) · Scale</c>.</summary>
/// <param name="Scale">The real distance between neighbouring codes: positive and finite.</param>
/// <param name="ZeroPoint">The code of 0.0, within the quantizer's code range.</param>
public readonly record struct AffineParameters(float Scale, int ZeroPoint);
