namespace Quantization.Tests.Declarations.Storage;

// Formats without parameters.
[Quantizer(QuantizationFormat.Half)] public readonly partial struct HalfFormat;
[Quantizer(QuantizationFormat.BFloat16)] public readonly partial struct BFloat16Format;
[Quantizer(QuantizationFormat.Float8E4M3)] public readonly partial struct E4M3Format;
[Quantizer(QuantizationFormat.Float8E4M3, Saturate = false)] public readonly partial struct E4M3Unsaturated;
[Quantizer(QuantizationFormat.Float8E5M2, Saturate = true)] public readonly partial struct E5M2Format;
[Quantizer(QuantizationFormat.Float8E5M2, Saturate = false)] public readonly partial struct E5M2Unsaturated;
[Quantizer(QuantizationFormat.Float8E4M3, Length = 100)] public readonly partial struct E4M3OfLength;
