namespace Quantization.Benchmarks.Kernels;

[Quantizer(8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Default | QuantizerKernels.Dynamic)]
internal readonly partial struct Affine8;

[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.PerChannel)]
internal readonly partial struct Scale8;

[Quantizer(8, QuantizationScheme.Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal)]
internal readonly partial struct Scale8Reciprocal;

[Quantizer(8, QuantizationScheme.Uniform)]
internal readonly partial struct Uniform8;

[Quantizer(16, QuantizationScheme.Affine)]
internal readonly partial struct Affine16;

[Quantizer(QuantizationFormat.Half)]
internal readonly partial struct HalfFormat;

[Quantizer(QuantizationFormat.BFloat16)]
internal readonly partial struct BFloat16Format;

[Quantizer(QuantizationFormat.Float8E4M3)]
internal readonly partial struct E4M3Format;

[Quantizer(QuantizationFormat.Float8E5M2)]
internal readonly partial struct E5M2Format;

// Packed only: what is measured of these widths.
[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale1;

[Quantizer(2, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale2;

[Quantizer(3, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale3;

[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale4;

[Quantizer(5, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale5;

[Quantizer(6, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale6;

[Quantizer(7, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked)]
internal readonly partial struct Scale7;

// Products of codes.
[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dot)]
internal readonly partial struct Dot8;

[Quantizer(4, QuantizationScheme.Scale, Partner = typeof(Dot8), Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.Dot)]
internal readonly partial struct Dot4;

[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.Dot)]
internal readonly partial struct Dot1;
