namespace Quantization;

/// <summary>
/// Ways of storing values that need no parameters beside them: floats of fewer bits, and blocks of consecutive elements with
/// their parameters inside. Names of blocks are those that model files use.
/// </summary>
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

    /// <summary>
    /// An 8-bit float, E4M3FN: 4 bits of exponent with bias 7, 3 of fraction, at most 448, NaN and no infinities. Rounded to nearest, ties
    /// to even; what is too large becomes 448, or NaN where the declaration does not saturate. Stored as <c>byte</c>.
    /// </summary>
    Float8E4M3,

    /// <summary>
    /// An 8-bit float, E5M2: 5 bits of exponent with bias 15, 2 of fraction, at most 57344, with NaN and infinities. Rounded to nearest,
    /// ties to even; what is too large becomes 57344, or infinite where the declaration does not saturate. Stored as <c>byte</c>.
    /// </summary>
    Float8E5M2,

    /// <summary>32 signed bytes and a half scale, 34 bytes.</summary>
    Q8_0,

    /// <summary>32 signed bytes, a half scale, and the half product of that scale with the sum of the codes, 36 bytes.</summary>
    Q8_1,

    /// <summary>32 codes of 4 bits about 8 and a half scale, 18 bytes.</summary>
    Q4_0,

    /// <summary>32 codes of 4 bits, a half scale and a half minimum, 20 bytes.</summary>
    Q4_1,

    /// <summary>32 codes of 5 bits about 16 and a half scale, 22 bytes.</summary>
    Q5_0,

    /// <summary>32 codes of 5 bits, a half scale and a half minimum, 24 bytes.</summary>
    Q5_1,

    /// <summary>256 signed bytes, a float scale, and the sums of every 16 codes, 292 bytes: what dot products take beside K-quants.</summary>
    Q8_K,

    /// <summary>256 codes of 2 bits, 16 scales and minima of 4 bits, and half factors of both, 84 bytes.</summary>
    Q2_K,

    /// <summary>256 codes of 3 bits about 4, 16 signed scales of 6 bits, and a half factor, 110 bytes.</summary>
    Q3_K,

    /// <summary>256 codes of 4 bits, 8 scales and minima of 6 bits, and half factors of both, 144 bytes.</summary>
    Q4_K,

    /// <summary>256 codes of 5 bits, 8 scales and minima of 6 bits, and half factors of both, 176 bytes.</summary>
    Q5_K,

    /// <summary>256 codes of 6 bits about 32, 16 scales of a signed byte, and a half factor, 210 bytes.</summary>
    Q6_K,

    /// <summary>32 codes of 4 bits into a table of 16 signed bytes, and a half scale, 18 bytes.</summary>
    IQ4_NL,

    /// <summary>32 floats of 4 bits (E2M1) and a power of two, 17 bytes, in the order of GGUF files.</summary>
    MXFP4,

    /// <summary>64 floats of 4 bits (E2M1) with an E4M3 scale for every 16, 36 bytes, in the order of GGUF files.</summary>
    NVFP4,

    /// <summary>32 floats of 8 bits (E4M3) and a power of two, 33 bytes (OCP microscaling).</summary>
    MXFP8E4M3,

    /// <summary>32 floats of 8 bits (E5M2) and a power of two, 33 bytes (OCP microscaling).</summary>
    MXFP8E5M2,

    /// <summary>32 floats of 6 bits (E3M2) and a power of two, 25 bytes (OCP microscaling).</summary>
    MXFP6E3M2,

    /// <summary>32 floats of 6 bits (E2M3) and a power of two, 25 bytes (OCP microscaling).</summary>
    MXFP6E2M3,

    /// <summary>32 signed bytes with a step of 2^−6 and a power of two, 33 bytes (OCP microscaling).</summary>
    MXINT8,

    /// <summary>64 codes of 4 bits into a table of 16 normal quantiles, and a float scale, 36 bytes; the first code in the high half of its byte.</summary>
    NF4,

    /// <summary>256 ternary codes, five a byte, and a half scale, 54 bytes.</summary>
    TQ1_0,

    /// <summary>256 ternary codes of 2 bits and a half scale, 66 bytes.</summary>
    TQ2_0,
}
