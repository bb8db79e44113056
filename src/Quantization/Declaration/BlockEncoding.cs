namespace Quantization;

/// <summary>Which of a block format's published encoding rules is followed. All of them fill the same layout, and decoding is the same.</summary>
public enum BlockEncoding
{
    /// <summary>
    /// Q8_0 and Q8_1: codes are the products with 127 / max|x|, ties to even, as vectorised programs write them. MXFP4: the rule of GGUF files.
    /// Other formats have one rule.
    /// </summary>
    ByFormat,

    /// <summary>Q8_0 and Q8_1: codes are the products with 1 / (max|x| / 127), ties away from zero, as the reference implementation of GGUF files writes them.</summary>
    Reference,

    /// <summary>
    /// MXFP4: the rule of the OCP microscaling specification and of ONNX. The shared exponent is exactly floor(log2(max|x|)) − 2, ties go to
    /// even, the sign of zero is kept, and elements saturate.
    /// </summary>
    Microscaling,
}
