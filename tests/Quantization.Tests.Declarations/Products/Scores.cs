using static Quantization.CodeRange;
using static Quantization.QuantizationScheme;

namespace Quantization.Tests.Declarations.Products;

// Scores of rows: bytes of either sign by bytes of either sign, fields of every width by themselves and by bytes, constants, fixed lengths.
[Quantizer(8, Scale, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale8;
[Quantizer(8, Scale, Range = Full, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScaleFull8;
[Quantizer(8, Scale, Target = typeof(byte), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScaleUnsigned8;
[Quantizer(8, Affine, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine8;
[Quantizer(8, Uniform, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreUniform8;
[Quantizer(8, Scale, Scale = 0.125f, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreConstant8;
[Quantizer(8, Affine, Scale = 0.25f, ZeroPoint = 0, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreConstantAffine8;
[Quantizer(8, Scale, Partner = typeof(ScoreScaleUnsigned8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScaleByUnsigned8;
[Quantizer(8, Scale, Target = typeof(byte), Partner = typeof(ScoreScaleFull8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreUnsignedByScale8;
[Quantizer(8, Scale, Partner = typeof(ScoreConstant8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScaleByConstant8;
[Quantizer(8, Scale, Length = 96, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreOf96;
[Quantizer(8, Scale, Length = 13, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreOf13;
[Quantizer(4, Scale, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale4;
[Quantizer(4, Scale, Range = Full, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScaleFull4;
[Quantizer(4, Affine, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine4;
[Quantizer(2, Scale, Range = Full, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale2;
[Quantizer(2, Affine, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine2;
[Quantizer(1, Scale, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreSigns;
[Quantizer(1, Affine, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine1;
[Quantizer(4, Scale, Range = Full, Partner = typeof(ScoreScaleFull8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale4ByScale8;
[Quantizer(4, Affine, Partner = typeof(ScoreScaleFull8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine4ByScale8;
[Quantizer(4, Scale, Partner = typeof(ScoreScaleUnsigned8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale4ByUnsigned8;
[Quantizer(4, Affine, Partner = typeof(ScoreAffine8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine4ByAffine8;
[Quantizer(2, Scale, Partner = typeof(ScoreScale8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreScale2ByScale8;
[Quantizer(2, Affine, Partner = typeof(ScoreAffine8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine2ByAffine8;
[Quantizer(1, Scale, Partner = typeof(ScoreScaleFull8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreSignsByScale8;
[Quantizer(1, Scale, Partner = typeof(ScoreScaleUnsigned8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreSignsByUnsigned8;
[Quantizer(1, Affine, Partner = typeof(ScoreScale8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreAffine1ByScale8;
[Quantizer(4, Scale, Length = 100, Kernels = QuantizerKernels.Score)] public readonly partial struct ScorePackedOf100;
[Quantizer(4, Scale, Length = 301, Partner = typeof(ScoreScale8), Kernels = QuantizerKernels.Score)] public readonly partial struct ScorePackedOf301ByScale8;
[Quantizer(1, Scale, Length = 777, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreSignsOf777;
[Quantizer(1, Scale, Length = 50, Kernels = QuantizerKernels.Score)] public readonly partial struct ScoreSignsOf50;
