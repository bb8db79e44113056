using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>The rule about names of generated members: what takes one, and what lives beside it.</summary>
public sealed class MemberRuleTests
{
    [Theory]
    [InlineData("public const int [|Bits|] = 8;", "Bits")]
    [InlineData("private readonly int [|MinCode|] = 0;", "MinCode")]
    [InlineData("public static int [|MaxCode|] => 255;", "MaxCode")]
    [InlineData("public static int [|Quantize|] => 0;", "Quantize")]
    [InlineData("public delegate void [|Dequantize|]();", "Dequantize")]
    [InlineData("public static class [|FakeQuantize|];", "FakeQuantize")]
    [InlineData("public static event System.Action? [|ParametersFor|] { add { } remove { } }", "ParametersFor")]
    [InlineData("public static int [|Bits|]() => 8;", "Bits")]
    [InlineData("private static int [|Quantize|](float value, AffineParameters parameters) => 0;", "Quantize")]
    [InlineData("private void [|Quantize|](System.ReadOnlySpan<float> source, System.Span<byte> destination, AffineParameters parameters) { }", "Quantize")]
    [InlineData("public static void [|Dequantize|](byte code, AffineParameters parameters) { }", "Dequantize")]
    [InlineData("public static void [|FakeQuantize|](System.ReadOnlySpan<float> a, System.Span<float> b, AffineParameters c) { }", "FakeQuantize")]
    [InlineData("public static void [|ParametersFor|](System.ReadOnlySpan<float> values) { }", "ParametersFor")]
    [InlineData("public static void [|ParametersFor|](float minimum, float maximum) { }", "ParametersFor")]
    public async Task A_member_takes_the_name(string member, string name) =>
        Assert.Equal(Message("Codes", name), await AnalyzerRun.FiresAsync("QG0012", Affine($"public sealed partial class Codes {{ {member} }}")));

    [Theory]
    [InlineData("public sealed partial class Codes<[|Bits|]>;", "Codes", "Bits")]
    [InlineData("public partial record struct Codes(int [|Bits|]);", "Codes", "Bits")]
    [InlineData("public partial struct [|MinCode|];", "MinCode", "MinCode")]
    [InlineData("public static partial class [|Quantize|];", "Quantize", "Quantize")]
    public async Task The_declaration_itself_takes_the_name(string declaration, string type, string name) =>
        Assert.Equal(Message(type, name), await AnalyzerRun.FiresAsync("QG0012", Affine(declaration)));

    [Theory]
    [InlineData("public static byte Quantize(float value, float scale) => 0;")]
    [InlineData("public static byte Quantize<T>(float value, AffineParameters parameters) => 0;")]
    [InlineData("public static byte Quantize(in float value, AffineParameters parameters) => 0;")]
    [InlineData("public static float Dequantize(sbyte code, AffineParameters parameters) => 0;")]
    [InlineData("public static void FakeQuantize() { }")]
    [InlineData("public static AffineParameters ParametersFor(float[] values) => ParametersFor((System.ReadOnlySpan<float>)values);")]
    [InlineData("public static int Parameters => 0;")]
    [InlineData("public static int bits => 0;")]
    public async Task A_member_lives_beside_the_generated_ones(string member) =>
        await AnalyzerRun.SilentAsync(Affine($"public sealed partial class Codes {{ {member} }}"));

    [Theory]
    [InlineData("public static void [|ScoreCodes|](System.ReadOnlySpan<sbyte> a, System.ReadOnlySpan<sbyte> b, System.Span<int> c) { }", true)]
    [InlineData("public static void [|ScorePacked|](System.ReadOnlySpan<byte> a, System.ReadOnlySpan<byte> b, int c, System.Span<float> d, ScaleParameters e, System.ReadOnlySpan<ScaleParameters> f) { }", true)]
    [InlineData("public static int [|TopK|](System.ReadOnlySpan<sbyte> a, System.ReadOnlySpan<sbyte> b, System.Span<int> c, System.Span<float> d, ScaleParameters e, System.ReadOnlySpan<ScaleParameters> f) => 0;", true)]
    [InlineData("private int [|MaxScoreLength|] => 0;", true)]
    [InlineData("public static int TopK(System.ReadOnlySpan<sbyte> a, System.ReadOnlySpan<sbyte> b, System.Span<int> c, System.Span<int> d) => 0;", false)]
    public async Task A_member_of_scores(string member, bool fires)
    {
        string source = $"using Quantization;\n[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score)]\npublic partial class Codes {{ {member} }}";
        if (!fires) await AnalyzerRun.SilentAsync(source);
        else Assert.Equal(Message("Codes", member.Split("[|")[1].Split("|]")[0]), await AnalyzerRun.FiresAsync("QG0012", source));
    }

