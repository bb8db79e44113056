namespace Quantization.Benchmarks.Kernels;

[Quantizer(8, QuantizationScheme.Affine)]
internal readonly partial struct Affine8;

[Quantizer(8, QuantizationScheme.Scale)]
internal readonly partial struct Scale8;

[Quantizer(8, QuantizationScheme.Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal)]
internal readonly partial struct Scale8Reciprocal;

[Quantizer(8, QuantizationScheme.Uniform)]
internal readonly partial struct Uniform8;
