using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Tests.Harness;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Quantization.Gen.Tests.Pipeline;

/// <summary>Why each step ran again after an edit: exactly as far as the edit reaches, and no further.</summary>
public sealed class IncrementalityTests
{
    private const string Weight = "using Quantization;\n[Quantizer(8, QuantizationScheme.Scale)]\npublic partial struct Weight;\n";
    private const string Activation = "using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\npublic partial struct Activation;\n";
    private const string Unrelated = "internal static class Unrelated { public static int One => 1; }\n";

    [Fact]
    public void At_first_everything_is_new() => Expect(
        Run(Weight, Activation, Unrelated),
        declarations: [New, New], specs: [New, New], alikeNames: [New], files: [New, New], outputs: [New, New]);

    [Fact]
    public void Nothing_but_another_compilation() => Expect(
        RunAgain(consumer => consumer.Clone()),
        declarations: [Unchanged, Unchanged], specs: [Cached, Cached], alikeNames: [Cached], files: [Cached, Cached], outputs: [Cached, Cached]);

    [Fact]
    public void A_comment_beside_a_declaration() => Expect(
        RunAgain(consumer => Replace(consumer, 1, Activation + "// A comment.\n")),
        declarations: [Unchanged, Unchanged], specs: [Cached, Cached], alikeNames: [Cached], files: [Cached, Cached], outputs: [Cached, Cached]);

    [Fact]
    public void An_edit_elsewhere() => Expect(
        RunAgain(consumer => Replace(consumer, 2, "internal static class Unrelated { public static int Two => 2; }\n")),
        declarations: [Unchanged, Unchanged], specs: [Cached, Cached], alikeNames: [Cached], files: [Cached, Cached], outputs: [Cached, Cached]);

    [Theory]
    [InlineData("Rounding = Rounding.Floor")]
    [InlineData("Rounding = Rounding.Stochastic")]
    [InlineData("Source = typeof(double)")]
    [InlineData("Target = typeof(int)")]
    [InlineData("Kernels = QuantizerKernels.Quantize")]
    [InlineData("Length = 64")]
    public void A_changed_argument(string argument) => ExpectOneAgain(Activation.Replace("Affine", "Affine, " + argument, StringComparison.Ordinal));

    [Theory]
    [InlineData("4, QuantizationScheme.Affine")]
    [InlineData("QuantizationFormat.Half")]
    [InlineData("QuantizationFormat.Q4_0")]
    [InlineData("3, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half")]
    public void Another_width_or_format(string arguments) => ExpectOneAgain(Activation.Replace("8, QuantizationScheme.Affine", arguments, StringComparison.Ordinal));

    [Fact]
    public void An_argument_that_says_what_holds_anyway() => Expect(
        RunAgain(consumer => Replace(consumer, 1, Activation.Replace("Affine", "Affine, Rounding = Rounding.NearestEven, Target = typeof(byte), Source = typeof(float), Kernels = QuantizerKernels.Default, Length = 0, Packing = Packing.Dense", StringComparison.Ordinal))),
        declarations: [Unchanged, Unchanged], specs: [Cached, Cached], alikeNames: [Cached], files: [Cached, Cached], outputs: [Cached, Cached]);

    [Fact]
    public void An_argument_of_blocks_that_says_what_holds_anyway()
    {
        const string Blocks = "using Quantization;\n[Quantizer(QuantizationFormat.Q8_0)]\npublic partial struct Blocks;\n";
        CSharpCompilation consumer = Consumer.Compile(Weight, Blocks);
        GeneratorDriver driver = GeneratorRun.Over(consumer).Driver;
        string[] same = ["Kernels = QuantizerKernels.All", "Encoding = BlockEncoding.ByFormat, ScaleType = ScaleType.None, Length = 0"];
        foreach (string more in same)
        {
            Expect(
                Result(driver.RunGenerators(Replace(consumer, 1, Blocks.Replace("Q8_0", $"Q8_0, {more}", StringComparison.Ordinal)), TestContext.Current.CancellationToken)),
                declarations: [Unchanged, Unchanged], specs: [Cached, Cached], alikeNames: [Cached], files: [Cached, Cached], outputs: [Cached, Cached]);
        }

        Expect(
            Result(driver.RunGenerators(Replace(consumer, 1, Blocks.Replace("Q8_0", "Q8_0, Encoding = BlockEncoding.Reference", StringComparison.Ordinal)), TestContext.Current.CancellationToken)),
            declarations: [Unchanged, Modified], specs: [Cached, Modified], alikeNames: [Cached], files: [Cached, Modified], outputs: [Cached, Modified]);
    }

