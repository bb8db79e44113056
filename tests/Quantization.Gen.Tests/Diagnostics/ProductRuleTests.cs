using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about products of codes: where each fires, and where it does not.</summary>
public sealed class ProductRuleTests
{
    private const string Others = """
        using Quantization;
        public readonly partial struct NoQuantizer;
        [Quantizer(8, QuantizationScheme.Scale)] public readonly partial struct Codes8;
        [Quantizer(16, QuantizationScheme.Scale)] public readonly partial struct Codes16;
        [Quantizer(8, QuantizationScheme.Scale, Target = typeof(int))] public readonly partial struct Wide;
        [Quantizer(4, QuantizationScheme.Codebook)] public readonly partial struct Levels;
        [Quantizer(8, QuantizationScheme.Scale)] public readonly partial struct Generic<T>;
        [Quantizer(8, QuantizationScheme.Uniform)] public readonly partial struct Slices;
        [Quantizer(8, QuantizationScheme.Scale, Rounding = Rounding.Floor)] public readonly partial struct Midpoints;
        [Quantizer(QuantizationFormat.Half)] public readonly partial struct Halves;
        [Quantizer(QuantizationFormat.Q8_0)] public readonly partial struct Blocks;

        """;

    [Theory]
    [InlineData("NoQuantizer", "it is not declared a quantizer")]
    [InlineData("string", "it is not declared a quantizer")]
    [InlineData("Halves", "it has no codes")]
    [InlineData("Blocks", "it has no codes")]
    [InlineData("Levels", "its codes are numbers of levels, which say nothing as factors")]
    [InlineData("Codes16", "its codes are 'short', and those of a partner take a byte each")]
    [InlineData("Wide", "its codes are 'int', and those of a partner take a byte each")]
    public async Task A_partner_that_is_none(string partner, string reason)
    {
        string message = await FiresAsync("QG0017", $"4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, [|Partner = typeof({partner})|]");
        Assert.Equal($"'{partner}' cannot be the partner: {reason}", message);
    }

    [Fact]
    public async Task A_partner_with_type_parameters() => Assert.Equal(
        "'Generic<>' cannot be the partner: it has type parameters",
        await FiresAsync("QG0017", "4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, [|Partner = typeof(Generic<>)|]"));

    [Theory]
    [InlineData("8, QuantizationScheme.Scale, Length = 133_153, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(int)|]", "A sum of 133153 products of codes -127 to 127 with codes -127 to 127 may not fit in 'int'; it is certain to for 133144 elements at most")]
    [InlineData("8, QuantizationScheme.Affine, Length = 33_026, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(int)|]", "A sum of 33026 products of codes 0 to 255 with codes 0 to 255 may not fit in 'int'; it is certain to for 33025 elements at most")]
    [InlineData("16, QuantizationScheme.Scale, Range = CodeRange.Full, Length = 2, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(int)|]", "A sum of 2 products of codes -32768 to 32767 with codes -32768 to 32767 may not fit in 'int'; it is certain to for 1 elements at most")]
    [InlineData("4, QuantizationScheme.Affine, Partner = typeof(Codes8), Length = 1_048_576, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(int)|]", null)]
    [InlineData("8, QuantizationScheme.Affine, Partner = typeof(Codes8), Length = 70_000, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(int)|]", "A sum of 70000 products of codes 0 to 255 with codes -127 to 127 may not fit in 'int'; it is certain to for 66311 elements at most")]
    public async Task Sums_that_may_not_fit(string arguments, string? message)
    {
        if (message is null) await SilentAsync(arguments.Replace("[|", "").Replace("|]", ""));
        else Assert.Equal(message, await FiresAsync("QG0018", arguments));
    }

