namespace Quantization;

/// <summary>The kernels that a declaration asks for; what is not asked for is not generated.</summary>
[Flags]
public enum QuantizerKernels
{
    /// <summary>The same as <see cref="Default"/>.</summary>
    ByDefault = 0,

    /// <summary><c>Quantize</c>: values to codes.</summary>
    Quantize = 1,

    /// <summary><c>Dequantize</c>: codes to values.</summary>
    Dequantize = 2,

    /// <summary><c>FakeQuantize</c>: values to what quantizing and dequantizing makes of them.</summary>
    FakeQuantize = 4,

    /// <summary><c>QuantizePacked</c>: values to packed codes, with nothing stored between.</summary>
    QuantizePacked = 8,

    /// <summary><c>DequantizePacked</c>: packed codes to values, and <c>GetCode</c>.</summary>
    DequantizePacked = 16,

    /// <summary><c>Pack</c> and <c>Unpack</c>: codes to packed codes and back.</summary>
    Pack = 32,

    /// <summary>
    /// <c>QuantizeRows</c>, <c>QuantizeColumns</c> and the same of the other directions that are asked for: parameters for each
    /// channel, which is a row or a column of a matrix.
    /// </summary>
    PerChannel = 64,

    /// <summary><c>QuantizeDynamic</c>: each row by parameters that are computed from it in the same call.</summary>
    Dynamic = 128,

    /// <summary><c>Requantize</c>: 32-bit sums of products to codes of at most 8 bits.</summary>
    Requantize = 256,

    /// <summary>
    /// Of blocks <c>Dot</c>: products with values, and with the blocks that activations of the format are quantized to. Of codes <c>Dot</c>,
    /// <c>SquaredDistance</c>, <c>CosineSimilarity</c>, <c>HammingDistance</c> and the integers that they are made of.
    /// </summary>
    Dot = 512,

    /// <summary>
    /// <c>SoftQuantize</c> and <c>SoftQuantizeGradient</c>: what a <c>QuantizationNetwork</c> makes of values while it is trained, and its gradients. For
    /// <see cref="QuantizationScheme.Learned"/> only.
    /// </summary>
    Network = 1024,

    /// <summary><c>Score</c> and <c>TopK</c>: the products of one query with many rows of codes, and the rows with the greatest.</summary>
    Score = 2048,

    /// <summary><c>PackMatrix</c> and <c>Multiply</c>: weights that are laid out once, and products of matrices with them.</summary>
    MatrixProduct = 4096,

    /// <summary>Codes one by one and packed, in both directions, and fake quantization; of blocks, everything that they have but <see cref="MatrixProduct"/>.</summary>
    Default = Quantize | Dequantize | FakeQuantize | QuantizePacked | DequantizePacked | Pack,

    /// <summary>Everything that the rest of the declaration allows.</summary>
    All = Default | PerChannel | Dynamic | Requantize | Dot | Network | Score | MatrixProduct,
}
