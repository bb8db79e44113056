using static Quantization.CodeRange;
using static Quantization.NaNHandling;
using static Quantization.OutOfRangeHandling;
using static Quantization.QuantizationScheme;
using static Quantization.Rounding;
using static Quantization.ScaleOperation;

namespace Quantization.Tests.Declarations;

// Every kind of type that can be declared, and defaults that are written down.
[Quantizer(8, Affine)] public sealed partial class AffineClass;
[Quantizer(8, Scale)] public partial struct ScaleStruct;
[Quantizer(8, Uniform)] public readonly partial record struct UniformRecordStruct;
[Quantizer(8, Scale, Scale = 0.5f)] public sealed partial record ScaleRecord;
[Quantizer(8, Affine, Target = typeof(byte), Range = Unsigned, Rounding = NearestEven, ScaleOperation = Divide, NaNHandling = Zero, OutOfRange = Saturate)] public readonly partial struct AffineWrittenOut;
[Quantizer(8, Scale, Target = typeof(sbyte), Range = Narrow, Rounding = Rounding.ByScheme, ScaleOperation = Divide, NaNHandling = Zero, OutOfRange = Saturate)] public readonly partial struct ScaleWrittenOut;
[Quantizer(8, Uniform, Target = typeof(byte), Range = Unsigned, Rounding = Floor, Reconstruction = Reconstruction.Midpoint)] public readonly partial struct UniformWrittenOut;
