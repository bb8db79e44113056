using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Pipeline;

/// <summary>What flows through the pipeline is a value: equal when it says the same, and holding nothing of a compilation.</summary>
public sealed class ModelTests
{
    private const string Full = """
        using Quantization;
        namespace Demo;
        public partial class Outer<T>
        {
            [Quantizer(8, QuantizationScheme.Uniform, Minimum = -1, Maximum = 1)]
            public partial record struct Codes<TLeft, TRight>;
        }

        [Quantizer(8, QuantizationScheme.Scale, Calibration = "weights")]
        public partial struct Weights;
        """;

    private const string File = """{"quantizationCalibration":1,"entries":{"weights":{"bits":8,"scheme":"Scale","minCode":-127,"maxCode":127,"scale":0.5}}}""";

    [Fact]
    public void No_step_keeps_anything_of_the_compilation()
    {
        AdditionalFile[] files = [new("sound.json", File), new("damaged.json", File + "]"), new("other.json", "{}")];
        GeneratorRunResult run = GeneratorRun.Over(Consumer.Compile(Full), additional: [.. files]).Driver.GetRunResult().Results.Single();
        string[] steps = [.. typeof(QuantizerGenerator.Steps).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(field => (string)field.GetRawConstantValue()!)];
        object[] models = [.. steps.SelectMany(step => run.TrackedSteps[step]).SelectMany(step => step.Outputs).Select(output => output.Value)];
        // Two declarations in four steps, names and files together in one each, and three files.
        Assert.Equal((2 * 4) + 2 + 3, models.Length);
        Assert.All(models, model => Assert.Null(ObjectGraph.PathToCompiler(model)));
    }

    [Fact]
    public void The_walk_finds_what_it_looks_for()
    {
        CSharpCompilation consumer = Consumer.Compile(Full);
        SyntaxTree tree = consumer.SyntaxTrees[0];
        SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
        object[] parts =
        [
            consumer, tree, root, root.GetFirstToken(), root.GetLocation(), root.GetReference(), consumer.GlobalNamespace,
            consumer.GetSemanticModel(tree), consumer.GetTypeByMetadataName("Demo.Outer`1+Codes`2")!.GetAttributes()[0],
        ];
        foreach (object part in parts)
        {
            Assert.NotNull(ObjectGraph.PathToCompiler(part));
            Assert.NotNull(ObjectGraph.PathToCompiler(new EquatableArray<Held>([new Held(null), new Held(new List<object?> { null, part })])));
        }

        Assert.Null(ObjectGraph.PathToCompiler(new Held(new List<object?> { null, 1, "text" })));
    }

    [Fact]
    public void Equal_declarations_have_equal_specs()
    {
        QuantizerSpec one = Specs(Full)[0], other = Specs("// A comment, for another tree.\n" + Full)[0];
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("QuantizationFormat.Q4_K")]
    [InlineData("QuantizationFormat.MXFP4, Encoding = BlockEncoding.Microscaling")]
    [InlineData("3, QuantizationScheme.Uniform, BlockSize = 64, ScaleType = ScaleType.Half")]
    public void Equal_blocks_have_equal_specs(string arguments)
    {
        string source = $"using Quantization;\n[Quantizer({arguments})]\npartial struct Codes;";
        QuantizerSpec one = Spec(source), other = Spec("// A comment, for another tree.\n" + source);
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Minus_zero_is_the_same_constant_as_zero() => Assert.Equal(
        BitConverter.SingleToInt32Bits(0f),
        BitConverter.SingleToInt32Bits(Spec("[Quantization.Quantizer(8, Quantization.QuantizationScheme.Uniform, Minimum = -0f, Scale = 1)] partial struct Codes;").Constants!.Minimum));

    [Theory]
    [InlineData(nameof(QuantizerSpec.Bits), "8, QuantizationScheme.Scale, Range = CodeRange.Unsigned, Target = typeof(int)", "7, QuantizationScheme.Scale, Range = CodeRange.Unsigned, Target = typeof(int)")]
    [InlineData(nameof(QuantizerSpec.Format), "QuantizationFormat.Half", "QuantizationFormat.BFloat16")]
    [InlineData(nameof(QuantizerSpec.Saturate), "QuantizationFormat.Float8E5M2", "QuantizationFormat.Float8E5M2, Saturate = false")]
    [InlineData(nameof(QuantizerSpec.Length), "QuantizationFormat.Half", "QuantizationFormat.Half, Length = 8")]
    [InlineData(nameof(QuantizerSpec.Kernels), "QuantizationFormat.Half", "QuantizationFormat.Half, Kernels = QuantizerKernels.Quantize")]
    [InlineData(nameof(QuantizerSpec.Packing), "4, QuantizationScheme.Scale", "4, QuantizationScheme.Scale, Packing = Packing.SplitHalves")]
    [InlineData(nameof(QuantizerSpec.BlockSize), "4, QuantizationScheme.Scale, Packing = Packing.SplitHalves", "4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, BlockSize = 64")]
    [InlineData(nameof(QuantizerSpec.ScaleType), "4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half", "4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.BFloat16")]
    [InlineData(nameof(QuantizerSpec.Encoding), "QuantizationFormat.Q8_0", "QuantizationFormat.Q8_0, Encoding = BlockEncoding.Reference")]
    [InlineData(nameof(QuantizerSpec.Steps), "2, QuantizationScheme.Codebook, Levels = [0f, 1f]", "2, QuantizationScheme.Codebook, Levels = [0f, 2f]")]
    [InlineData(nameof(QuantizerSpec.AccumulatesInt32), "8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot", "8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, Accumulator = typeof(int)")]
    public void A_spec_differs_by_width_format_and_packing(string property, string one, string other) => Differ(property, Declared(one), Declared(other));

    /// <summary>Each property tells specs apart: a declaration that changes it is not equal to the first.</summary>
    [Theory]
    [InlineData(nameof(QuantizerSpec.Shell), "Scale", "class")]
    [InlineData(nameof(QuantizerSpec.Scheme), "Affine, Range = CodeRange.Narrow", "struct")]
    [InlineData(nameof(QuantizerSpec.Target), "Scale, Target = typeof(byte)", "struct")]
    [InlineData(nameof(QuantizerSpec.MinCode), "Scale, Range = CodeRange.Full", "struct")]
    [InlineData(nameof(QuantizerSpec.MaxCode), "Scale, Range = CodeRange.Unsigned", "struct")]
    [InlineData(nameof(QuantizerSpec.Rounding), "Scale, Rounding = Rounding.NearestAway", "struct")]
    [InlineData(nameof(QuantizerSpec.ScaleOperation), "Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal", "struct")]
    [InlineData(nameof(QuantizerSpec.NaNHandling), "Scale, NaNHandling = NaNHandling.Throw", "struct")]
    [InlineData(nameof(QuantizerSpec.OutOfRange), "Scale, OutOfRange = OutOfRangeHandling.Vanish", "struct")]
    [InlineData(nameof(QuantizerSpec.Reconstruction), "Scale, Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge", "struct")]
    [InlineData(nameof(QuantizerSpec.Constants), "Scale, Scale = 2", "struct")]
    [InlineData(nameof(QuantizerSpec.Calibration), "Scale, Calibration = \"weights\"", "struct")]
    [InlineData(nameof(QuantizerSpec.Source), "Scale, Source = typeof(double)", "struct")]
    [InlineData(nameof(QuantizerSpec.Kernels), "Scale, Kernels = QuantizerKernels.All", "struct")]
    [InlineData(nameof(QuantizerSpec.Length), "Scale, Length = 64", "struct")]
    public void A_spec_differs_by(string property, string arguments, string keyword) =>
        Differ(property, Declared("8, QuantizationScheme.Scale"), Declared($"8, QuantizationScheme.{arguments}", keyword));

    /// <summary>A property that came later is told apart, too.</summary>
    [Fact]
    public void No_property_is_left_out()
    {
        string[] tested = [.. typeof(ModelTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>().Select(data => data.Data[0] as string)).OfType<string>()];
        Assert.Empty(typeof(QuantizerSpec).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).Select(property => property.Name).Except(tested));
    }