    /// <summary>What a partner's codes can be bounds the sums; what else it says is its own.</summary>
    [Theory]
    [InlineData("7, QuantizationScheme.Scale")]
    [InlineData("8, QuantizationScheme.Affine")]
    public void Another_partner(string arguments)
    {
        string pair = Weight + "\n[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, Partner = typeof(Weight))]\npublic partial struct Row;\n";
        CSharpCompilation consumer = Consumer.Compile(pair);
        GeneratorDriver driver = GeneratorRun.Over(consumer).Driver;
        Expect(
            Result(driver.RunGenerators(Replace(consumer, 0, pair.Replace("8, QuantizationScheme.Scale", arguments, StringComparison.Ordinal)), TestContext.Current.CancellationToken)),
            declarations: [Modified, Modified], specs: [Modified, Modified], alikeNames: [Cached], files: [Modified, Modified], outputs: [Modified, Modified]);
    }

    [Fact]
    public void An_added_type() => Expect(
        RunAgain(consumer => consumer.AddSyntaxTrees(Consumer.Parse("[Quantization.Quantizer(8, Quantization.QuantizationScheme.Uniform)] public partial struct Row;", "Added.cs"))),
        declarations: [Unchanged, Unchanged, New], specs: [Cached, Cached, New], alikeNames: [Unchanged], files: [Cached, Cached, New], outputs: [Cached, Cached, New]);

    [Fact]
    public void A_removed_type() => Expect(
        RunAgain(consumer => Replace(consumer, 1, "\n")),
        declarations: [Unchanged, Removed], specs: [Cached, Removed], alikeNames: [Unchanged], files: [Cached, Removed], outputs: [Cached, Removed]);

    [Fact]
    public void A_declaration_that_becomes_unsound() => Expect(
        RunAgain(consumer => Replace(consumer, 1, Activation.Replace("8", "88", StringComparison.Ordinal))),
        declarations: [Unchanged, Modified], specs: [Cached, Removed], alikeNames: [Unchanged], files: [Cached, Removed], outputs: [Cached, Removed]);

    [Fact]
    public void Names_that_differ_in_case_get_files_that_differ_in_more()
    {
        string[] hints = [.. GeneratorRun.Compiled(Weight, Weight.Replace("Weight", "WEIGHT", StringComparison.Ordinal), Activation).Files.Keys.Order(StringComparer.Ordinal)];
        Assert.Equal("Activation.g.cs", hints[0]);
        Assert.Matches("^WEIGHT-[0-9a-f]{8}\\.g\\.cs$", hints[1]);
        Assert.Matches("^Weight-[0-9a-f]{8}\\.g\\.cs$", hints[2]);
        Assert.NotEqual(hints[1], hints[2], StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_file_is_named_by_the_full_metadata_name() => Assert.Equal(
        ["Demo.class.Outer`1+Inner`2+Codes.g.cs"],
        GeneratorRun.Compiled("""
            using Quantization;
            namespace Demo.@class;
            public partial class Outer<T>
            {
                public partial interface Inner<TLeft, TRight>
                {
                    [Quantizer(8, QuantizationScheme.Affine)]
                    public partial struct Codes;
                }
            }
            """).Files.Keys);

    private static void ExpectOneAgain(string activation) => Expect(
        RunAgain(consumer => Replace(consumer, 1, activation)),
        declarations: [Unchanged, Modified], specs: [Cached, Modified], alikeNames: [Cached], files: [Cached, Modified], outputs: [Cached, Modified]);

    private static GeneratorRunResult Run(params string[] sources) => Result(GeneratorRun.Over(Consumer.Compile(sources)).Driver);

    private static GeneratorRunResult RunAgain(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        CSharpCompilation consumer = Consumer.Compile(Weight, Activation, Unrelated);
        return Result(GeneratorRun.Over(consumer).Driver.RunGenerators(edit(consumer), TestContext.Current.CancellationToken));
    }

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();

    private static CSharpCompilation Replace(CSharpCompilation consumer, int index, string source)
    {
        SyntaxTree old = consumer.SyntaxTrees[index];
        return consumer.ReplaceSyntaxTree(old, Consumer.Parse(source, old.FilePath));
    }

    private static void Expect(
        GeneratorRunResult run,
        IncrementalStepRunReason[] declarations,
        IncrementalStepRunReason[] specs,
        IncrementalStepRunReason[] alikeNames,
        IncrementalStepRunReason[] files,
        IncrementalStepRunReason[] outputs)
    {
        Assert.Equal(declarations, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Declarations]));
        Assert.Equal(specs, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Specs]));
        // None of these declarations waits for a file.
        Assert.Equal(specs, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Baked]));
        Assert.Equal(alikeNames, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.AlikeNames]));
        Assert.Equal(files, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Files]));
        Assert.Equal(outputs, Reasons(run.TrackedOutputSteps.Single().Value));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
