using static Quantization.QuantizationFormat;

namespace Quantization.Tests.Declarations.Blocks;

// Every named format of blocks.
[Quantizer(Q8_0)] public readonly partial struct Q80Blocks;
[Quantizer(Q8_1)] public readonly partial struct Q81Blocks;
[Quantizer(Q4_0)] public readonly partial struct Q40Blocks;
[Quantizer(Q4_1)] public readonly partial struct Q41Blocks;
[Quantizer(Q5_0)] public readonly partial struct Q50Blocks;
[Quantizer(Q5_1)] public readonly partial struct Q51Blocks;
[Quantizer(Q8_K)] public readonly partial struct Q8KBlocks;
[Quantizer(Q2_K)] public readonly partial struct Q2KBlocks;
[Quantizer(Q3_K)] public readonly partial struct Q3KBlocks;
[Quantizer(Q4_K)] public readonly partial struct Q4KBlocks;
[Quantizer(Q5_K)] public readonly partial struct Q5KBlocks;
[Quantizer(Q6_K)] public readonly partial struct Q6KBlocks;
[Quantizer(IQ4_NL)] public readonly partial struct IQ4NLBlocks;
[Quantizer(MXFP4)] public readonly partial struct MXFP4Blocks;
[Quantizer(NVFP4)] public readonly partial struct NVFP4Blocks;
[Quantizer(MXFP8E4M3)] public readonly partial struct MXFP8E4M3Blocks;
[Quantizer(MXFP8E5M2)] public readonly partial struct MXFP8E5M2Blocks;
[Quantizer(MXFP6E3M2)] public readonly partial struct MXFP6E3M2Blocks;
[Quantizer(MXFP6E2M3)] public readonly partial struct MXFP6E2M3Blocks;
[Quantizer(MXINT8)] public readonly partial struct MXINT8Blocks;
[Quantizer(NF4)] public readonly partial struct NF4Blocks;
[Quantizer(TQ1_0)] public readonly partial struct TQ10Blocks;
[Quantizer(TQ2_0)] public readonly partial struct TQ20Blocks;

// The other rules of encoders.
[Quantizer(Q8_0, Encoding = BlockEncoding.Reference)] public readonly partial struct Q80Reference;
[Quantizer(Q8_1, Encoding = BlockEncoding.Reference)] public readonly partial struct Q81Reference;
[Quantizer(MXFP4, Encoding = BlockEncoding.Microscaling)] public readonly partial struct MXFP4Microscaling;
