namespace Quantization;

/// <summary>Ways of storing values that need no parameters beside them.</summary>
public enum QuantizationFormat
{
    /// <summary>
    /// IEEE 754 binary16, <c>System.Half</c>: 5 bits of exponent, 10 of fraction. Rounded to nearest, ties to even; what is too
    /// large becomes infinite; NaN and −0.0 are kept.
    /// </summary>
    Half,

    /// <summary>
    /// The upper half of a float, <c>Quantization.BFloat16</c>: 8 bits of exponent, 7 of fraction. Rounded to nearest, ties to
    /// even; what is too large becomes infinite; NaN and −0.0 are kept.
    /// </summary>
    BFloat16,
}
