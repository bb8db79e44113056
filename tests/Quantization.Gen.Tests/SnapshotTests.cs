using System.Reflection;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests;

/// <summary>What is generated, to be read: one declaration for each shape of scheme, and each way that types nest and are named.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Affine() => Match("8, QuantizationScheme.Affine");

    [Fact]
    public void AffineConstant() => Match("8, QuantizationScheme.Affine, Minimum = -1f, Maximum = 3f");

    [Fact]
    public void Scale() => Match("8, QuantizationScheme.Scale");

    [Fact]
    public void ScaleReciprocal() => Match("8, QuantizationScheme.Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal");

    [Fact]
    public void ScaleVanish() => Match("8, QuantizationScheme.Scale, OutOfRange = OutOfRangeHandling.Vanish, NaNHandling = NaNHandling.Throw");

    [Fact]
    public void UniformFloorMidpoint() => Match("8, QuantizationScheme.Uniform");

    [Fact]
    public void ScaleOf4Bits() => Match("4, QuantizationScheme.Scale");

    [Fact]
    public void ScaleOf1Bit() => Match("1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.QuantizePacked");

    [Fact]
    public void PackedOnlyOf12Bits() => Match("12, QuantizationScheme.Affine, Kernels = QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked");

    [Fact]
    public void SplitHalves() => Match("4, QuantizationScheme.Affine, Packing = Packing.SplitHalves, Kernels = QuantizerKernels.Quantize | QuantizerKernels.QuantizePacked | QuantizerKernels.Dequantize | QuantizerKernels.DequantizePacked");

    [Fact]
    public void QuantizeOfHalves() => Match("8, QuantizationScheme.Affine, Source = typeof(System.Half), Kernels = QuantizerKernels.Quantize");

    [Fact]
    public void Stochastic() => Match("8, QuantizationScheme.Scale, Rounding = Rounding.Stochastic, Kernels = QuantizerKernels.Quantize");

    [Fact]
    public void LearnedTernary() => Match("2, QuantizationScheme.Learned, Thresholds = [-0.05f, 0.05f], Levels = [-1f, 0f, 1f], Kernels = QuantizerKernels.Quantize | QuantizerKernels.DequantizePacked");

    [Fact]
    public void LearnedOf5BitsAtRunTime() => Match("5, QuantizationScheme.Learned, Kernels = QuantizerKernels.FakeQuantize");

    [Fact]
    public void CodebookOf4Bits() => Match(
        "4, QuantizationScheme.Codebook, Levels = [-8f, -5f, -3f, -2f, -1.5f, -1f, -0.5f, 0f, 0.25f, 0.5f, 1f, 1.5f, 2f, 3f, 5f, 8f], Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dequantize");

    [Fact]
    public void CodebookOf4BitsScaled() => Match(
        "4, QuantizationScheme.Codebook, Levels = [-8f, -5f, -3f, -2f, -1.5f, -1f, -0.5f, 0f, 0.25f, 0.5f, 1f, 1.5f, 2f, 3f, 5f, 8f], Scale = 0.3f, Kernels = QuantizerKernels.Quantize");

    [Fact]
    public void HalfFormat() => Match("QuantizationFormat.Half");

    [Fact]
    public void Float8Format() => Match("QuantizationFormat.Float8E4M3");

    [Fact]
    public void RequantizeOnly() => Match("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Requantize");

    [Fact]
    public void NetworkOf3Bits() => Match("3, QuantizationScheme.Learned, Kernels = QuantizerKernels.Network");

    [Fact]
    public void DotOf8Bits() => Match("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Dot");

    [Fact]
    public void DotOfSigns() => Match("1, QuantizationScheme.Scale, Length = 1000, Accumulator = typeof(int), Kernels = QuantizerKernels.Dot");

    [Fact]
    public void DotOf4BitsByBytes() => MatchHierarchy("""
        namespace Demo;

        [Quantizer(8, QuantizationScheme.Affine, Scale = 0.5f, ZeroPoint = 9, Kernels = QuantizerKernels.Pack)]
        public static partial class Queries;

        [Quantizer(4, QuantizationScheme.Scale, Partner = typeof(Queries), Kernels = QuantizerKernels.Dot)]
        public static partial class Rows;
        """);

    [Fact]
    public void ScoresOf4Bits() => Match("4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score");

    [Fact]
    public void ScoresOf768Signs() => Match("1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score, Length = 768");

    [Fact]
    public void MatrixProductOf8Bits() => Match("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.MatrixProduct");

    [Fact]
    public void MatrixProductOf4Bits() => Match("4, QuantizationScheme.Scale, Kernels = QuantizerKernels.MatrixProduct");

    [Fact]
    public void BlocksOfQ4_0() => Match("QuantizationFormat.Q4_0");

    [Fact]
    public void SuperBlocksOfQ4_K() => Match("QuantizationFormat.Q4_K, Kernels = QuantizerKernels.Dequantize | QuantizerKernels.Dot");

    [Fact]
    public void ComposedBlocksOf3Bits() => Match("3, QuantizationScheme.Scale, BlockSize = 64, ScaleType = ScaleType.Half");

    [Fact]
    public void Calibrated() => Match("8, QuantizationScheme.Uniform, Kernels = QuantizerKernels.Dequantize, Calibration = \"encoder.0 <output>\"", new AdditionalFile("calibration.json", """
        {
          "quantizationCalibration": 1,
          "entries": {
            "encoder.0 <output>": { "bits": 8, "scheme": "Uniform", "minCode": 0, "maxCode": 255, "scale": 0.0235, "minimum": -0.07 }
          }
        }
        """));

    [Fact]
    public void NestedInGenericTypes() => MatchHierarchy("""
        namespace Demo.Models;

        public partial class Layer<TWeight>
            where TWeight : struct
        {
            internal partial interface IPart
            {
                public partial record struct Pair<TLeft, TRight>
                {
                    [Quantizer(8, QuantizationScheme.Scale, Scale = 0.5f)]
                    public partial record Codes<T>(T Tag);
                }
            }
        }
        """);

    [Fact]
    public void StaticClassInGlobalNamespace() => MatchHierarchy("""
        [Quantizer(8, QuantizationScheme.Scale, Scale = 0.5f)]
        public static partial class Gain;
        """);

    [Fact]
    public void Keywords() => MatchHierarchy("""
        namespace @namespace.@class;

        public static partial class @static<@in>
        {
            [Quantizer(8, QuantizationScheme.Scale, Scale = 0.5f)]
            internal readonly partial record struct @record<@where>;
        }
        """);

    [Fact]
    public void No_snapshot_is_unused()
    {
        string[] tests = [.. typeof(SnapshotTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(method => $"{type.Name}.{method.Name}"))];
        Assert.Contains("SnapshotTests.Affine", tests);
        Assert.Empty(Snapshots.OfProject.Unused(tests));
    }

    private static void Match(string arguments, AdditionalFile file, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshots.OfProject.Match(GeneratorRun.Compiled(Consumer.Compile($"using Quantization;\nnamespace Demo;\n[Quantizer({arguments})]\npublic readonly partial struct Codes;"), file).Files, method: method);

    private static void Match(string arguments, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshots.OfProject.Match(GeneratorRun.Compiled($"using Quantization;\nnamespace Demo;\n[Quantizer({arguments})]\npublic readonly partial struct Codes;").Files, method: method);

    private static void MatchHierarchy(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshots.OfProject.Match(GeneratorRun.Compiled("using Quantization;\n" + source).Files, method: method);
}