    [Theory]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, [|Accumulator = typeof(short)|]", "Accumulator", "products are added up in 'int' or 'long', not 'short'")]
    [InlineData("8, QuantizationScheme.Scale, [|Accumulator = typeof(int)|]", "Accumulator", "Kernels have no Dot, Score or MatrixProduct, whose sums it is for")]
    [InlineData("8, QuantizationScheme.Scale, [|Partner = typeof(Codes8)|]", "Partner", "Kernels have no Dot, Score or MatrixProduct, which a partner is for")]
    [InlineData("QuantizationFormat.Q4_K, [|Partner = typeof(Codes8)|]", "Partner", "only codes have partners of one's choice")]
    [InlineData("QuantizationFormat.Q4_K, [|Accumulator = typeof(long)|]", "Accumulator", "only products of codes are added up in integers of one's choice")]
    [InlineData("16, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot, [|Partner = typeof(Codes8)|]", "Partner", "only codes of a byte each are multiplied by those of a partner, not 'short'")]
    [InlineData("8, QuantizationScheme.Scale, Target = typeof(int), [|Kernels = QuantizerKernels.Dot|]", "Kernels", "products are of codes of 8 or 16 bits each, not 'int'")]
    [InlineData("4, QuantizationScheme.Codebook, [|Kernels = QuantizerKernels.Score|]", "Kernels", "codes of Codebook are numbers of levels, which say nothing as factors")]
    [InlineData("16, QuantizationScheme.Scale, [|Kernels = QuantizerKernels.Score|]", "Kernels", "scores are of codes of a byte each")]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Score, [|Length = 33_026|]", "Length", "scores are sums of 32 bits, which are certain to hold 33025 products of these codes, not 33026")]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Score, Partner = typeof(Codes8), [|Length = 66_312|]", "Length", "scores are sums of 32 bits, which are certain to hold 66311 products of these codes, not 66312")]
    [InlineData("8, QuantizationScheme.Affine, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", "the weights of matrix products are codes of Scale or Affine, of 2 to 8 bits as 'sbyte'")]
    [InlineData("8, QuantizationScheme.Scale, Rounding = Rounding.Floor, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", "the weights of matrix products are multiples of a scale, and these codes stand for the middle of a step")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.MatrixProduct, [|Partner = typeof(Midpoints)|]", "Partner", "the activations of matrix products are multiples of a scale, and these codes stand for the middle of a step")]
    [InlineData("1, QuantizationScheme.Scale, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", "the weights of matrix products are codes of Scale or Affine, of 2 to 8 bits as 'sbyte'")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.MatrixProduct, [|Partner = typeof(Slices)|]", "Partner", "the activations of matrix products are codes of Scale or Affine: under Uniform 0.0 has none")]
    public async Task A_product_that_is_none(string arguments, string option, string reason) =>
        Assert.Equal($"'{option}' contradicts the rest of the declaration: {reason}", await FiresAsync("QG0008", arguments));

    [Theory]
    [InlineData("8, QuantizationScheme.Scale, Length = 133_144, Kernels = QuantizerKernels.Dot, Accumulator = typeof(int)")]
    [InlineData("8, QuantizationScheme.Affine, Length = 33_025, Kernels = QuantizerKernels.Score")]
    [InlineData("16, QuantizationScheme.Affine, Kernels = QuantizerKernels.Dot, Accumulator = typeof(long)")]
    [InlineData("4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot | QuantizerKernels.Score, Partner = typeof(Codes8)")]
    [InlineData("8, QuantizationScheme.Affine, Length = 40_000, Kernels = QuantizerKernels.All")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.All, Partner = typeof(Slices)")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.All, Partner = typeof(Midpoints)")]
    [InlineData("8, QuantizationScheme.Uniform, Kernels = QuantizerKernels.All, Partner = typeof(Codes8)")]
    [InlineData("8, QuantizationScheme.Scale, Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge, Kernels = QuantizerKernels.MatrixProduct")]
    [InlineData("8, QuantizationScheme.Affine, Target = typeof(sbyte), Kernels = QuantizerKernels.MatrixProduct, Partner = typeof(Codes8)")]
    [InlineData("QuantizationFormat.Q4_0, Kernels = QuantizerKernels.MatrixProduct")]
    [InlineData("QuantizationFormat.Q4_0, Kernels = QuantizerKernels.Default | QuantizerKernels.MatrixProduct")]
    [InlineData("QuantizationFormat.Q4_1, Kernels = QuantizerKernels.All")]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 96, ScaleType = ScaleType.E8M0, Range = CodeRange.Unsigned, Kernels = QuantizerKernels.MatrixProduct")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dot | QuantizerKernels.Score, Partner = typeof(Slices)")]
    public Task Products_that_are_allowed(string arguments) => SilentAsync(arguments);

    private static Task<string> FiresAsync(string id, string arguments) =>
        AnalyzerRun.FiresAsync(id, $"{Others}[Quantizer({arguments})]\npublic readonly partial struct Codes;", others: 9);

    private static Task SilentAsync(string arguments) =>
        AnalyzerRun.SilentAsync($"{Others}[Quantizer({arguments})]\npublic readonly partial struct Codes;");
}
