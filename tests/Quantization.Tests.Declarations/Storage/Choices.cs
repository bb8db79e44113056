using static Quantization.CodeRange;
using static Quantization.NaNHandling;
using static Quantization.OutOfRangeHandling;
using static Quantization.QuantizationScheme;
using static Quantization.Rounding;
using static Quantization.ScaleOperation;

namespace Quantization.Tests.Declarations.Storage;

// Codes in other integers than the narrowest, where packing narrows, and other ranges.
[Quantizer(7, Affine, Target = typeof(sbyte))] public readonly partial struct Affine7AsSByte;
[Quantizer(8, Affine, Target = typeof(sbyte))] public readonly partial struct Affine8AsSByte;
[Quantizer(3, Affine, Target = typeof(short))] public readonly partial struct Affine3AsInt16;
[Quantizer(8, Affine, Target = typeof(ushort))] public readonly partial struct Affine8AsUInt16;
[Quantizer(8, Affine, Target = typeof(int))] public readonly partial struct Affine8AsInt32;
[Quantizer(5, Affine, Target = typeof(uint))] public readonly partial struct Affine5AsUInt32;
[Quantizer(16, Affine, Target = typeof(short))] public readonly partial struct Affine16AsInt16;
[Quantizer(16, Affine, Target = typeof(int))] public readonly partial struct Affine16AsInt32;
[Quantizer(13, Affine, Target = typeof(uint))] public readonly partial struct Affine13AsUInt32;
[Quantizer(4, Scale, Target = typeof(byte))] public readonly partial struct Scale4AsByte;
[Quantizer(1, Scale, Target = typeof(byte))] public readonly partial struct Scale1AsByte;
[Quantizer(1, Scale, Target = typeof(short))] public readonly partial struct Scale1AsInt16;
[Quantizer(1, Scale, Target = typeof(int))] public readonly partial struct Scale1AsInt32;
[Quantizer(6, Scale, Target = typeof(int))] public readonly partial struct Scale6AsInt32;
[Quantizer(16, Scale, Target = typeof(ushort))] public readonly partial struct Scale16AsUInt16;
[Quantizer(16, Scale, Range = Full)] public readonly partial struct Scale16Full;
[Quantizer(16, Scale, Target = typeof(int))] public readonly partial struct Scale16AsInt32;
[Quantizer(5, Scale, Range = Full)] public readonly partial struct Scale5Full;
[Quantizer(11, Scale, Range = Full)] public readonly partial struct Scale11Full;
[Quantizer(6, Affine, Range = Narrow)] public readonly partial struct Affine6Narrow;
[Quantizer(10, Affine, Range = Full)] public readonly partial struct Affine10Full;
[Quantizer(9, Uniform, Target = typeof(int))] public readonly partial struct Uniform9AsInt32;