    /// <summary>Methods do not differ in how a reference is passed alone, but they do in whether one is.</summary>
    [Theory]
    [InlineData("public static void [|Multiply|](System.ReadOnlySpan<sbyte> a, PackedMatrix b, System.Span<float> c, in FloatEpilogue d, int e) { }", true)]
    [InlineData("public static void [|Multiply|](System.ReadOnlySpan<sbyte> a, PackedMatrix b, System.Span<sbyte> c, ref RequantizeEpilogue d, int e) { }", true)]
    [InlineData("public static PackedMatrix [|PackMatrix|](System.ReadOnlySpan<sbyte> a, int b, int c) => null!;", true)]
    [InlineData("public static void [|MultiplyCodes|](System.ReadOnlySpan<sbyte> a, PackedMatrix b, System.Span<int> c, int d, System.ReadOnlySpan<int> e, int f) { }", true)]
    [InlineData("public static void Multiply(System.ReadOnlySpan<sbyte> a, PackedMatrix b, System.Span<float> c, FloatEpilogue d, int e) { }", false)]
    [InlineData("public static void Multiply(System.ReadOnlySpan<byte> a, PackedMatrix b, System.Span<float> c, in FloatEpilogue d, int e) { }", false)]
    public async Task A_member_of_matrix_products(string member, bool fires)
    {
        string source = $"using Quantization;\n[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.MatrixProduct)]\npublic static partial class Codes {{ {member} }}";
        if (!fires) await AnalyzerRun.SilentAsync(source);
        else Assert.Equal(Message("Codes", member.Split("[|")[1].Split("|]")[0]), await AnalyzerRun.FiresAsync("QG0012", source));
    }

    [Fact]
    public async Task Constants_take_another_name() => Assert.Equal(
        Message("Gain", "Parameters"),
        await AnalyzerRun.FiresAsync("QG0012", "using Quantization;\n[Quantizer(8, QuantizationScheme.Scale, Scale = 1)]\npublic partial struct Gain { public int [|Parameters|]; }"));

    [Fact]
    public async Task Constants_leave_the_overloads_with_parameters_free() => await AnalyzerRun.SilentAsync("""
        using Quantization;
        [Quantizer(8, QuantizationScheme.Scale, Scale = 1)]
        public partial struct Gain
        {
            public static int ParametersFor => 0;
            public static sbyte Quantize(float value, ScaleParameters parameters) => Quantize(value / parameters.Scale);
        }
        """);

    [Fact]
    public async Task Each_name_is_reported_once() => Assert.Equal(
        ["QG0012", "QG0012"],
        (await AnalyzerRun.OfAsync(Affine("public partial struct Codes { int Quantize; void Dequantize(byte code, AffineParameters parameters) { } void FakeQuantize() { } }")))
            .Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("public int [|BlockSize|];", "BlockSize")]
    [InlineData("public const int [|BytesPerBlock|] = 1;", "BytesPerBlock")]
    [InlineData("public struct [|Block|];", "Block")]
    [InlineData("public static void [|Block|]() { }", "Block")]
    [InlineData("public static int [|GetByteCount|](int values) => values;", "GetByteCount")]
    [InlineData("public static void [|Quantize|](System.ReadOnlySpan<float> a, System.Span<byte> b) { }", "Quantize")]
    [InlineData("public static void [|Dequantize|](System.ReadOnlySpan<byte> a, System.Span<float> b) { }", "Dequantize")]
    [InlineData("public static void [|FakeQuantize|](System.ReadOnlySpan<float> a, System.Span<float> b) { }", "FakeQuantize")]
    [InlineData("public static float [|Dot|] => 0f;", "Dot")]
    [InlineData("public static float [|Dot|](System.ReadOnlySpan<byte> a, System.ReadOnlySpan<float> b) => 0f;", "Dot")]
    [InlineData("public static float [|Dot|](System.ReadOnlySpan<byte> a, System.ReadOnlySpan<byte> b) => 0f;", "Dot")]
    public async Task A_member_takes_the_name_of_one_of_blocks(string member, string name) =>
        Assert.Equal(Message("Codes", name), await AnalyzerRun.FiresAsync("QG0012", Blocks("QuantizationFormat.Q4_0", member)));

    [Theory]
    [InlineData("QuantizationFormat.Q4_0", "public static int Bits => 4; public static int GetPackedLength(int count) => count; public static void Pack() { }")]
    [InlineData("QuantizationFormat.Q4_0", "public static float Dot(System.ReadOnlySpan<float> a, System.ReadOnlySpan<float> b) => 0f; public static void Quantize(float value) { }")]
    // There are no blocks that go with these.
    [InlineData("QuantizationFormat.NF4", "public static float Dot(System.ReadOnlySpan<byte> a, System.ReadOnlySpan<byte> b) => 0f;")]
    [InlineData("QuantizationFormat.Q4_0, Kernels = QuantizerKernels.Dequantize", "public static float Dot => 0f; public static int Quantize => 0;")]
    public async Task A_member_lives_beside_those_of_blocks(string arguments, string member) => await AnalyzerRun.SilentAsync(Blocks(arguments, member));

