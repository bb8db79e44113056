using static Quantization.CodeRange;
using static Quantization.NaNHandling;
using static Quantization.OutOfRangeHandling;
using static Quantization.QuantizationScheme;
using static Quantization.Reconstruction;
using static Quantization.Rounding;
using static Quantization.ScaleOperation;

namespace Quantization.Tests.Declarations;

// Constants that folding could treat specially: powers of two, 1, zero points and minima at 0 and at the ends, ranges; and those
// at which the fused quotient gives way to the division (2^−100 and 2^100, and the next floats beyond).
[Quantizer(8, Affine, Scale = 0.1f, ZeroPoint = 7)] public readonly partial struct ConstantAffine;
[Quantizer(8, Affine, Scale = 0.125f, ZeroPoint = 0)] public readonly partial struct ConstantAffinePowerOfTwoAtZero;
[Quantizer(8, Affine, Scale = 0.3f, ZeroPoint = 255)] public readonly partial struct ConstantAffineAtTop;
[Quantizer(8, Affine, Scale = 1f, ZeroPoint = 128, Rounding = NearestAway)] public readonly partial struct ConstantAffineOne;
[Quantizer(8, Affine, Target = typeof(sbyte), Scale = 0.02f, ZeroPoint = -128)] public readonly partial struct ConstantAffineSignedAtBottom;
[Quantizer(8, Affine, Target = typeof(sbyte), Scale = 0.02f, ZeroPoint = 127, NaNHandling = LowestCode, OutOfRange = Vanish)] public readonly partial struct ConstantAffineSignedAtTopVanishes;
[Quantizer(8, Affine, Range = Narrow, Scale = 0.3f, ZeroPoint = 0, OutOfRange = Vanish, Rounding = NearestAway)] public readonly partial struct ConstantAffineNarrowVanishes;
[Quantizer(8, Affine, Minimum = -0.7f, Maximum = 1.9f)] public readonly partial struct ConstantAffineRange;
[Quantizer(8, Affine, Minimum = 1f, Maximum = 3f, Target = typeof(sbyte), Rounding = NearestAway, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct ConstantAffineSignedRange;
[Quantizer(8, Affine, Minimum = -3.4028235E+38f, Maximum = 3.4028235E+38f)] public readonly partial struct ConstantAffineWidestRange;
[Quantizer(8, Affine, Scale = 0.7f, ZeroPoint = 100, Rounding = Floor, OutOfRange = Vanish, NaNHandling = Throw)] public readonly partial struct ConstantAffineFloorVanishesNaNThrows;
[Quantizer(8, Affine, Scale = 3f, ZeroPoint = 128, Rounding = TowardZero, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct ConstantAffineTowardZeroReciprocal;
[Quantizer(8, Affine, Scale = 1E-45f, ZeroPoint = 10)] public readonly partial struct ConstantAffineLeastScale;
[Quantizer(8, Affine, Scale = 3.4028235E+38f, ZeroPoint = 10)] public readonly partial struct ConstantAffineGreatestScale;
[Quantizer(8, Affine, Scale = 7.888609E-31f, ZeroPoint = 3)] public readonly partial struct ConstantAffineLeastFusedScale;
[Quantizer(8, Affine, Scale = 7.888608E-31f, ZeroPoint = 3)] public readonly partial struct ConstantAffineBelowFusedScale;

[Quantizer(8, Scale, Scale = 0.1f)] public readonly partial struct ConstantScale;
[Quantizer(8, Scale, Scale = 0.125f)] public readonly partial struct ConstantScalePowerOfTwo;
[Quantizer(8, Scale, Scale = 0.125f, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct ConstantScalePowerOfTwoReciprocal;
[Quantizer(8, Scale, Scale = 1f, Range = Full)] public readonly partial struct ConstantScaleOneFull;
[Quantizer(8, Scale, Scale = 1f, Target = typeof(byte), NaNHandling = LowestCode)] public readonly partial struct ConstantScaleOneUnsigned;
[Quantizer(8, Scale, Minimum = -1.5f, Maximum = 1f)] public readonly partial struct ConstantScaleRange;
[Quantizer(8, Scale, Minimum = 0f, Maximum = 6f, Target = typeof(byte), OutOfRange = Vanish)] public readonly partial struct ConstantScaleUnsignedRangeVanishes;
[Quantizer(8, Scale, Scale = 0.5f, Rounding = Floor)] public readonly partial struct ConstantScaleFloor;
[Quantizer(8, Scale, Minimum = -1f, Maximum = 1f, Rounding = Floor, Reconstruction = LeftEdge, OutOfRange = Vanish)] public readonly partial struct ConstantScaleFloorLeftEdgeRangeVanishes;
[Quantizer(8, Scale, Scale = 0.3f, Rounding = Floor, Range = Narrow, ScaleOperation = MultiplyByReciprocal, NaNHandling = Throw)] public readonly partial struct ConstantScaleFloorNarrowReciprocalNaNThrows;
[Quantizer(8, Scale, Scale = 1.2676506E+30f)] public readonly partial struct ConstantScaleGreatestFusedScale;
[Quantizer(8, Scale, Scale = 1.2676507E+30f)] public readonly partial struct ConstantScaleAboveFusedScale;
[Quantizer(8, Scale, Scale = 0.1f, Rounding = TowardZero, OutOfRange = Vanish)] public readonly partial struct ConstantScaleTowardZeroVanishes;

[Quantizer(8, Uniform, Minimum = -1f, Maximum = 1f)] public readonly partial struct ConstantUniformPowerOfTwoRange;
[Quantizer(8, Uniform, Minimum = 0f, Maximum = 1f, Reconstruction = LeftEdge)] public readonly partial struct ConstantUniformFromZeroLeftEdge;
[Quantizer(8, Uniform, Minimum = 0f, Scale = 0.1f)] public readonly partial struct ConstantUniformFromZero;
[Quantizer(8, Uniform, Minimum = -2.7f, Scale = 0.013f, OutOfRange = Vanish, NaNHandling = LowestCode)] public readonly partial struct ConstantUniformVanishesNaNLowest;
[Quantizer(8, Uniform, Minimum = -2.7f, Maximum = 0.4f, Rounding = NearestEven, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct ConstantUniformNearestReciprocal;
[Quantizer(8, Uniform, Minimum = 3f, Scale = 0.25f, Rounding = NearestAway, OutOfRange = Vanish)] public readonly partial struct ConstantUniformAwayVanishes;
[Quantizer(8, Uniform, Minimum = 1E+38f, Scale = 1E+30f)] public readonly partial struct ConstantUniformFarFromZero;
[Quantizer(8, Uniform, Minimum = -1E-40f, Scale = 1E-42f)] public readonly partial struct ConstantUniformSubnormal;
[Quantizer(8, Uniform, Minimum = -3.4028235E+38f, Maximum = 3.4028235E+38f)] public readonly partial struct ConstantUniformWidestRange;
[Quantizer(8, Uniform, Minimum = -1f, Maximum = 1f, NaNHandling = Throw)] public readonly partial struct ConstantUniformNaNThrows;
