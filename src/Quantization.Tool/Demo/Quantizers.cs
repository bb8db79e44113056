namespace Quantization.Tool.Demo;

// The quantizers of the demo's table: each declaration is all there is, the kernels are generated.

[Quantizer(8, QuantizationScheme.Scale)]
internal readonly partial struct Scale8;

[Quantizer(8, QuantizationScheme.Affine)]
internal readonly partial struct Affine8;

[Quantizer(8, QuantizationScheme.Uniform)]
internal readonly partial struct UniformFloor8;

[Quantizer(8, QuantizationScheme.Uniform, Reconstruction = Reconstruction.LeftEdge)]
internal readonly partial struct UniformFloorLeft8;

[Quantizer(8, QuantizationScheme.Uniform, Rounding = Rounding.NearestEven)]
internal readonly partial struct UniformNearest8;
