using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about the type that carries the attribute: where each fires, and where it does not.</summary>
public sealed class TypeRuleTests
{
    [Theory]
    [InlineData("public struct [|Codes|];")]
    [InlineData("public static class [|Codes|];")]
    [InlineData("public sealed class [|Codes|];")]
    [InlineData("public record struct [|Codes|];")]
    [InlineData("public record [|Codes|];")]
    public async Task A_type_that_is_not_partial(string declaration) =>
        Assert.Equal("'Codes' must be partial, so that its kernels can be added to it", await FiresAsync("QG0001", declaration));

    [Theory]
    [InlineData("public partial struct Codes;")]
    [InlineData("public static partial class Codes;")]
    [InlineData("public sealed partial class Codes;")]
    [InlineData("public abstract partial class Codes;")]
    [InlineData("public readonly partial struct Codes;")]
    [InlineData("public readonly partial record struct Codes(int Number);")]
    [InlineData("public partial record Codes(string Name);")]
    [InlineData("internal partial struct Codes<T> where T : struct;")]
    public async Task Each_kind_of_type_can_be_a_quantizer(string declaration) =>
        await AnalyzerRun.SilentAsync($"using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\n{declaration}");

    [Fact]
    public async Task A_containing_type_that_is_not_partial() => Assert.Equal(
        "'Outer' must be partial, so that kernels can be added to 'Codes' inside",
        await AnalyzerRun.FiresAsync("QG0002", """
            using Quantization;
            public class Outer
            {
                [Quantizer(8, QuantizationScheme.Affine)]
                public partial struct [|Codes|];
            }
            """));

    [Fact]
    public async Task Every_containing_type_that_is_not_partial_is_named() => Assert.Equal(
        "'Outer' and 'Inner' must be partial, so that kernels can be added to 'Codes' inside",
        await AnalyzerRun.FiresAsync("QG0002", """
            using Quantization;
            public class Outer
            {
                public partial record Middle<T>
                {
                    public interface Inner
                    {
                        [Quantizer(8, QuantizationScheme.Affine)]
                        public partial struct [|Codes|];
                    }
                }
            }
            """));

    [Fact]
    public async Task Each_kind_of_type_can_contain_a_quantizer() => await AnalyzerRun.SilentAsync("""
        using Quantization;
        public partial interface IOuter<T>
        {
            public partial record Middle
            {
                public ref partial struct Stack
                {
                    public readonly partial record struct Pair<TLeft, TRight>
                    {
                        public static partial class Inner
                        {
                            [Quantizer(8, QuantizationScheme.Affine)]
                            private partial struct Codes;
                        }
                    }
                }
            }
        }
        """);

    [Fact]
    public async Task A_ref_struct() => Assert.Equal(
        "'Codes' cannot be a quantizer: a ref struct cannot stand for itself in the quantizer interfaces",
        await FiresAsync("QG0003", "public ref partial struct [|Codes|];"));

    [Fact]
    public async Task A_file_local_type() => Assert.Equal(
        "'Codes' cannot be a quantizer: a file-local type cannot be opened again in another file",
        await FiresAsync("QG0003", "file partial struct [|Codes|];"));

    [Fact]
    public async Task A_type_in_a_file_local_one() => Assert.Equal(
        "'Codes' cannot be a quantizer: a type inside a file-local one cannot be opened again in another file",
        await AnalyzerRun.FiresAsync("QG0003", """
            using Quantization;
            file static partial class Outer
            {
                [Quantizer(8, QuantizationScheme.Affine)]
                public partial struct [|Codes|];
            }
            """));

    [Fact]
    public async Task A_language_that_is_too_old() => Assert.Equal(
        "The kernels of 'Codes' need C# 11.0 or later; the project is compiled as C# 10.0",
        await AnalyzerRun.FiresAsync(
            "QG0013",
            "using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\npublic partial struct [|Codes|] { }",
            Consumer.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp10)));

    [Fact]
    public void The_oldest_language_suffices() => Assert.Single(GeneratorRun.Compiled(Consumer.Compile(
        Consumer.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11),
        "using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\npublic partial struct Codes { }")).Files);

    [Fact]
    public async Task A_pragma_silences_a_diagnostic() => Assert.Empty(await AnalyzerRun.OfAsync("""
        using Quantization;
        [Quantizer(8, QuantizationScheme.Affine)]
        #pragma warning disable QG0001
        public struct Codes;
        """));

    [Fact]
    public async Task What_the_compiler_refuses_is_left_to_it()
    {
        // Missing arguments, an unknown type, two attributes, one name for a class and a struct.
        string[] refused =
        [
            "[Quantizer] public partial struct Codes;",
            "[Quantizer(8)] public partial struct Codes;",
            "[Quantizer(\"8\", QuantizationScheme.Affine)] public partial struct Codes;",
            "[Quantizer(8, QuantizationScheme.Affine, Target = typeof(Missing))] public partial struct Codes;",
            "[Quantizer(8, QuantizationScheme.Affine, Scale = \"1\")] public partial struct Codes;",
            "[Quantizer(8, QuantizationScheme.Affine, Sharpness = 1)] public partial struct Codes;",
            "[Quantizer(8, QuantizationScheme.Affine)] [Quantizer(8, QuantizationScheme.Scale)] public partial struct Codes;",
            "[Quantizer(8, QuantizationScheme.Affine)] public partial struct Codes; [Quantizer(8, QuantizationScheme.Affine)] public partial class Codes;",
            "[Quantizer(8, QuantizationScheme.Affine)] public interface ICodes;",
        ];
        foreach (string source in refused)
        {
            CSharpCompilation consumer = Consumer.Compile("using Quantization;\n" + source);
            Assert.Contains(consumer.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            Assert.Empty(await AnalyzerRun.OfAsync(consumer));
        }
    }

    [Fact]
    public async Task An_attribute_that_is_only_called_alike_means_nothing()
    {
        const string source = """
            using System;
            namespace Elsewhere;
            public sealed class QuantizerAttribute(int bits) : Attribute { public int Bits => bits; }
            [Quantizer(99)]
            public struct Codes;
            """;
        Assert.Empty(await AnalyzerRun.OfAsync(source));
        Assert.Empty(GeneratorRun.Compiled(source).Files);
    }

    private static Task<string> FiresAsync(string id, string declaration) =>
        AnalyzerRun.FiresAsync(id, $"using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\n{declaration}");
}
