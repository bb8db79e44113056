using Quantization.Gen.CodeFixes;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Fixes;

public sealed class MakePartialTests
{
    [Theory]
    [InlineData("struct Codes;", "partial struct Codes;")]
    [InlineData("public struct Codes;", "public partial struct Codes;")]
    [InlineData("public static class Codes { }", "public static partial class Codes { }")]
    [InlineData("public readonly record struct Codes(int Number);", "public readonly partial record struct Codes(int Number);")]
    [InlineData("/* first */ record Codes;", "/* first */ partial record Codes;")]
    public async Task A_quantizer(string declaration, string mended)
    {
        FixRun run = await FixRun.OverAsync(new MakePartialFixProvider(), Affine(declaration));
        Assert.Equal(["Make partial"], await run.TitlesAsync());
        string source = await run.FixedAsync();
        Assert.Equal(Affine(mended), source);
        await AnalyzerRun.SilentAsync(source);
    }

    [Fact]
    public async Task All_types_around_it()
    {
        FixRun run = await FixRun.OverAsync(new MakePartialFixProvider(), """
            using Quantization;
            public class Outer
            {
                // Stays.
                public static partial class Middle
                {
                    interface IInner<T>
                    {
                        [Quantizer(8, QuantizationScheme.Affine)]
                        public partial struct Codes;
                    }
                }
            }
            """);
        Assert.Equal(["Make containing types partial"], await run.TitlesAsync());
        string source = await run.FixedAsync();
        Assert.Equal("""
            using Quantization;
            public partial class Outer
            {
                // Stays.
                public static partial class Middle
                {
                    partial interface IInner<T>
                    {
                        [Quantizer(8, QuantizationScheme.Affine)]
                        public partial struct Codes;
                    }
                }
            }
            """, source);
        await AnalyzerRun.SilentAsync(source);
    }

    [Fact]
    public async Task Everything_at_once()
    {
        FixRun run = await FixRun.OverAsync(new MakePartialFixProvider(), """
            using Quantization;
            public class Outer
            {
                [Quantizer(8, QuantizationScheme.Affine)]
                public partial struct First;

                public class Inner
                {
                    [Quantizer(8, QuantizationScheme.Scale)]
                    public partial struct Second;
                }
            }
            """);
        string source = await run.FixedAllAsync();
        Assert.Equal("""
            using Quantization;
            public partial class Outer
            {
                [Quantizer(8, QuantizationScheme.Affine)]
                public partial struct First;

                public partial class Inner
                {
                    [Quantizer(8, QuantizationScheme.Scale)]
                    public partial struct Second;
                }
            }
            """, source);
        await AnalyzerRun.SilentAsync(source);
    }

    private static string Affine(string declaration) => $"using Quantization;\n\n// A comment.\n[Quantizer(8, QuantizationScheme.Affine)]\n{declaration}\n";
}
