using Quantization.Gen.CodeFixes;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Fixes;

public sealed class ArgumentFixTests
{
    [Theory]
    [InlineData("8, QuantizationScheme.Affine, Target = typeof(float)", "byte")]
    [InlineData("8, QuantizationScheme.Scale, Target = typeof(long)", "sbyte")]
    [InlineData("8, QuantizationScheme.Uniform, Target = typeof(sbyte)", "byte")]
    [InlineData("9, QuantizationScheme.Affine, Target = typeof(byte)", "ushort")]
    [InlineData("12, QuantizationScheme.Scale, Target = typeof(sbyte)", "short")]
    [InlineData("16, QuantizationScheme.Affine, Range = CodeRange.Unsigned, Target = typeof(short)", "ushort")]
    [InlineData("16, QuantizationScheme.Affine, Range = CodeRange.Full, Target = typeof(uint)", "short")]
    [InlineData("16, QuantizationScheme.Uniform, Target = typeof(double)", "ushort")]
    [InlineData("10, QuantizationScheme.Scale, Target = typeof(string)", "short")]
    [InlineData("1, QuantizationScheme.Scale, Target = typeof(float)", "sbyte")]
    [InlineData("8, QuantizationScheme.Affine, Range = CodeRange.Full, Target = typeof(byte)", "sbyte")]
    [InlineData("8, QuantizationScheme.Scale, Range = CodeRange.Unsigned, Target = typeof(sbyte)", "byte")]
    [InlineData("8, QuantizationScheme.Scale, Target = typeof(byte) /* why */, Range = CodeRange.Narrow", "sbyte")]
    public async Task A_target_becomes_the_narrowest_that_fits(string arguments, string target)
    {
        FixRun run = await FixRun.OverAsync(new ChangeTargetFixProvider(), Source(arguments));
        Assert.Equal([$"Store codes as '{target}'"], await run.TitlesAsync());
        string source = await run.FixedAsync();
        Assert.Equal(Source(System.Text.RegularExpressions.Regex.Replace(arguments, @"typeof\(\w+\)", $"typeof({target})")), source);
        await AnalyzerRun.SilentAsync(source);
    }

    [Theory]
    [InlineData("8, QuantizationScheme.Affine, Target = typeof(float)", "8, QuantizationScheme.Affine", "Remove Target")]
    [InlineData("12, QuantizationScheme.Affine, Target = typeof(byte), NaNHandling = NaNHandling.Throw", "12, QuantizationScheme.Affine, NaNHandling = NaNHandling.Throw", "Remove Target")]
    [InlineData("1, QuantizationScheme.Affine, Target = typeof(sbyte)", "1, QuantizationScheme.Affine", "Remove the option")]
    [InlineData("8, QuantizationScheme.Affine, Source = typeof(int), Length = 4", "8, QuantizationScheme.Affine, Length = 4", "Remove Source")]
    [InlineData("8, QuantizationScheme.Affine, Packing = Packing.SplitHalves", "8, QuantizationScheme.Affine", "Remove the option")]
    [InlineData("16, QuantizationScheme.Affine, Kernels = QuantizerKernels.Requantize", "16, QuantizationScheme.Affine", "Remove the option")]
    [InlineData("QuantizationFormat.Half, Source = typeof(float)", "QuantizationFormat.Half", "Remove the option")]
    [InlineData("8, QuantizationScheme.Uniform, Target = typeof(sbyte)", "8, QuantizationScheme.Uniform", "Remove Target")]
    [InlineData("8, QuantizationScheme.Uniform, Range = CodeRange.Full", "8, QuantizationScheme.Uniform", "Remove the option")]
    [InlineData("8, QuantizationScheme.Scale, ZeroPoint = 3, Scale = 2", "8, QuantizationScheme.Scale, Scale = 2", "Remove the option")]
    [InlineData("8, QuantizationScheme.Affine, Reconstruction = Reconstruction.LeftEdge", "8, QuantizationScheme.Affine", "Remove the option")]
    [InlineData("8, QuantizationScheme.Uniform, Rounding = Rounding.TowardZero", "8, QuantizationScheme.Uniform", "Remove the option")]
    public async Task An_argument_that_does_not_serve_is_removed(string arguments, string mended, string title)
    {
        FixRun run = await FixRun.OverAsync(new RemoveArgumentFixProvider(), Source(arguments));
        Assert.Equal([title], await run.TitlesAsync());
        string source = await run.FixedAsync();
        Assert.Equal(Source(mended), source);
        await AnalyzerRun.SilentAsync(source);
    }

    [Fact]
    public async Task Every_target_at_once()
    {
        const string source = """
            using Quantization;
            [Quantizer(8, QuantizationScheme.Affine, Target = typeof(float))]
            public partial struct First;
            [Quantizer(8, QuantizationScheme.Scale, Target = typeof(long))]
            public partial struct Second;
            """;
        FixRun change = await FixRun.OverAsync(new ChangeTargetFixProvider(), source);
        Assert.Equal(source.Replace("float", "byte", StringComparison.Ordinal).Replace("long", "sbyte", StringComparison.Ordinal), await change.FixedAllAsync());

        FixRun remove = await FixRun.OverAsync(new RemoveArgumentFixProvider(), source);
        Assert.Equal(
            source.Replace(", Target = typeof(float)", "", StringComparison.Ordinal).Replace(", Target = typeof(long)", "", StringComparison.Ordinal),
            await remove.FixedAllAsync());
    }

    [Fact]
    public async Task Every_choice_that_a_format_leaves_none_of()
    {
        FixRun remove = await FixRun.OverAsync(new RemoveArgumentFixProvider(), Source("QuantizationFormat.Half, Source = typeof(float), Length = 8, Scale = 1"));
        Assert.Equal(Source("QuantizationFormat.Half, Length = 8"), await remove.FixedAllAsync());
    }

    [Fact]
    public async Task A_source_has_no_narrowest_target()
    {
        FixRun run = await FixRun.OverAsync(new ChangeTargetFixProvider(), Source("8, QuantizationScheme.Scale, Source = typeof(int), Target = typeof(float)"));
        Assert.Equal(["Store codes as 'sbyte'"], await run.TitlesAsync());
    }

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;\n";
}
