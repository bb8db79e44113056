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

/// <summary>ONNX's float8e4m3fn, which saturates by default.</summary>
[Quantizer(QuantizationFormat.Float8E4M3)]
internal readonly partial struct Float8E4M3;

/// <summary>ONNX's float8e5m2, which saturates by default.</summary>
[Quantizer(QuantizationFormat.Float8E5M2)]
internal readonly partial struct Float8E5M2;

/// <summary>ONNX's 16-bit quantization to uint16, with a zero point.</summary>
[Quantizer(16, QuantizationScheme.Affine)]
internal readonly partial struct AffineUInt16;

/// <summary>ONNX's 16-bit quantization to int16, with a zero point.</summary>
[Quantizer(16, QuantizationScheme.Affine, Target = typeof(short))]
internal readonly partial struct AffineInt16;

/// <summary>ONNX's 4-bit quantization to uint4, with a zero point.</summary>
[Quantizer(4, QuantizationScheme.Affine)]
internal readonly partial struct AffineUInt4;

/// <summary>ONNX's 4-bit quantization to int4, with a zero point.</summary>
[Quantizer(4, QuantizationScheme.Affine, Target = typeof(sbyte))]
internal readonly partial struct AffineInt4;

/// <summary>ONNX's 2-bit quantization to uint2, with a zero point.</summary>
[Quantizer(2, QuantizationScheme.Affine)]
internal readonly partial struct AffineUInt2;

/// <summary>ONNX's 2-bit quantization to int2, with a zero point.</summary>
[Quantizer(2, QuantizationScheme.Affine, Target = typeof(sbyte))]
internal readonly partial struct AffineInt2;

/// <summary>Weights of ONNX's products of matrices: int8, with zero points, of activations of uint8.</summary>
[Quantizer(8, QuantizationScheme.Affine, Target = typeof(sbyte), Partner = typeof(AffineUInt8), Kernels = QuantizerKernels.MatrixProduct)]
internal readonly partial struct MatrixInt8;

/// <summary>Weights of ONNX Runtime's MatMulNBits: about 8, in blocks of 32.</summary>
[Quantizer(QuantizationFormat.Q4_0, Kernels = QuantizerKernels.Quantize | QuantizerKernels.MatrixProduct)]
internal readonly partial struct MatrixQ40;
