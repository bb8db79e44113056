using static Quantization.CodeRange;
using static Quantization.QuantizationScheme;

namespace Quantization.Tests.Declarations;

// Products of codes: every width of storage, with and without a sign, schemes with and without offsets, constants, partners, accumulators, fixed lengths.
[Quantizer(8, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScale8;
[Quantizer(8, Scale, Range = Full, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScaleFull8;
[Quantizer(8, Scale, Target = typeof(byte), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScaleUnsigned8;
[Quantizer(8, Affine, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffine8;
[Quantizer(8, Affine, Target = typeof(sbyte), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffineSigned8;
[Quantizer(8, Uniform, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotUniform8;
[Quantizer(8, Uniform, Rounding = Rounding.NearestEven, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotUniformNearest8;
[Quantizer(8, Scale, Rounding = Rounding.Floor, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScaleMidpoint8;
[Quantizer(16, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScale16;
[Quantizer(16, Affine, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffine16;
[Quantizer(16, Affine, Target = typeof(short), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffineSigned16;
[Quantizer(12, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScale12;
[Quantizer(8, Scale, Scale = 0.125f, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotConstantScale8;
[Quantizer(8, Affine, Scale = 0.25f, ZeroPoint = 3, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotConstantAffine8;
[Quantizer(8, Affine, Scale = 0.25f, ZeroPoint = 0, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotConstantZeroAffine8;
[Quantizer(8, Uniform, Minimum = -1.5f, Scale = 0.25f, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotConstantUniform8;
[Quantizer(8, Scale, Partner = typeof(DotAffine8), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScaleByAffine8;
[Quantizer(8, Affine, Partner = typeof(DotUniform8), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffineByUniform8;
[Quantizer(8, Affine, Partner = typeof(DotConstantScale8), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffineByConstant8;
[Quantizer(8, Scale, Accumulator = typeof(int), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotInt32Scale8;
[Quantizer(8, Scale, Length = 384, Accumulator = typeof(int), Kernels = QuantizerKernels.Dot)] public readonly partial struct DotOf384;
[Quantizer(8, Affine, Length = 15, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotOf15;
[Quantizer(8, Affine, Length = 100, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotOf100;
[Quantizer(16, Affine, Length = 50, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotOf50Words;
[Quantizer(4, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScale4;
[Quantizer(4, Affine, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffine4;
[Quantizer(2, Affine, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffine2;
[Quantizer(2, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotScale2;
[Quantizer(1, Affine, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotAffine1;
[Quantizer(1, Scale, Kernels = QuantizerKernels.Dot)] public readonly partial struct DotSigns;