    [Fact]
    public void An_inherited_member_is_hidden_without_a_warning() => Assert.Equal(2, GeneratorRun.Compiled("""
        using Quantization;
        [Quantizer(8, QuantizationScheme.Affine)]
        public partial class Base { public const int Unrelated = 1; }
        [Quantizer(8, QuantizationScheme.Affine, Rounding = Rounding.NearestAway)]
        public partial class Derived : Base;
        """).Files.Count);

    /// <summary>The rule knows exactly the members that are generated.</summary>
    [Theory]
    [InlineData("8, QuantizationScheme.Affine")]
    [InlineData("4, QuantizationScheme.Scale")]
    [InlineData("16, QuantizationScheme.Uniform, Source = typeof(double)")]
    [InlineData("8, QuantizationScheme.Affine, Scale = 1, ZeroPoint = 0, Kernels = QuantizerKernels.All")]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, Rounding = Rounding.Stochastic")]
    [InlineData("8, QuantizationScheme.Uniform, Minimum = 0, Scale = 1, Length = 64")]
    [InlineData("7, QuantizationScheme.Affine, Kernels = QuantizerKernels.All, Source = typeof(System.Half)")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.All, Rounding = Rounding.Stochastic")]
    [InlineData("1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score")]
    [InlineData("4, QuantizationScheme.Affine, Kernels = QuantizerKernels.Score, Length = 768")]
    [InlineData("8, QuantizationScheme.Affine, Scale = 1, ZeroPoint = 0, Kernels = QuantizerKernels.Score")]
    [InlineData("12, QuantizationScheme.Scale, Kernels = QuantizerKernels.DequantizePacked, Target = typeof(uint), Range = CodeRange.Unsigned")]
    [InlineData("4, QuantizationScheme.Affine, Packing = Packing.SplitHalves, Kernels = QuantizerKernels.Pack")]
    [InlineData("3, QuantizationScheme.Learned, Kernels = QuantizerKernels.Network")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot")]
    [InlineData("16, QuantizationScheme.Affine, Accumulator = typeof(int), Kernels = QuantizerKernels.Dot")]
    [InlineData("4, QuantizationScheme.Uniform, Kernels = QuantizerKernels.Dot")]
    [InlineData("2, QuantizationScheme.Affine, Scale = 1, ZeroPoint = 0, Kernels = QuantizerKernels.Dot")]
    [InlineData("1, QuantizationScheme.Scale, Length = 64, Accumulator = typeof(int), Kernels = QuantizerKernels.Dot")]
    [InlineData("QuantizationFormat.Half")]
    [InlineData("QuantizationFormat.BFloat16, Kernels = QuantizerKernels.Dequantize")]
    [InlineData("QuantizationFormat.Q4_0")]
    [InlineData("QuantizationFormat.Q5_1, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dot")]
    [InlineData("QuantizationFormat.Q4_K, Kernels = QuantizerKernels.Dequantize | QuantizerKernels.Dot")]
    [InlineData("QuantizationFormat.NF4, Kernels = QuantizerKernels.All")]
    [InlineData("5, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half")]
    public void The_members_are_those_of_the_generated_type(string arguments)
    {
        INamedTypeSymbol type = GeneratorRun.Compiled($"using Quantization;\n[Quantizer({arguments})]\npublic static partial class Codes;").Output.GetTypeByMetadataName("Codes")!;
        IEnumerable<string> generated = type.GetMembers().Where(member => member is not IMethodSymbol { AssociatedSymbol: not null }).Select(Describe);
        QuantizerSpec spec = DeclarationReader.Read(type, DeclarationReader.AttributeOf(type)!, TestContext.Current.CancellationToken).Spec!;
        IEnumerable<string> known = GeneratedMembers.Of(spec)
            .Select(member => member.Parameters is { } parameters ? $"{member.Name}({string.Join(", ", parameters)})" : member.Name);
        Assert.Equal(known.Order(StringComparer.Ordinal), generated.Order(StringComparer.Ordinal));
    }

    private static string Describe(ISymbol member) => member is IMethodSymbol method
        ? $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => (parameter.RefKind == RefKind.None ? "" : "in ") + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)))})"
        : member.Name;

    private static string Blocks(string arguments, string member) => $"using Quantization;\n[Quantizer({arguments})]\npublic sealed partial class Codes {{ {member} }}";

    private static string Affine(string declaration) => $"using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\n{declaration}";

    private static string Message(string type, string name) => $"'{type}' already has a '{name}', which is the name of a generated member";
}