// Roundings, operations, and rules for NaN and what is out of range, with a few widths each.
[Quantizer(3, Scale, Rounding = Floor)] public readonly partial struct Scale3Floor;
[Quantizer(12, Scale, Rounding = Floor, Reconstruction = Reconstruction.LeftEdge)] public readonly partial struct Scale12Floor;
[Quantizer(4, Scale, Rounding = NearestAway, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Scale4Away;
[Quantizer(15, Scale, Rounding = NearestAway, OutOfRange = Vanish)] public readonly partial struct Scale15Away;
[Quantizer(6, Scale, Rounding = TowardZero, NaNHandling = LowestCode)] public readonly partial struct Scale6TowardZero;
[Quantizer(2, Affine, Rounding = NearestAway, NaNHandling = LowestCode)] public readonly partial struct Affine2Away;
[Quantizer(5, Affine, Rounding = Floor, OutOfRange = Vanish)] public readonly partial struct Affine5Floor;
[Quantizer(12, Affine, Rounding = TowardZero, ScaleOperation = MultiplyByReciprocal, OutOfRange = Vanish)] public readonly partial struct Affine12TowardZero;
[Quantizer(9, Affine, NaNHandling = LowestCode, OutOfRange = Vanish)] public readonly partial struct Affine9LowestVanish;
[Quantizer(16, Affine, NaNHandling = NaNHandling.Throw)] public readonly partial struct Affine16Throw;
[Quantizer(4, Uniform, Rounding = NearestEven)] public readonly partial struct Uniform4Nearest;
[Quantizer(2, Uniform, Reconstruction = Reconstruction.LeftEdge, OutOfRange = Vanish)] public readonly partial struct Uniform2Left;
[Quantizer(14, Uniform, Rounding = NearestAway, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Uniform14Away;
[Quantizer(1, Scale, NaNHandling = LowestCode)] public readonly partial struct Scale1Lowest;
[Quantizer(1, Scale, NaNHandling = NaNHandling.Throw)] public readonly partial struct Scale1Throw;

// Constants.
[Quantizer(4, Scale, Scale = 0.3f)] public readonly partial struct Scale4Constant;
[Quantizer(1, Scale, Scale = 0.3f)] public readonly partial struct Scale1Constant;
[Quantizer(6, Affine, Scale = 0.25f, ZeroPoint = 17)] public readonly partial struct Affine6Constant;
[Quantizer(12, Affine, Scale = 0.07f, ZeroPoint = 0)] public readonly partial struct Affine12Constant;
[Quantizer(5, Uniform, Minimum = -2f, Scale = 0.125f)] public readonly partial struct Uniform5Constant;
[Quantizer(16, Affine, Scale = 0.01f, ZeroPoint = -300, Target = typeof(int))] public readonly partial struct Affine16ConstantAsInt32;

// At random.
[Quantizer(8, Scale, Rounding = Stochastic)] public readonly partial struct Scale8Random;
[Quantizer(3, Scale, Rounding = Stochastic, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Scale3Random;
[Quantizer(4, Affine, Rounding = Stochastic, OutOfRange = Vanish)] public readonly partial struct Affine4RandomVanish;
[Quantizer(12, Affine, Rounding = Stochastic, Target = typeof(int))] public readonly partial struct Affine12RandomAsInt32;
[Quantizer(6, Uniform, Rounding = Stochastic, NaNHandling = LowestCode)] public readonly partial struct Uniform6Random;
[Quantizer(4, Scale, Rounding = Stochastic, Source = typeof(double))] public readonly partial struct Scale4RandomDouble;
[Quantizer(8, Affine, Rounding = Stochastic, Source = typeof(Half))] public readonly partial struct Affine8RandomHalf;
[Quantizer(4, Scale, Rounding = Stochastic, Scale = 0.3f)] public readonly partial struct Scale4RandomConstant;
[Quantizer(4, Affine, Rounding = Stochastic, Packing = Packing.SplitHalves)] public readonly partial struct Affine4RandomHalves;

// Values of other types.
[Quantizer(8, Affine, Source = typeof(Half))] public readonly partial struct Affine8Half;
[Quantizer(4, Scale, Source = typeof(Half))] public readonly partial struct Scale4Half;
[Quantizer(6, Uniform, Source = typeof(Half))] public readonly partial struct Uniform6Half;
[Quantizer(1, Scale, Source = typeof(Half))] public readonly partial struct Scale1Half;
[Quantizer(12, Affine, Source = typeof(Half), OutOfRange = Vanish, NaNHandling = LowestCode)] public readonly partial struct Affine12VanishHalf;
[Quantizer(16, Scale, Source = typeof(Half), Rounding = NearestAway, Target = typeof(int))] public readonly partial struct Scale16AwayHalf;
[Quantizer(8, Affine, Source = typeof(Half), NaNHandling = NaNHandling.Throw, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Affine8ThrowHalf;
[Quantizer(4, Affine, Source = typeof(Half), Packing = Packing.SplitHalves)] public readonly partial struct Affine4HalvesHalf;
[Quantizer(3, Affine, Source = typeof(Half), Scale = 0.3f, ZeroPoint = 2)] public readonly partial struct Affine3ConstantHalf;
[Quantizer(8, Affine, Source = typeof(BFloat16))] public readonly partial struct Affine8BFloat16;
[Quantizer(4, Scale, Source = typeof(BFloat16))] public readonly partial struct Scale4BFloat16;
[Quantizer(6, Uniform, Source = typeof(BFloat16))] public readonly partial struct Uniform6BFloat16;
[Quantizer(1, Scale, Source = typeof(BFloat16))] public readonly partial struct Scale1BFloat16;
[Quantizer(12, Affine, Source = typeof(BFloat16), OutOfRange = Vanish, NaNHandling = LowestCode)] public readonly partial struct Affine12VanishBFloat16;
[Quantizer(16, Scale, Source = typeof(BFloat16), Rounding = NearestAway, Target = typeof(int))] public readonly partial struct Scale16AwayBFloat16;
[Quantizer(8, Affine, Source = typeof(BFloat16), NaNHandling = NaNHandling.Throw, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Affine8ThrowBFloat16;
[Quantizer(4, Affine, Source = typeof(BFloat16), Packing = Packing.SplitHalves)] public readonly partial struct Affine4HalvesBFloat16;
[Quantizer(3, Affine, Source = typeof(BFloat16), Scale = 0.3f, ZeroPoint = 2)] public readonly partial struct Affine3ConstantBFloat16;
[Quantizer(8, Affine, Source = typeof(double))] public readonly partial struct Affine8Double;
[Quantizer(4, Scale, Source = typeof(double))] public readonly partial struct Scale4Double;
[Quantizer(6, Uniform, Source = typeof(double))] public readonly partial struct Uniform6Double;
[Quantizer(1, Scale, Source = typeof(double))] public readonly partial struct Scale1Double;
[Quantizer(12, Affine, Source = typeof(double), OutOfRange = Vanish, NaNHandling = LowestCode)] public readonly partial struct Affine12VanishDouble;
[Quantizer(16, Scale, Source = typeof(double), Rounding = NearestAway, Target = typeof(int))] public readonly partial struct Scale16AwayDouble;
[Quantizer(8, Affine, Source = typeof(double), NaNHandling = NaNHandling.Throw, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Affine8ThrowDouble;
[Quantizer(4, Affine, Source = typeof(double), Packing = Packing.SplitHalves)] public readonly partial struct Affine4HalvesDouble;
[Quantizer(3, Affine, Source = typeof(double), Scale = 0.3f, ZeroPoint = 2)] public readonly partial struct Affine3ConstantDouble;
[Quantizer(8, Scale, Source = typeof(double), Rounding = Floor)] public readonly partial struct Scale8FloorDouble;
[Quantizer(8, Affine, Source = typeof(double), Rounding = TowardZero, OutOfRange = Vanish)] public readonly partial struct Affine8TowardZeroDouble;
[Quantizer(8, Uniform, Source = typeof(double), Rounding = NearestEven, ScaleOperation = MultiplyByReciprocal)] public readonly partial struct Uniform8NearestDouble;

// Split halves, of blocks up to longer than any step.
[Quantizer(4, Affine, Packing = Packing.SplitHalves)] public readonly partial struct Affine4Halves;
[Quantizer(4, Scale, Packing = Packing.SplitHalves)] public readonly partial struct Scale4Halves;
[Quantizer(4, Affine, Packing = Packing.SplitHalves, Target = typeof(sbyte), BlockSize = 32)] public readonly partial struct Affine4HalvesAsSByte;
[Quantizer(4, Affine, Packing = Packing.SplitHalves, BlockSize = 64)] public readonly partial struct Affine4Halves64;
[Quantizer(4, Uniform, Packing = Packing.SplitHalves, BlockSize = 128)] public readonly partial struct Uniform4Halves128;
[Quantizer(4, Scale, Packing = Packing.SplitHalves, BlockSize = 4096)] public readonly partial struct Scale4Halves4096;
[Quantizer(4, Affine, Packing = Packing.SplitHalves, Target = typeof(short))] public readonly partial struct Affine4HalvesAsInt16;
[Quantizer(4, Affine, Packing = Packing.SplitHalves, Target = typeof(int), BlockSize = 64)] public readonly partial struct Affine4HalvesAsInt32;

// Fixed numbers of elements: within a step, whole steps, odd ends, and more than is unrolled.
[Quantizer(8, Scale, Length = 1)] public readonly partial struct Scale8Of1;
[Quantizer(8, Scale, Length = 7)] public readonly partial struct Scale8Of7;
[Quantizer(8, Scale, Length = 20)] public readonly partial struct Scale8Of20;
[Quantizer(8, Scale, Length = 64)] public readonly partial struct Scale8Of64;
[Quantizer(8, Scale, Length = 100)] public readonly partial struct Scale8Of100;
[Quantizer(8, Scale, Length = 384)] public readonly partial struct Scale8Of384;
[Quantizer(8, Scale, Length = 768)] public readonly partial struct Scale8Of768;
[Quantizer(8, Scale, Length = 5000)] public readonly partial struct Scale8Of5000;
[Quantizer(4, Affine, Length = 100)] public readonly partial struct Affine4Of100;
[Quantizer(3, Scale, Length = 768)] public readonly partial struct Scale3Of768;
[Quantizer(8, Affine, Length = 384, Source = typeof(double))] public readonly partial struct Affine8Of384Double;
[Quantizer(8, Affine, Length = 77, Rounding = Stochastic)] public readonly partial struct Affine8Of77Random;
[Quantizer(4, Affine, Length = 128, Packing = Packing.SplitHalves)] public readonly partial struct Affine4Of128Halves;
[Quantizer(8, Scale, Length = 384, Scale = 0.05f)] public readonly partial struct Scale8Of384Constant;

// Everything there is.
[Quantizer(8, Affine, Kernels = QuantizerKernels.All)] public readonly partial struct Affine8All;
[Quantizer(8, Scale, Kernels = QuantizerKernels.All)] public readonly partial struct Scale8All;
[Quantizer(8, Affine, Kernels = QuantizerKernels.All, Length = 96)] public readonly partial struct Affine8AllOf96;
[Quantizer(8, Uniform, Kernels = QuantizerKernels.All)] public readonly partial struct Uniform8All;
[Quantizer(5, Affine, Kernels = QuantizerKernels.All, Target = typeof(int))] public readonly partial struct Affine5AllAsInt32;
[Quantizer(16, Affine, Kernels = QuantizerKernels.All)] public readonly partial struct Affine16All;
[Quantizer(4, Scale, Kernels = QuantizerKernels.All, Rounding = Stochastic)] public readonly partial struct Scale4AllRandom;
[Quantizer(8, Affine, Kernels = QuantizerKernels.All, Source = typeof(Half))] public readonly partial struct Affine8AllHalf;
[Quantizer(8, Scale, Kernels = QuantizerKernels.All, Source = typeof(double))] public readonly partial struct Scale8AllDouble;
[Quantizer(8, Affine, Kernels = QuantizerKernels.All, NaNHandling = NaNHandling.Throw)] public readonly partial struct Affine8AllThrow;
[Quantizer(7, Affine, Kernels = QuantizerKernels.All, Rounding = Floor, OutOfRange = Vanish)] public readonly partial struct Affine7AllFloor;
[Quantizer(8, Affine, Kernels = QuantizerKernels.All, Target = typeof(sbyte))] public readonly partial struct Affine8AllAsSByte;
[Quantizer(1, Scale, Kernels = QuantizerKernels.All)] public readonly partial struct Scale1All;
[Quantizer(4, Uniform, Kernels = QuantizerKernels.All, Source = typeof(BFloat16), Rounding = NearestAway)] public readonly partial struct Uniform4AllBFloat16;
