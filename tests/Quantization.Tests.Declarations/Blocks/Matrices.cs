using static Quantization.CodeRange;
using static Quantization.Packing;
using static Quantization.QuantizationScheme;

namespace Quantization.Tests.Declarations.Blocks;

// Formats that have matrix products: named and composed, fields about 8 and without a sign, a scale for 32 elements and for more.
[Quantizer(QuantizationFormat.Q4_0, Kernels = QuantizerKernels.MatrixProduct)] public readonly partial struct Q40Matrices;
[Quantizer(4, Scale, BlockSize = 32, ScaleType = ScaleType.Single, Kernels = QuantizerKernels.MatrixProduct)] public readonly partial struct Scale4SingleOf32Matrices;
[Quantizer(4, Scale, BlockSize = 64, ScaleType = ScaleType.Half, Range = Full, Packing = SplitHalves, Kernels = QuantizerKernels.MatrixProduct)] public readonly partial struct Full4HalfOf64HalvesMatrices;
[Quantizer(4, Scale, BlockSize = 96, ScaleType = ScaleType.E8M0, Range = Unsigned, Kernels = QuantizerKernels.MatrixProduct)] public static partial class Unsigned4E8M0Of96Matrices;
[Quantizer(4, Scale, BlockSize = 1024, ScaleType = ScaleType.BFloat16, Range = Unsigned, Kernels = QuantizerKernels.Quantize | QuantizerKernels.MatrixProduct)] public readonly partial struct Unsigned4BFloat16Of1024Matrices;
