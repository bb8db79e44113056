namespace Quantization.Tests.Declarations.Storage;

// Formats without parameters.
[Quantizer(QuantizationFormat.Half)] public readonly partial struct HalfFormat;
[Quantizer(QuantizationFormat.BFloat16)] public readonly partial struct BFloat16Format;
