namespace Quantization.Benchmarks.Kernels;

[Quantizer(QuantizationFormat.Q8_0)]
internal readonly partial struct Q80Blocks;

[Quantizer(QuantizationFormat.Q8_1)]
internal readonly partial struct Q81Blocks;

[Quantizer(QuantizationFormat.Q4_0, Kernels = QuantizerKernels.Default | QuantizerKernels.MatrixProduct)]
internal readonly partial struct Q40Blocks;

[Quantizer(QuantizationFormat.Q4_1)]
internal readonly partial struct Q41Blocks;

[Quantizer(QuantizationFormat.Q5_0)]
internal readonly partial struct Q50Blocks;

[Quantizer(QuantizationFormat.Q5_1)]
internal readonly partial struct Q51Blocks;

[Quantizer(QuantizationFormat.Q8_K)]
internal readonly partial struct Q8KBlocks;

[Quantizer(QuantizationFormat.Q2_K)]
internal readonly partial struct Q2KBlocks;

[Quantizer(QuantizationFormat.Q3_K)]
internal readonly partial struct Q3KBlocks;

[Quantizer(QuantizationFormat.Q4_K)]
internal readonly partial struct Q4KBlocks;

[Quantizer(QuantizationFormat.Q5_K)]
internal readonly partial struct Q5KBlocks;

[Quantizer(QuantizationFormat.Q6_K)]
internal readonly partial struct Q6KBlocks;

[Quantizer(QuantizationFormat.IQ4_NL)]
internal readonly partial struct IQ4NLBlocks;

[Quantizer(QuantizationFormat.MXFP4)]
internal readonly partial struct MXFP4Blocks;

[Quantizer(QuantizationFormat.NVFP4)]
internal readonly partial struct NVFP4Blocks;

[Quantizer(QuantizationFormat.TQ1_0)]
internal readonly partial struct TQ10Blocks;

[Quantizer(QuantizationFormat.TQ2_0)]
internal readonly partial struct TQ20Blocks;

[Quantizer(QuantizationFormat.MXFP8E4M3)]
internal readonly partial struct MXFP8E4M3Blocks;

[Quantizer(QuantizationFormat.MXFP8E5M2)]
internal readonly partial struct MXFP8E5M2Blocks;

[Quantizer(QuantizationFormat.MXFP6E3M2)]
internal readonly partial struct MXFP6E3M2Blocks;

[Quantizer(QuantizationFormat.MXFP6E2M3)]
internal readonly partial struct MXFP6E2M3Blocks;

[Quantizer(QuantizationFormat.MXINT8)]
internal readonly partial struct MXINT8Blocks;

[Quantizer(QuantizationFormat.NF4)]
internal readonly partial struct NF4Blocks;
