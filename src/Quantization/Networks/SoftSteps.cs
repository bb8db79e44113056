namespace Quantization;

/// <summary>The kernels of <see cref="QuantizationNetwork"/>: the library declares them as anyone would.</summary>
[Quantizer(8, QuantizationScheme.Learned, Kernels = QuantizerKernels.Network)]
internal static partial class SoftSteps;
