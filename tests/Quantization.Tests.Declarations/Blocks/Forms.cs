using static Quantization.QuantizationFormat;
using static Quantization.QuantizationScheme;

namespace Quantization.Tests.Declarations.Blocks;

// Other types than structs.
[Quantizer(Q4_0, Kernels = QuantizerKernels.All)] public static partial class StaticQ40;
[Quantizer(8, Scale, BlockSize = 4096, ScaleType = ScaleType.Half)] public sealed partial class LongestBlocks;
public static partial class Layer<TWeight>
{
    [Quantizer(Q5_1)] public readonly partial record struct Codes<T>;
}

// A part of the kernels.
[Quantizer(Q8_0, Kernels = QuantizerKernels.Quantize)] public readonly partial struct QuantizeOnly;
[Quantizer(Q6_K, Kernels = QuantizerKernels.Dequantize)] public readonly partial struct DequantizeOnly;
[Quantizer(5, Scale, BlockSize = 64, ScaleType = ScaleType.Half, Kernels = QuantizerKernels.FakeQuantize)] public readonly partial struct FakeQuantizeOnly;
[Quantizer(Q4_1, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotOnly;
[Quantizer(Q4_K, Kernels = QuantizerKernels.Dequantize | QuantizerKernels.Dot)] public readonly partial struct Weights;
[Quantizer(Q8_K, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize)] public readonly partial struct WithoutDot;
