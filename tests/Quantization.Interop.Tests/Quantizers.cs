namespace Quantization.Interop.Tests;

/// <summary>ONNX's 8-bit quantization to uint8, with a zero point.</summary>
[Quantizer(8, QuantizationScheme.Affine)]
internal readonly partial struct AffineUInt8;

/// <summary>ONNX's 8-bit quantization to int8, with a zero point.</summary>
[Quantizer(8, QuantizationScheme.Affine, Target = typeof(sbyte))]
internal readonly partial struct AffineInt8;

/// <summary>ONNX's 8-bit quantization to int8 with the zero point 0.</summary>
[Quantizer(8, QuantizationScheme.Scale, Range = CodeRange.Full)]
internal readonly partial struct ScaleInt8;

/// <summary>ONNX's 8-bit quantization to uint8 with the zero point 0.</summary>
[Quantizer(8, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct ScaleUInt8;
