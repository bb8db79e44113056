namespace Quantization.Tool.Demo;

// The quantizers of the demo's table beside those of the widths from 1 to 8 bits: each declaration is all there is, the kernels are generated.

[Quantizer(8, QuantizationScheme.Affine)]
internal readonly partial struct Affine8;

[Quantizer(8, QuantizationScheme.Uniform)]
internal readonly partial struct UniformFloor8;

[Quantizer(8, QuantizationScheme.Uniform, Reconstruction = Reconstruction.LeftEdge)]
internal readonly partial struct UniformFloorLeft8;

[Quantizer(8, QuantizationScheme.Uniform, Rounding = Rounding.NearestEven)]
internal readonly partial struct UniformNearest8;

[Quantizer(QuantizationFormat.Half)]
internal readonly partial struct Float16;

[Quantizer(QuantizationFormat.BFloat16)]
internal readonly partial struct BFloat16Format;

[Quantizer(QuantizationFormat.Q8_0)]
internal readonly partial struct Q8Blocks;

[Quantizer(QuantizationFormat.Q4_0)]
internal readonly partial struct Q4Blocks;

[Quantizer(QuantizationFormat.Q4_K)]
internal readonly partial struct Q4SuperBlocks;

[Quantizer(QuantizationFormat.NF4)]
internal readonly partial struct NormalFloatBlocks;

[Quantizer(QuantizationFormat.MXFP4)]
internal readonly partial struct MicroscalingBlocks;
