namespace Quantization;

/// <summary>The kernels of <see cref="QuantizationNetwork"/>: the library declares them as anyone would. NaN, which reaches no threshold, takes the lowest code.</summary>
[Quantizer(8, QuantizationScheme.Learned, NaNHandling = NaNHandling.LowestCode, Kernels = QuantizerKernels.FakeQuantize | QuantizerKernels.Network)]
internal static partial class SoftSteps;