    [Theory]
    [InlineData(nameof(QuantizerSpec.Partner))]
    public void A_spec_differs_by_its_partner(string property)
    {
        const string Partner = """
            using Quantization;
            [Quantizer(8, QuantizationScheme.Scale)] partial struct Partner;
            """;
        string Of(string arguments) => $"{Partner}\n[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot{arguments})] partial struct Codes;";
        Differ(property, Specs(Of(""))[1], Specs(Of(", Partner = typeof(Partner)"))[1]);
        Assert.Equal(Specs(Of(""))[1], Specs(Of(", Partner = typeof(Codes)"))[1]);
    }

    [Theory]
    [InlineData("Scale, Scale = 2", "Scale, Scale = 3")]
    [InlineData("Affine, Scale = 2, ZeroPoint = 1", "Affine, Scale = 2, ZeroPoint = 2")]
    [InlineData("Uniform, Scale = 2, Minimum = 1", "Uniform, Scale = 2, Minimum = 2")]
    public void Constants_tell_specs_apart(string one, string other) => Assert.NotEqual(Declared($"8, QuantizationScheme.{one}"), Declared($"8, QuantizationScheme.{other}"));

    [Fact]
    public void Arrays_are_equal_by_their_elements()
    {
        EquatableArray<string> array = new(["a", "b"]);
        Assert.Equal(array, new EquatableArray<string>([.. "ab".Select(letter => letter.ToString())]));
        Assert.Equal(array.GetHashCode(), new EquatableArray<string>(["a", "b"]).GetHashCode());
        Assert.NotEqual(array, new EquatableArray<string>(["b", "a"]));
        Assert.NotEqual(array, new EquatableArray<string>(["a"]));
        Assert.True(default(EquatableArray<string>).Equals(new EquatableArray<string>([])));
    }

    private static void Differ(string property, QuantizerSpec one, QuantizerSpec other)
    {
        PropertyInfo differing = typeof(QuantizerSpec).GetProperty(property)!;
        Assert.NotEqual(differing.GetValue(one), differing.GetValue(other));
        Assert.NotEqual(one, other);
    }

    private static QuantizerSpec Declared(string arguments, string keyword = "struct") => Spec($"using Quantization;\n[Quantizer({arguments})]\npartial {keyword} Codes;");

    private static QuantizerSpec Spec(string source) => Assert.Single(Specs(source));

    private static QuantizerSpec[] Specs(string source) => [.. GeneratorRun.Over(Consumer.Compile(source), additional: new AdditionalFile("sound.json", File)).Driver.GetRunResult()
        .Results.Single().TrackedSteps[QuantizerGenerator.Steps.Specs].SelectMany(step => step.Outputs).Select(output => (QuantizerSpec)output.Value)];

    private readonly record struct Held(object? Value);
}
