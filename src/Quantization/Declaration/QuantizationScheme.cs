namespace Quantization;

/// <summary>How real values and integer codes correspond: the formula family of a quantizer.</summary>
/// <remarks>
/// <c>b</c> bits, code range <c>qmin..qmax</c>, scale <c>s</c>, integer zero point <c>z</c>, real minimum <c>m</c>.
/// </remarks>
public enum QuantizationScheme
{
    /// <summary>
    /// Asymmetric: <c>q = saturate(round(x / s) + z)</c>, <c>x̂ = (q − z) · s</c> (arXiv 2004.09602, ONNX <c>QuantizeLinear</c>).
    /// Zero is represented exactly.
    /// </summary>
    Affine,

    /// <summary>
    /// Symmetric: <c>q = saturate(round(x / s))</c>, <c>x̂ = q · s</c> (arXiv 2004.09602). By default the range is narrow:
    /// 2^b − 1 values, the same number on both sides of zero.
    /// </summary>
    Scale,

    /// <summary>
    /// Equal slices from a real minimum: by default <c>q = clip(floor((x − m) / s))</c> with <c>s = (M − m) / 2^b</c>, and
    /// <c>x̂ = m + s · (q + ½)</c> or the left edge <c>m + s · q</c>; with a nearest rounding <c>s = (M − m) / (2^b − 1)</c> and <c>x̂ = m + s · q</c>.
    /// </summary>
    Uniform,

    /// <summary>
    /// Ascending levels, of which a value takes the nearest: <c>q = argmin |x / s − level[q]|</c>, a tie going to the lower one, <c>x̂ = s · level[q]</c>.
    /// Codes are 0 to the number of levels less one.
    /// </summary>
    Codebook,

    /// <summary>
    /// Steps that were learned (arXiv 1911.09464): ascending thresholds and levels, <c>q = Σ [x ≥ tᵢ]</c>, <c>x̂ = level[q]</c>. Codes are 0 to the number of levels
    /// less one.
    /// </summary>
    Learned,
}
