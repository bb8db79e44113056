using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Tests.Baked;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>What is wrong with a calibration file is said at its line and column.</summary>
public sealed class MalformedFileTests
{
    // Line 4 of such a file is the first entry: "    "input": { … }", its properties from column 16 on.
    private const string Affine = CalibrationJson.Affine;

    /// <summary>What a sound entry becomes by one change, and the line, column and length of the complaint, counted from 1 as editors do.</summary>
    [Theory]
    [InlineData("\"bits\": 8", "\"bits\": 17", 4, 24, 2, "entry 'input': 'bits' is 17; codes have 1 to 16 bits")]
    [InlineData("\"bits\": 8", "\"bits\": 0", 4, 24, 1, "entry 'input': 'bits' is 0; codes have 1 to 16 bits")]
    [InlineData("\"bits\": 8", "\"bits\": 8.0", 4, 24, 3, "entry 'input': 'bits' is not an integer")]
    [InlineData("\"bits\": 8", "\"bits\": \"8\"", 4, 24, 3, "entry 'input': 'bits' is not an integer")]
    [InlineData("\"bits\": 8, ", "", 4, 5, 7, "entry 'input': 'bits' is missing")]
    [InlineData("\"bits\"", "\"Bits\"", 4, 5, 7, "entry 'input': 'bits' is missing")]
    [InlineData("\"Affine\"", "\"affine\"", 4, 37, 8, "entry 'input': 'scheme' is not \"Affine\", \"Scale\", \"Uniform\", \"Codebook\" or \"Learned\"")]
    [InlineData("\"Affine\"", "null", 4, 37, 4, "entry 'input': 'scheme' is not \"Affine\", \"Scale\", \"Uniform\", \"Codebook\" or \"Learned\"")]
    [InlineData("\"scheme\": \"Affine\", ", "", 4, 5, 7, "entry 'input': 'scheme' is missing")]
    [InlineData("\"zeroPoint\": 3", "\"levels\": [1, 2], \"zeroPoint\": 3", 4, 104, 6, "entry 'input': 'levels' is given; only Codebook and Learned have levels")]
    [InlineData("\"zeroPoint\": 3", "\"thresholds\": 1, \"zeroPoint\": 3", 4, 108, 1, "entry 'input': 'thresholds' is not an array of numbers")]
    [InlineData("\"minCode\": 0", "\"minCode\": 1", 4, 58, 1, "entry 'input': 'minCode' is 1; 8-bit codes under Affine are 0 to 255 or -128 to 127 or -127 to 127")]
    [InlineData("\"maxCode\": 255", "\"maxCode\": 127", 4, 72, 3, "entry 'input': 'maxCode' is 127; 8-bit codes under Affine are 0 to 255 or -128 to 127 or -127 to 127")]
    [InlineData("\"minCode\": 0", "\"minCode\": 99999999999", 4, 58, 11, "entry 'input': 'minCode' is not an integer")]
    [InlineData("\"scale\": 0.0235", "\"scale\": 0", 4, 86, 1, "entry 'input': 'scale' is 0; a scale is positive and finite")]
    [InlineData("\"scale\": 0.0235", "\"scale\": -0.5", 4, 86, 4, "entry 'input': 'scale' is -0.5; a scale is positive and finite")]
    [InlineData("\"scale\": 0.0235", "\"scale\": 1e39", 4, 86, 4, "entry 'input': 'scale' is Infinity; a scale is positive and finite")]
    [InlineData("\"scale\": 0.0235", "\"scale\": 1e-999", 4, 86, 6, "entry 'input': 'scale' is 0; a scale is positive and finite")]
    [InlineData("\"scale\": 0.0235", "\"scale\": \"0.0235\"", 4, 86, 8, "entry 'input': 'scale' is not a number")]
    [InlineData("\"scale\": 0.0235, ", "", 4, 5, 7, "entry 'input': 'scale' is missing")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 256", 4, 107, 3, "entry 'input': 'zeroPoint' is 256; a zero point is one of the codes, 0 to 255")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": -1", 4, 107, 2, "entry 'input': 'zeroPoint' is -1; a zero point is one of the codes, 0 to 255")]
    [InlineData(", \"zeroPoint\": 3", "", 4, 5, 7, "entry 'input': 'zeroPoint' is missing")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"minimum\": 1", 4, 121, 1, "entry 'input': 'minimum' is 1; only Uniform has a minimum")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"minimum\": 1e99", 4, 121, 4, "entry 'input': 'minimum' is Infinity; a minimum is finite")]
    [InlineData("\"bits\": 8", "\"rounding\": \"up\", \"bits\": 8", 4, 28, 4, "entry 'input': 'rounding' is not \"nearest\" or \"floor\"")]
    [InlineData("\"bits\": 8", "\"bits\": 8, \"bits\": 8", 4, 27, 1, "it is not valid JSON: the name 'bits' stands twice in an object")]
    [InlineData("\"bits\": 8,", "\"bits\": 8", 4, 26, 1, "it is not valid JSON: a ',' or a '}' is expected")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3,", 4, 110, 1, "it is not valid JSON: a name in double quotes is expected")]
    [InlineData("\"bits\"", "bits", 4, 16, 1, "it is not valid JSON: a name in double quotes is expected")]
    [InlineData("\"bits\": 8", "\"bits\": 08", 4, 24, 1, "it is not valid JSON: a number does not begin with a zero before other digits")]
    [InlineData("\"bits\": 8", "\"bits\" 8", 4, 23, 1, "it is not valid JSON: a ':' is expected")]
    [InlineData("\"bits\": 8", "\"bits\": eight", 4, 24, 1, "it is not valid JSON: a value is expected")]
    [InlineData("\"bits\": 8", "// Eight bits.\n\"bits\": 8", 4, 16, 1, "it is not valid JSON: a name in double quotes is expected")]
    [InlineData("{ \"bits\"", "[ \"bits\"", 4, 22, 1, "it is not valid JSON: a ',' or a ']' is expected")]
    [InlineData("\"quantizationCalibration\": 1", "\"quantizationCalibration\": 2", 2, 30, 1, "'quantizationCalibration' is 2; this version of Quantization.Gen reads version 1")]
    [InlineData("\"quantizationCalibration\": 1", "\"quantizationCalibration\": \"1\"", 2, 30, 3, "'quantizationCalibration' is not an integer")]
    [InlineData("\"entries\"", "\"Entries\"", 2, 3, 25, "'entries' is missing")]
    [InlineData("\"input\"", "\"\"", 4, 5, 2, "the name of an entry is empty")]
    [InlineData("\"input\"", "\"\\ud800\"", 4, 5, 1, "it is not valid JSON: the string is not valid Unicode: it has half of a surrogate pair")]
    [InlineData("\"input\": { " + Affine + " }", "\"input\": 8", 4, 14, 1, "entry 'input' is not an object")]
    public async Task One_change_one_complaint(string sound, string damaged, int line, int column, int length, string message)
    {
        string content = CalibrationJson.Of(("input", Affine));
        Assert.Contains(sound, content, StringComparison.Ordinal);
        Diagnostic diagnostic = Assert.Single(await OfAsync(content.Replace(sound, damaged, StringComparison.Ordinal)));
        Expect(diagnostic, line, column, length, message);
    }

    /// <summary>By how many characters a file is short, and where it ends then.</summary>
    [Theory]
    [InlineData(2, 6, 1, "a ',' or a '}' is expected")]
    [InlineData(3, 5, 4, "a ',' or a '}' is expected")]
    [InlineData(8, 4, 109, "a ',' or a '}' is expected")]
    [InlineData(9, 4, 108, "a ',' or a '}' is expected")]
    [InlineData(10, 4, 107, "a value is expected")]
    public async Task A_file_that_ends_too_soon(int missing, int line, int column, string reason) => Expect(
        Assert.Single(await OfAsync(CalibrationJson.Of(("input", Affine))[..^missing])), line, column, 0, $"it is not valid JSON: {reason}, but the file ends");

    [Fact]
    public async Task What_follows_the_end_is_refused() => Expect(
        Assert.Single(await OfAsync(CalibrationJson.Of() + "{}")), 7, 1, 1, "it is not valid JSON: nothing can follow the value that is the whole file");

    /// <summary>Each property of each entry, so that one build tells all.</summary>
    [Fact]
    public async Task Every_wrong_property_is_said()
    {
        string content = CalibrationJson.Of(("one", Affine.Replace(": 8", ": 88", StringComparison.Ordinal).Replace("0.0235", "0", StringComparison.Ordinal)), ("two", "\"bits\": 8"), ("three", CalibrationJson.Scale));
        Assert.Equal(
            ["one: bits", "one: scale", "two: scheme", "two: minCode", "two: maxCode", "two: scale"],
            (await OfAsync(content)).Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'') is { } parts ? $"{parts[1]}: {parts[3]}" : ""));
    }

    [Fact]
    public async Task Lines_end_as_the_file_has_them() => Expect(
        Assert.Single(await OfAsync(CalibrationJson.Of(("input", Affine)).Replace("\n", "\r\n", StringComparison.Ordinal).Replace("0.0235", "0", StringComparison.Ordinal))),
        4, 86, 1, "entry 'input': 'scale' is 0; a scale is positive and finite");

    /// <summary>Sound files, however unusual.</summary>
    [Theory]
    [InlineData("{\"quantizationCalibration\":1,\"entries\":{}}")]
    [InlineData("\t{ \"entries\" : { } , \"made by\" : [ \"hand\", null, { \"a\": [ true, false ] } ], \"quantizationCalibration\" : 1 }\r\n")]
    [InlineData("{\"quantizationCalibration\":1,\"entries\":{\"sign\":{\"bits\":1,\"scheme\":\"Scale\",\"minCode\":-1,\"maxCode\":1,\"scale\":1E-45,\"zeroPoint\":0,\"minimum\":-0.0}}}")]
    [InlineData("{\"quantizationCalibration\":1,\"entries\":{\"\\u00e4 \\ud83d\\ude00 \\\"\\\\\\/\\n\":{\"bits\":16,\"scheme\":\"Uniform\",\"rounding\":\"nearest\",\"minCode\":0,\"maxCode\":65535,\"scale\":3.4028235e38,\"minimum\":-3.4028235e+38}}}")]
    [InlineData("{\"quantizationCalibration\":1,\"entries\":{\"cells\":{\"bits\":4,\"scheme\":\"Scale\",\"rounding\":\"floor\",\"minCode\":-8,\"maxCode\":7,\"scale\":1,\"method\":0,\"range\":\"any\",\"values\":-1}}}")]
    public async Task Sound_files(string content) => Assert.Empty(await OfAsync(content));

    private static async Task<Diagnostic[]> OfAsync(string content) =>
        [.. (await AnalyzerRun.OfAsync(Consumer.Compile("internal static class Any;"), new AdditionalFile("folder/calibration.json", content))).OrderBy(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition)];

    private static void Expect(Diagnostic diagnostic, int line, int column, int length, string message)
    {
        Assert.Equal("QG0016", diagnostic.Id);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(
            ("folder/calibration.json", line, column, length, $"The calibration file is malformed: {message}"),
            (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, diagnostic.Location.SourceSpan.Length, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }
}
