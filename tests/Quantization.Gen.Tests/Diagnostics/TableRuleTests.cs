using Quantization.Gen.Tests.Baked;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about levels and thresholds: where each fires, and where it does not.</summary>
public sealed class TableRuleTests
{
    [Theory]
    [InlineData("2, QuantizationScheme.Codebook, [|Levels = [1f]|]", "'Levels' cannot be [1]: 1 level cannot be told apart; there are at least 2")]
    [InlineData("2, QuantizationScheme.Codebook, [|Levels = []|]", "'Levels' cannot be []: 0 levels cannot be told apart; there are at least 2")]
    [InlineData("1, QuantizationScheme.Codebook, [|Levels = [-1f, 0f, 1f]|]", "'Levels' cannot be [-1, 0, 1]: 3 levels are more than the 2 that codes can number")]
    [InlineData("3, QuantizationScheme.Codebook, [|Levels = [-1f, 0f, 0f, 1f, 2f]|]", "'Levels' cannot be [-1, 0, 0, 1, …]: level 2, 0, is not above the one before it, 0; they ascend")]
    [InlineData("2, QuantizationScheme.Codebook, [|Levels = [-0f, 0f]|]", "'Levels' cannot be [-0, 0]: level 1, 0, is not above the one before it, -0; they ascend")]
    [InlineData("2, QuantizationScheme.Codebook, [|Levels = [0f, float.NaN]|]", "'Levels' cannot be [0, NaN]: level 1 is NaN; each is finite")]
    [InlineData("2, QuantizationScheme.Codebook, [|Levels = [float.NegativeInfinity, 0f]|]", "'Levels' cannot be [-Infinity, 0]: level 0 is -Infinity; each is finite")]
    [InlineData("2, QuantizationScheme.Learned, Levels = [0f, 1f, 2f], [|Thresholds = [0.5f]|]", "'Thresholds' cannot be [0.5]: 3 levels have 2 thresholds between them, not 1")]
    [InlineData("2, QuantizationScheme.Learned, Levels = [0f, 1f], [|Thresholds = [0.5f, 1f]|]", "'Thresholds' cannot be [0.5, 1]: 2 levels have 1 threshold between them, not 2")]
    [InlineData("2, QuantizationScheme.Learned, Levels = [0f, 1f, 2f], [|Thresholds = [0.5f, 0.25f]|]", "'Thresholds' cannot be [0.5, 0.25]: threshold 1, 0.25, is not above the one before it, 0.5; they ascend")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Scale = 0f|]", "'Scale' cannot be 0: a scale is positive and finite")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Scale = 1e-40f|], ScaleOperation = ScaleOperation.MultiplyByReciprocal", "'Scale' cannot be 1E-40: its reciprocal, by which values would be multiplied, overflows")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 10f], [|Scale = 1e38f|]", "'Scale' cannot be 1E+38: times it, or divided by it, levels can no longer be told apart: level 1 is Infinity; each is finite")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [1f, 1.0000001f], [|Scale = 1e-40f|]", "'Scale' cannot be 1E-40: times it, or divided by it, levels can no longer be told apart: level 1, 1E-40, is not above the one before it, 1E-40; they ascend")]
    public async Task A_table_that_is_not_valid(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0010", arguments));

    [Theory]
    [InlineData("2, QuantizationScheme.Learned, [|Levels = [0f, 1f]|]", "Learned takes Thresholds and Levels, or neither, as its constants, but Levels is given")]
    [InlineData("2, QuantizationScheme.Learned, [|Thresholds = [0f]|]", "Learned takes Thresholds and Levels, or neither, as its constants, but Thresholds is given")]
    [InlineData("2, QuantizationScheme.Learned, Thresholds = [0f], Levels = [0f, 1f], [|Scale = 1f|]", "Learned takes Thresholds and Levels, or neither, as its constants, but Thresholds, Levels, Scale are given")]
    [InlineData("2, QuantizationScheme.Codebook, [|Scale = 1f|]", "Codebook takes Levels and Scale, or Levels alone, as its constants, but Scale is given")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Minimum = 0f|], Maximum = 1f", "Codebook takes Levels and Scale, or Levels alone, as its constants, but Levels, Minimum, Maximum are given")]
    public async Task Tables_that_do_not_fix_the_parameters(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0011", arguments));

    [Theory]
    [InlineData("2, QuantizationScheme.Scale, [|Levels = [0f, 1f]|]", "'Levels' contradicts the rest of the declaration: Scale computes its values; only Codebook and Learned have levels")]
    [InlineData("2, QuantizationScheme.Affine, [|Thresholds = [0f, 1f]|]", "'Thresholds' contradicts the rest of the declaration: Affine computes its codes; only Learned has thresholds")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Thresholds = [0.5f]|]", "'Thresholds' contradicts the rest of the declaration: the thresholds of a codebook are midway between its levels; only Learned has its own")]
    [InlineData("[|9|], QuantizationScheme.Learned", "'bits' contradicts the rest of the declaration: Learned codes number at most 256 levels and have 1 to 8 bits")]
    [InlineData("2, QuantizationScheme.Learned, [|Rounding = Rounding.NearestEven|]", "'Rounding' contradicts the rest of the declaration: Learned codes number levels: nothing is rounded")]
    [InlineData("2, QuantizationScheme.Codebook, [|Range = CodeRange.Narrow|]", "'Range' contradicts the rest of the declaration: Codebook codes number levels from 0 on and are unsigned")]
    [InlineData("2, QuantizationScheme.Codebook, [|OutOfRange = OutOfRangeHandling.Vanish|]", "'OutOfRange' contradicts the rest of the declaration: Codebook codes number levels, the outermost of which take everything beyond them")]
    [InlineData("2, QuantizationScheme.Learned, [|Reconstruction = Reconstruction.LeftEdge|]", "'Reconstruction' contradicts the rest of the declaration: Learned codes stand for their levels; only Uniform and Scale with Floor choose a reconstruction")]
    [InlineData("2, QuantizationScheme.Learned, [|ScaleOperation = ScaleOperation.MultiplyByReciprocal|]", "'ScaleOperation' contradicts the rest of the declaration: Learned compares values with its thresholds; nothing is divided")]
    [InlineData("2, QuantizationScheme.Learned, [|Source = typeof(double)|]", "'Source' contradicts the rest of the declaration: levels and thresholds are floats, which doubles would be rounded to; a source is 'float', 'System.Half' or 'Quantization.BFloat16'")]
    [InlineData("2, QuantizationScheme.Learned, [|ZeroPoint = 1|]", "'ZeroPoint' contradicts the rest of the declaration: Learned has no zero point; only Affine has one")]
    [InlineData("2, QuantizationScheme.Learned, [|Kernels = QuantizerKernels.Quantize | QuantizerKernels.PerChannel|]", "'Kernels' contradicts the rest of the declaration: a table belongs to all elements of a call; only the scale of a codebook with constant Levels is a channel's own; call Quantize for each row with a table of its own")]
    [InlineData("2, QuantizationScheme.Codebook, [|Kernels = QuantizerKernels.Dynamic|]", "'Kernels' contradicts the rest of the declaration: a table belongs to all elements of a call; only the scale of a codebook with constant Levels is a channel's own; call Quantize for each row with a table of its own")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Kernels = QuantizerKernels.Requantize|]", "'Kernels' contradicts the rest of the declaration: only affine and scale codes of 2 to 8 bits are what sums are requantized to")]
    [InlineData("4, QuantizationScheme.Codebook, BlockSize = 32, [|ScaleType = ScaleType.Half|]", "'ScaleType' contradicts the rest of the declaration: composed blocks follow Scale or Uniform; blocks of levels are formats, such as NF4 and IQ4_NL")]
    [InlineData("2, QuantizationScheme.Learned, Levels = [0f, 1f], Thresholds = [0.5f], [|Calibration = \"entry\"|]", "'Calibration' contradicts the rest of the declaration: a calibration entry gives every parameter, but Thresholds, Levels are given, too")]
    [InlineData("QuantizationFormat.NF4, [|Levels = [0f, 1f]|]", "'Levels' contradicts the rest of the declaration: a format fixes it; only Kernels and, where the format has several rules, Encoding can be given")]
    public async Task A_choice_that_contradicts_a_table(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0008", arguments));

    [Theory]
    [InlineData("8, QuantizationScheme.Codebook, Levels = [0f, 1f], [|Target = typeof(object)|]")]
    [InlineData("1, QuantizationScheme.Learned, Levels = [-1f, 1f], Thresholds = [0f], [|Target = typeof(double)|]")]
    public async Task A_target_that_is_no_integer(string arguments) => await FiresAsync("QG0006", arguments);

    [Theory]
    [InlineData("2, QuantizationScheme.Learned")]
    [InlineData("8, QuantizationScheme.Learned, Target = typeof(byte)")]
    [InlineData("2, QuantizationScheme.Learned, Levels = null, Thresholds = null")]
    [InlineData("1, QuantizationScheme.Learned, Levels = [-1f, 1f], Thresholds = [0f], Target = typeof(sbyte)")]
    [InlineData("8, QuantizationScheme.Codebook, Levels = new float[] { 0f, float.Epsilon }")]
    [InlineData("3, QuantizationScheme.Codebook, Levels = [float.MinValue, 0f, float.MaxValue], Kernels = QuantizerKernels.All")]
    [InlineData("2, QuantizationScheme.Codebook, Levels = [0f, 1f], Scale = 3e38f")]
    [InlineData("4, QuantizationScheme.Codebook, Packing = Packing.SplitHalves")]
    public async Task Sound_tables(string arguments) => await AnalyzerRun.SilentAsync(Source(arguments));

    [Fact]
    public async Task An_entry_with_another_number_of_levels_than_others_fits_as_long_as_the_width_does()
    {
        const string Three = "\"bits\": 2, \"scheme\": \"Learned\", \"minCode\": 0, \"maxCode\": 2, \"thresholds\": [0, 1], \"levels\": [0, 1, 2]";
        await AnalyzerRun.SilentAsync(Source("2, QuantizationScheme.Learned, Calibration = \"entry\""), CalibrationJson.File(("entry", Three)));
    }

    private static Task<string> FiresAsync(string id, string arguments) => AnalyzerRun.FiresAsync(id, Source(arguments));

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;";
}
