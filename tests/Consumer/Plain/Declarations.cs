using Quantization;

namespace Consumer.Plain;

/// <summary>Affine, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Affine)]
public readonly partial struct Affine8;

/// <summary>Scale, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Scale)]
public readonly partial struct Scale8;

/// <summary>Uniform, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Uniform)]
public readonly partial struct Uniform8;

/// <summary>Choices other than the defaults.</summary>
[Quantizer(8, QuantizationScheme.Affine, Target = typeof(sbyte), Rounding = Rounding.NearestAway,
    ScaleOperation = ScaleOperation.MultiplyByReciprocal, NaNHandling = NaNHandling.LowestCode)]
public sealed partial class SignedAffine8;

/// <summary>Refuses NaN.</summary>
[Quantizer(8, QuantizationScheme.Scale, NaNHandling = NaNHandling.Throw, OutOfRange = OutOfRangeHandling.Vanish)]
public partial record struct Strict8;

/// <summary>A constant scale.</summary>
[Quantizer(8, QuantizationScheme.Scale, Scale = 0.125f)]
public readonly partial struct Eighths;

/// <summary>The same as a static class, which has the methods without the interface.</summary>
[Quantizer(8, QuantizationScheme.Scale, Scale = 0.125f)]
public static partial class StaticEighths;

/// <summary>Parameters from a calibration file.</summary>
[Quantizer(8, QuantizationScheme.Affine, Calibration = "encoder.0.output")]
public readonly partial struct EncoderOutput;

/// <summary>Three bits: packed codes are no bytes of their own.</summary>
[Quantizer(3, QuantizationScheme.Scale)]
public readonly partial struct Scale3;

/// <summary>Levels of one's own with a scale.</summary>
[Quantizer(4, QuantizationScheme.Codebook, Levels = [-8f, -5f, -3f, -2f, -1.5f, -1f, -0.5f, 0f, 0.25f, 0.5f, 1f, 1.5f, 2f, 3f, 5f, 8f])]
public readonly partial struct Levels4;

/// <summary>Learned steps as constants.</summary>
[Quantizer(2, QuantizationScheme.Learned, Thresholds = [-0.05f, 0.05f], Levels = [-1f, 0f, 1f])]
public readonly partial struct Ternary;

/// <summary>Learned steps at run time.</summary>
[Quantizer(5, QuantizationScheme.Learned)]
public readonly partial struct Learned5;

/// <summary>Signs.</summary>
[Quantizer(1, QuantizationScheme.Scale)]
public readonly partial struct Sign1;

/// <summary>As fine as codes get.</summary>
[Quantizer(16, QuantizationScheme.Affine)]
public readonly partial struct Affine16;

/// <summary>Values of half precision.</summary>
[Quantizer(8, QuantizationScheme.Affine, Source = typeof(Half))]
public readonly partial struct AffineOfHalves;

/// <summary>Values of double precision, and codes in wider integers than they need.</summary>
[Quantizer(12, QuantizationScheme.Uniform, Source = typeof(double), Target = typeof(uint))]
public readonly partial struct UniformOfDoubles;

/// <summary>Half precision as storage.</summary>
[Quantizer(QuantizationFormat.Half)]
public readonly partial struct Halves;

/// <summary>Rounded at random.</summary>
[Quantizer(4, QuantizationScheme.Scale, Rounding = Rounding.Stochastic)]
public readonly partial struct Random4;

/// <summary>Nothing but sums of products to codes.</summary>
[Quantizer(8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Requantize)]
public static partial class Sums8;

/// <summary>Parameters for each row or column, given and computed.</summary>
[Quantizer(8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.PerChannel | QuantizerKernels.Dynamic)]
public readonly partial struct Channels8;

/// <summary>Embeddings of one length.</summary>
[Quantizer(8, QuantizationScheme.Scale, Length = 100, Kernels = QuantizerKernels.Quantize)]
public readonly partial struct Embedding100;

/// <summary>Blocks of a model file.</summary>
[Quantizer(QuantizationFormat.Q4_0)]
public readonly partial struct Q4Blocks;

/// <summary>Super-blocks of a model file.</summary>
[Quantizer(QuantizationFormat.Q4_K)]
public readonly partial struct SuperBlocks4;

/// <summary>The blocks that activations are quantized to beside them.</summary>
[Quantizer(QuantizationFormat.Q8_K)]
public readonly partial struct Activations8;

/// <summary>Blocks of one's own.</summary>
[Quantizer(3, QuantizationScheme.Scale, BlockSize = 64, ScaleType = ScaleType.Half)]
public readonly partial struct Blocks3;

/// <summary>Bytes that are multiplied: with each other, as rows and as weights of activations.</summary>
[Quantizer(8, QuantizationScheme.Scale, Partner = typeof(Affine8), Kernels = QuantizerKernels.Dot | QuantizerKernels.Score | QuantizerKernels.MatrixProduct)]
public readonly partial struct Weights8;

/// <summary>Packed codes, multiplied by the bytes of a query.</summary>
[Quantizer(4, QuantizationScheme.Scale, Partner = typeof(Scale8), Kernels = QuantizerKernels.Pack | QuantizerKernels.Dot | QuantizerKernels.Score)]
public readonly partial struct Rows4;

/// <summary>Signs, multiplied as bits.</summary>
[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Pack | QuantizerKernels.Dot | QuantizerKernels.Score)]
public readonly partial struct Signs;

/// <summary>Blocks as weights.</summary>
[Quantizer(QuantizationFormat.Q4_0, Kernels = QuantizerKernels.Quantize | QuantizerKernels.MatrixProduct)]
public readonly partial struct WeightBlocks;
