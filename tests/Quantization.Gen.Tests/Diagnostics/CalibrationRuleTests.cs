using Microsoft.CodeAnalysis;
using Quantization.Gen.Tests.Baked;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about constants from calibration files: where each fires, and where it does not.</summary>
public sealed class CalibrationRuleTests
{
    private const string Missing = "does not name one calibration entry:";

    private static readonly AdditionalFile file = CalibrationJson.File(("input", CalibrationJson.Affine), ("weight", CalibrationJson.Scale), ("row", CalibrationJson.Uniform));

    [Theory]
    [InlineData("8, QuantizationScheme.Affine, Scale = 1, ZeroPoint = 3, [|Calibration = \"input\"|]", "a calibration entry gives every parameter, but Scale, ZeroPoint are given, too")]
    [InlineData("8, QuantizationScheme.Affine, [|Calibration = \"input\"|], Scale = 1", "a calibration entry gives every parameter, but Scale is given, too")]
    [InlineData("8, QuantizationScheme.Affine, [|Calibration = \"input\"|], ZeroPoint = 0", "a calibration entry gives every parameter, but ZeroPoint is given, too")]
    [InlineData("8, QuantizationScheme.Uniform, Minimum = 0, Maximum = 1, [|Calibration = \"row\"|]", "a calibration entry gives every parameter, but Minimum, Maximum are given, too")]
    [InlineData("8, QuantizationScheme.Scale, [|Calibration = \"nowhere\"|], Maximum = float.NaN", "a calibration entry gives every parameter, but Maximum is given, too")]
    [InlineData("QuantizationFormat.Half, [|Calibration = \"input\"|]", "a format fixes it; only Kernels and Length can be given")]
    [InlineData("QuantizationFormat.Q4_0, [|Calibration = \"input\"|]", "a format fixes it; only Kernels and, where the format has several rules, Encoding can be given")]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Calibration = \"input\"|]", "each block stores its own parameters")]
    public async Task It_stands_beside_nothing_that_gives_parameters(string arguments, string reason) =>
        Assert.Equal($"'Calibration' contradicts the rest of the declaration: {reason}", await FiresAsync("QG0008", arguments, file));

    [Theory]
    [InlineData("PerChannel | QuantizerKernels.Quantize")]
    [InlineData("Dynamic")]
    public async Task Channels_have_no_constants_of_their_own(string kernels) => Assert.Equal(
        "'Kernels' contradicts the rest of the declaration: constants are the parameters of every channel",
        await FiresAsync("QG0008", $"8, QuantizationScheme.Affine, Calibration = \"input\", [|Kernels = QuantizerKernels.{kernels}|]", file));

    [Theory]
    [InlineData("inptu", "there is only 'input', 'row' and 'weight'")]
    [InlineData("Input", "there is only 'input', 'row' and 'weight'")]
    [InlineData("", "there is only 'row', 'input' and 'weight'")]
    public async Task An_entry_that_is_not_there(string name, string there) => Assert.Equal($"'{name}' {Missing} {there}", await MissingAsync(name, file));

    [Fact]
    public async Task Of_many_entries_the_nearest_are_named()
    {
        (string, string)[] entries = [.. Enumerable.Range(0, 40).Select(layer => ($"encoder.{layer}.output", CalibrationJson.Affine))];
        Assert.Equal(
            $"'encoder.77.output' {Missing} of 40 entries the nearest are 'encoder.17.output', 'encoder.27.output' and 'encoder.37.output'",
            await MissingAsync("encoder.77.output", CalibrationJson.File(entries)));
    }

    [Theory]
    [InlineData("calibration.json", "{}", "no additional file of the project is a calibration file")]
    [InlineData("calibration.json", "{\"title\": \"about \\\"quantizationCalibration\\\"\"}", "no additional file of the project is a calibration file")]
    [InlineData("calibration.json", "{\"properties\": {\"quantizationCalibration\": 1}}", "no additional file of the project is a calibration file")]
    [InlineData("calibration.txt", "{\"quantizationCalibration\": 1, \"entries\": {}}", "no additional file of the project is a calibration file")]
    [InlineData("calibration.json", "{\"quantizationCalibration\": 1, \"entries\": {}}", "'calibration.json' has no entries")]
    [InlineData("Calibration.JSON", "{\"quantizationCalibration\": 1, \"entries\": {}}", "'Calibration.JSON' has no entries")]
    public async Task No_file_to_look_in(string path, string content, string there) =>
        Assert.Equal($"'input' {Missing} {there}", await MissingAsync("input", new AdditionalFile(path, content)));

    [Theory]
    [InlineData("a/first.json", "b/second.json", "it is in 'first.json' and 'second.json'")]
    [InlineData("a/same.json", "b/same.json", "it is in 'a/same.json' and 'b/same.json'")]
    public async Task An_entry_of_several_files(string one, string other, string where)
    {
        string content = CalibrationJson.Of(("input", CalibrationJson.Affine));
        Assert.Equal($"'input' {Missing} {where}", await MissingAsync("input", new AdditionalFile(one, content), new AdditionalFile(other, content)));
    }

    [Fact]
    public async Task A_file_given_twice_is_one() => await AnalyzerRun.SilentAsync(
        Source("8, QuantizationScheme.Affine, Calibration = \"input\""), CalibrationJson.File(("input", CalibrationJson.Affine)), CalibrationJson.File(("input", CalibrationJson.Affine)));

    [Theory]
    [InlineData("4, QuantizationScheme.Affine", "input", "8-bit Affine with codes 0 to 255 and rounding \"nearest\"", "4-bit Affine with codes 0 to 15 and rounding \"nearest\"")]
    [InlineData("8, QuantizationScheme.Scale", "input", "8-bit Affine with codes 0 to 255 and rounding \"nearest\"", "8-bit Scale with codes -127 to 127 and rounding \"nearest\"")]
    [InlineData("8, QuantizationScheme.Affine, Target = typeof(sbyte)", "input", "8-bit Affine with codes 0 to 255 and rounding \"nearest\"", "8-bit Affine with codes -128 to 127 and rounding \"nearest\"")]
    [InlineData("8, QuantizationScheme.Affine, Rounding = Rounding.Floor", "input", "8-bit Affine with codes 0 to 255 and rounding \"nearest\"", "8-bit Affine with codes 0 to 255 and rounding \"floor\"")]
    [InlineData("8, QuantizationScheme.Scale, Range = CodeRange.Full", "weight", "8-bit Scale with codes -127 to 127 and rounding \"nearest\"", "8-bit Scale with codes -128 to 127 and rounding \"nearest\"")]
    [InlineData("8, QuantizationScheme.Uniform, Rounding = Rounding.NearestEven", "row", "8-bit Uniform with codes 0 to 255 and rounding \"floor\"", "8-bit Uniform with codes 0 to 255 and rounding \"nearest\"")]
    public async Task An_entry_for_another_quantizer(string arguments, string name, string theirs, string ours) => Assert.Equal(
        $"Entry '{name}' of 'calibration.json' does not fit the declaration: it is for {theirs}, and the declaration is {ours}",
        await FiresAsync("QG0015", $"{arguments}, [|Calibration = \"{name}\"|]", file));

    [Fact]
    public async Task A_scale_whose_reciprocal_is_no_float() => Assert.Equal(
        "Entry 'tiny' of 'calibration.json' does not fit the declaration: the reciprocal of its scale, 1E-39, by which values would be multiplied, overflows",
        await FiresAsync(
            "QG0015",
            "8, QuantizationScheme.Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal, [|Calibration = \"tiny\"|]",
            CalibrationJson.File(("tiny", CalibrationJson.Scale.Replace("0.125", "1e-39", StringComparison.Ordinal)))));

    [Fact]
    public async Task Beside_a_malformed_file_nothing_is_said_of_entries()
    {
        AdditionalFile damaged = new("damaged.json", CalibrationJson.Of(("input", CalibrationJson.Affine)) + "}");
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.OfAsync(Consumer.Compile(Source("8, QuantizationScheme.Affine, Calibration = \"input\"")), damaged, CalibrationJson.File()));
        Assert.Equal("QG0016", diagnostic.Id);
    }

    [Fact]
    public async Task An_entry_of_a_sound_file_is_taken_beside_a_malformed_one()
    {
        GeneratorRun run = GeneratorRun.Compiled(
            Consumer.Compile(Source("8, QuantizationScheme.Affine, Calibration = \"input\"")), file, new AdditionalFile("damaged.json", CalibrationJson.Of() + "}"));
        Assert.Single(run.Files);
        Assert.Equal("QG0016", Assert.Single(await AnalyzerRun.OfAsync(Consumer.Compile(Source("8, QuantizationScheme.Affine, Calibration = \"input\"")), [.. run.Additional])).Id);
    }

    [Fact]
    public async Task A_name_taken_by_a_member_is_found_before_the_file_is_asked() => Assert.Equal(
        "'Codes' already has a 'Parameters', which is the name of a generated member",
        await AnalyzerRun.FiresAsync("QG0012", "using Quantization;\n[Quantizer(8, QuantizationScheme.Affine, Calibration = \"nowhere\")]\npublic partial struct Codes { public int [|Parameters|]; }", additional: file));

    [Theory]
    [InlineData("8, QuantizationScheme.Affine, Calibration = \"input\"")]
    [InlineData("8, QuantizationScheme.Affine, Rounding = Rounding.Stochastic, Target = typeof(int), Range = CodeRange.Unsigned, Calibration = \"input\"")]
    [InlineData("8, QuantizationScheme.Scale, Rounding = Rounding.TowardZero, Calibration = \"weight\"")]
    [InlineData("8, QuantizationScheme.Uniform, Source = typeof(double), Kernels = QuantizerKernels.All, Calibration = \"row\"")]
    [InlineData("8, QuantizationScheme.Scale, Calibration = null")]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, Calibration = null")]
    public async Task Sound_ones(string arguments) => await AnalyzerRun.SilentAsync(Source(arguments), file);

    /// <summary>However many types ask, and whatever the analyzer says.</summary>
    [Fact]
    public async Task A_file_is_read_once_a_compilation()
    {
        AdditionalFile counted = CalibrationJson.File(("input", CalibrationJson.Affine));
        string types = string.Concat(Enumerable.Range(0, 20).Select(i => $"[Quantization.Quantizer(8, Quantization.QuantizationScheme.Affine, Calibration = \"{(i % 2 == 0 ? "input" : "output")}\")] public partial struct Codes{i};\n"));
        Assert.Equal(10, (await AnalyzerRun.OfAsync(Consumer.Compile(types), counted)).Length);
        // Once for the generator, once for the analyzer.
        Assert.Equal(2, counted.Reads);
    }

    private static Task<string> MissingAsync(string name, params AdditionalFile[] files) => FiresAsync("QG0014", $"8, QuantizationScheme.Affine, [|Calibration = \"{name}\"|]", files);

    private static Task<string> FiresAsync(string id, string arguments, params AdditionalFile[] files) => AnalyzerRun.FiresAsync(id, Source(arguments), additional: [.. files]);

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;";
}
