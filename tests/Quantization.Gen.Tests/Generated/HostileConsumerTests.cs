using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Generated;

/// <summary>Generated code compiles without a warning whatever its neighbours are called and however the project is set up.</summary>
public sealed class HostileConsumerTests
{
    private const string EachScheme = """
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)] public partial struct First;
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, Scale = 0.3f)] public partial class Second;
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Uniform)] public static partial class Third;
        """;

    /// <summary>What the schemes of 8 bits do not bring: packed codes, other values, formats, channels, sums, random numbers and blocks.</summary>
    private const string EachKind = """
        [global::Quantization.Quantizer(3, global::Quantization.QuantizationScheme.Scale, Kernels = global::Quantization.QuantizerKernels.All)] public partial struct Fourth;
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine, Source = typeof(global::System.Half), Rounding = global::Quantization.Rounding.Stochastic, Kernels = global::Quantization.QuantizerKernels.All)] public partial struct Fifth;
        [global::Quantization.Quantizer(16, global::Quantization.QuantizationScheme.Uniform, Source = typeof(double), Length = 64)] public partial struct Sixth;
        [global::Quantization.Quantizer(4, global::Quantization.QuantizationScheme.Affine, Source = typeof(global::Quantization.BFloat16), Packing = global::Quantization.Packing.SplitHalves)] public partial struct Seventh;
        [global::Quantization.Quantizer(global::Quantization.QuantizationFormat.BFloat16)] public partial struct Eighth;
        [global::Quantization.Quantizer(global::Quantization.QuantizationFormat.Float8E4M3, Saturate = false)] public partial struct Ninth;
        [global::Quantization.Quantizer(global::Quantization.QuantizationFormat.Q4_K)] public partial struct Tenth;
        [global::Quantization.Quantizer(3, global::Quantization.QuantizationScheme.Uniform, BlockSize = 64, ScaleType = global::Quantization.ScaleType.Half)] public static partial class Eleventh;
        """;

    [Theory]
    [InlineData("namespace Demo; public class System; public class Quantization; public class Span; public class MemoryMarshal; public class Vector128; public class Half; public class BFloat16; public class PackedCodes; public class SplitHalves;")]
    [InlineData("namespace Demo.System.Quantization.Runtime;")]
    [InlineData("namespace Demo.Quantization; public enum Rounding;")]
    [InlineData("namespace Quantization.Demo;")]
    [InlineData("namespace Quantization; public class Math; public class Unsafe; public class Vector128; public class Streaming; public class Fma;")]
    [InlineData("namespace System.Runtime.Intrinsics.Demo;")]
    public void Names_around_it(string around) => Assert.Equal(11, GeneratorRun.Compiled(around + "\n" + EachScheme + EachKind).Files.Count);

    [Fact]
    public void Names_in_the_global_namespace() => Assert.Equal(11, GeneratorRun.Compiled(
        "public class Vector128; public class Vector256; public class Avx2; public class Avx512F; public class Streaming; public class MethodImpl; public class Span; public class ReadOnlySpan; public class Fma; public class BitConverter; public class Math; public class Unsafe; public class Half; public class BFloat16; public class RandomSequence; public class FloatBits; public class StochasticRounding; public class PackedCodes;",
        EachScheme, EachKind).Files.Count);

    [Fact]
    public void Names_inside_it() => Assert.Single(GeneratorRun.Compiled("""
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)]
        public partial class Codes<System, Quantization, Span>
        {
            public class ReadOnlySpan;
            public int AffineParameters { get; set; }
            public static void MemoryMarshal() { }
        }
        """).Files);

    [Theory]
    [InlineData("System")]
    [InlineData("Quantizer")]
    [InlineData("AffineParameters")]
    [InlineData("IQuantizer")]
    [InlineData("Vector512")]
    [InlineData("@weights")]
    [InlineData("@float")]
    [InlineData("@file")]
    [InlineData("@required")]
    [InlineData("@field")]
    [InlineData("@extension")]
    [InlineData("@var")]
    [InlineData("Größe")]
    public void Names_of_its_own(string name) => Assert.Single(GeneratorRun.Compiled(
        $"namespace Demo; [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)] public partial struct {name};").Files);

    [Fact]
    public void An_obsolete_type() => Assert.Single(GeneratorRun.Compiled(
        "[global::System.Obsolete(\"Old.\")] [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)] public partial struct Codes;").Files);

    [Fact]
    public void An_assembly_that_promises_common_language_compliance() => Assert.Equal(11, GeneratorRun.Compiled(
        "[assembly: System.CLSCompliant(true)]", EachScheme, EachKind).Files.Count);

    /// <summary>Every format of blocks, with each hostility at once.</summary>
    [Fact]
    public void Blocks_of_every_format()
    {
        string[] types = [.. BlockDeclarations.Arguments.Select((arguments, index) => $"[global::Quantization.Quantizer({BlockDeclarations.Qualified(arguments)})] public partial struct Blocks{index};")];
        CSharpCompilation consumer = Consumer.Compile(
            "[assembly: System.CLSCompliant(true)]\npublic class Vector128; public class Avx2; public class Span; public class Math; public class Unsafe; public class BlockScales; public class SuperBlocks; public class BinaryPrimitives; public class MemoryMarshal;",
            "namespace Demo.System.Quantization.Runtime; public class Block; public class Generic; public class Vector256; public class Avx512F;\n" + string.Join('\n', types));
        Assert.Equal(types.Length, GeneratorRun.Compiled(consumer.WithOptions(consumer.Options.WithNullableContextOptions(NullableContextOptions.Disable))).Files.Count);
    }

    /// <summary>A network, with each hostility at once.</summary>
    [Fact]
    public void Networks()
    {
        CSharpCompilation consumer = Consumer.Compile(
            "[assembly: System.CLSCompliant(true)]\npublic class Vector128; public class Avx2; public class Span; public class MathF; public class BitConverter; public class Unsafe; public class NetworkTable; public class INetworkGradient;",
            "namespace Demo.System.Quantization.Runtime; public class QuantizationNetwork; public class Vector256; public class NetworkGradients; [global::Quantization.Quantizer(3, global::Quantization.QuantizationScheme.Learned, Kernels = global::Quantization.QuantizerKernels.All)] public static partial class Steps;");
        Assert.Single(GeneratorRun.Compiled(consumer.WithOptions(consumer.Options.WithNullableContextOptions(NullableContextOptions.Disable))).Files);
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, false)]
    [InlineData(NullableContextOptions.Annotations, true)]
    public void Options_of_the_project(NullableContextOptions nullable, bool checkOverflow)
    {
        CSharpCompilation consumer = Consumer.Compile(EachScheme, EachKind);
        Assert.Equal(11, GeneratorRun.Compiled(consumer.WithOptions(consumer.Options.WithNullableContextOptions(nullable).WithOverflowChecks(checkOverflow))).Files.Count);
    }
}
