namespace Quantization;

/// <summary>The parameters of any scheme, for quantizers whose scheme is only known at run time; what a scheme lacks is 0.</summary>
/// <param name="Scale">The real distance between neighbouring codes: positive and finite.</param>
/// <param name="ZeroPoint">The code of 0.0 (Affine).</param>
/// <param name="Minimum">The lower end of the range, finite (Uniform).</param>
public readonly record struct QuantizerParameters(float Scale, int ZeroPoint, float Minimum)
{
    /// <summary>The same parameters, for an affine quantizer chosen at run time.</summary>
    /// <param name="parameters">The scale and zero point.</param>
    public static implicit operator QuantizerParameters(AffineParameters parameters) => new(parameters.Scale, parameters.ZeroPoint, 0f);

    /// <summary>The same parameters, for a scale quantizer chosen at run time.</summary>
    /// <param name="parameters">The scale.</param>
    public static implicit operator QuantizerParameters(ScaleParameters parameters) => new(parameters.Scale, 0, 0f);

    /// <summary>The same parameters, for a uniform quantizer chosen at run time.</summary>
    /// <param name="parameters">The minimum and scale.</param>
    public static implicit operator QuantizerParameters(UniformParameters parameters) => new(parameters.Scale, 0, parameters.Minimum);

    /// <summary>The same as the implicit conversion, for languages without operators.</summary>
    /// <param name="parameters">The scale and zero point.</param>
    /// <returns>The same parameters.</returns>
    public static QuantizerParameters FromAffineParameters(AffineParameters parameters) => parameters;

    /// <summary>The same as the implicit conversion, for languages without operators.</summary>
    /// <param name="parameters">The scale.</param>
    /// <returns>The same parameters.</returns>
    public static QuantizerParameters FromScaleParameters(ScaleParameters parameters) => parameters;

    /// <summary>The same as the implicit conversion, for languages without operators.</summary>
    /// <param name="parameters">The minimum and scale.</param>
    /// <returns>The same parameters.</returns>
    public static QuantizerParameters FromUniformParameters(UniformParameters parameters) => parameters;
}
