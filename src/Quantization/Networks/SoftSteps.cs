namespace Quantization;

/// <summary>The kernels of <see cref="QuantizationNetwork"/>: the library declares them as anyone would.</summary>
[Quantizer(8, QuantizationScheme.Learned, Kernels = QuantizerKernels.Network)]
internal static partial class SoftSteps;

// What networks harden into, by the widths of codes that number their levels: few levels are compared with or permuted in every instruction set.

[Quantizer(2, QuantizationScheme.Learned, Kernels = QuantizerKernels.FakeQuantize, NaNHandling = NaNHandling.LowestCode)]
internal static partial class HardSteps2;

[Quantizer(4, QuantizationScheme.Learned, Kernels = QuantizerKernels.FakeQuantize, NaNHandling = NaNHandling.LowestCode)]
internal static partial class HardSteps4;

[Quantizer(8, QuantizationScheme.Learned, Kernels = QuantizerKernels.FakeQuantize, NaNHandling = NaNHandling.LowestCode)]
internal static partial class HardSteps8;
