using static Quantization.CodeRange;
using static Quantization.QuantizationScheme;
using static Quantization.QuantizerKernels;

namespace Quantization.Tests.Declarations.Products;

/// <summary>Activations of every range that tiles treat differently.</summary>
[Quantizer(8, Affine)] public readonly partial struct Activations8;
[Quantizer(7, Affine)] public readonly partial struct Activations7;
[Quantizer(8, Scale)] public readonly partial struct SignedActivations8;
[Quantizer(8, Affine, Target = typeof(sbyte))] public readonly partial struct FullActivations8;
[Quantizer(8, Scale, Target = typeof(byte))] public readonly partial struct UnsignedActivations8;
[Quantizer(1, Scale)] public readonly partial struct Signs;

// Two products of bytes do not fit 16 bits.
[Quantizer(8, Scale, Partner = typeof(Activations8), Kernels = MatrixProduct)] public readonly partial struct Weights8;
[Quantizer(8, Affine, Target = typeof(sbyte), Partner = typeof(Activations8), Kernels = MatrixProduct)] public readonly partial struct AffineWeights8;
[Quantizer(8, Scale, Range = Full, Partner = typeof(UnsignedActivations8), Kernels = MatrixProduct)] public readonly partial struct FullWeights8;
[Quantizer(8, Scale, Kernels = MatrixProduct)] public readonly partial struct OwnWeights8;
[Quantizer(8, Affine, Target = typeof(sbyte), Kernels = MatrixProduct)] public readonly partial struct OwnAffineWeights8;
[Quantizer(8, Scale, Partner = typeof(FullActivations8), Kernels = MatrixProduct)] public readonly partial struct Weights8OfFull;

// One pair, two, whole steps of four, and more steps than there are.
[Quantizer(8, Scale, Partner = typeof(Activations7), Kernels = MatrixProduct)] public readonly partial struct Weights8Of7;
[Quantizer(7, Scale, Partner = typeof(Activations8), Kernels = MatrixProduct)] public readonly partial struct Weights7;
[Quantizer(6, Scale, Partner = typeof(Activations8), Kernels = MatrixProduct)] public readonly partial struct Weights6;
[Quantizer(5, Affine, Target = typeof(sbyte), Partner = typeof(SignedActivations8), Kernels = MatrixProduct)] public readonly partial struct AffineWeights5;
[Quantizer(4, Scale, Partner = typeof(Activations8), Kernels = MatrixProduct)] public readonly partial struct Weights4;
[Quantizer(4, Scale, Kernels = MatrixProduct)] public readonly partial struct OwnWeights4;
[Quantizer(2, Scale, Range = Full, Partner = typeof(Signs), Kernels = MatrixProduct)] public readonly partial struct Weights2OfSigns;

// Beside other kernels, and without interfaces.
[Quantizer(8, Scale, Partner = typeof(Activations8), Kernels = All)] public readonly partial struct Weights8All;
[Quantizer(8, Scale, Partner = typeof(Activations8), Kernels = MatrixProduct)] public static partial class StaticWeights8;
