using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Quantization.Tool.Data;
using Quantization.Tool.Plots;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class PlotTests
{
    private static readonly string[] s_methods = ["max", "percentile-99.99", "percentile-99.9", "entropy", "mse"];

    [Fact]
    public void Magnitudes_are_counted_in_equal_bins_from_zero_to_the_largest()
    {
        var histogram = MagnitudeHistogram.Of([0f, 0.9f, -1f, 1.9f, -2f, 3.9f, 4f, -4f, float.NaN, float.PositiveInfinity], bins: 4);

        Assert.Equal((4.0, 8L), (histogram.Largest, histogram.Total));
        Assert.Equal([2, 2, 1, 3], histogram.Counts);
        Assert.Equal([0.0, 1.0, 2.0, 3.0, 4.0], Enumerable.Range(0, 5).Select(histogram.Edge));
    }

    [Fact]
    public void Magnitudes_may_be_all_zero_or_the_largest_and_the_least_there_are()
    {
        Assert.Equal([3, 0], MagnitudeHistogram.Of([0f, -0f, 0f], bins: 2).Counts);
        Assert.Equal([1, 1], MagnitudeHistogram.Of([0f, float.MaxValue], bins: 2).Counts);
        Assert.Equal([1, 2], MagnitudeHistogram.Of([0f, float.Epsilon, -float.Epsilon], bins: 2).Counts);
        Assert.Equal([0, 0], MagnitudeHistogram.Of([], bins: 2).Counts);
    }

    [Fact]
    public void Without_data_the_largest_weights_of_the_bundled_classifier_are_drawn_with_every_threshold()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("plot.svg");

        var run = ToolRun.Of("plot", "--output", path);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var texts = Texts(path);
        Assert.Contains("fc1.weight: 200,704 values, thresholds for 8 bits", texts);
        Assert.True(BundledData.LoadModel().TryGetTensor("fc1.weight", out var tensor));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"max: {tensor.Values.Max(Math.Abs):G4}"), texts);
        foreach (var method in s_methods)
            Assert.Single(texts, text => text.StartsWith(method + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tensor_of_a_file_is_drawn_whatever_its_name_in_the_size_and_for_the_width_that_were_asked_for()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("other", [1f]), ("<a & b>", [.. Enumerable.Range(1, 5000).Select(static i => 1f / i), float.NaN]));
        var path = folder.PathOf("plot.SVG");

        Assert.Equal(0, ToolRun.Of("plot", data, "<a & b>", "--output", path, "--bits", "4", "--width", "640", "--height", "360").ExitCode);

        Assert.Contains("<a & b>: 5,000 values, thresholds for 4 bits", Texts(path));
        var root = XDocument.Load(path).Root!;
        Assert.Equal(("640", "360"), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.Epsilon)]
    public void A_single_value_is_enough(float value)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("plot.png");

        Assert.Equal(0, ToolRun.Of("plot", folder.Save("data.safetensors", ("x", [value])), "x", "--output", path).ExitCode);

        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal((800, 450), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
    }

    [Theory]
    [InlineData("ternary")]
    [InlineData("3bit-2")]
    public void A_quantizer_is_drawn_at_each_temperature_and_frozen(string levels)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("hardening.svg");

        var run = ToolRun.Of("plot", "--hardening", levels, "--output", path);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var texts = Texts(path);
        Assert.Contains($"{levels}: soft at temperature T, and frozen", texts);
        Assert.Equal(["T = 1", "T = 5", "T = 20", "T = 100", "frozen"], texts.Where(static text => text.StartsWith("T = ", StringComparison.Ordinal) || text == "frozen"));
    }

    [Fact]
    public void What_cannot_be_drawn_is_one_line_and_no_file()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("zeros", [0f, float.NaN]), ("other", [1f]));
        var path = folder.PathOf("plot.svg");

        AssertFails("name a tensor to draw; it has zeros, other", "plot", data, "--output", path);
        AssertFails("there is no tensor 'x'; it has zeros, other", "plot", data, "x", "--output", path);
        AssertFails("tensor 'zeros' has no finite value other than 0", "plot", data, "zeros", "--output", path);
        AssertFails("end it in .svg or .png", "plot", "--output", folder.PathOf("plot.gif"));
        AssertFails("'--output' is required", "plot");
        AssertFails("--bits must be from 2 to 12", "plot", "--output", path, "--bits", "1");
        AssertFails("--width must be from 300 to 10000", "plot", "--output", path, "--width", "299");
        AssertFails("--height must be from 200 to 10000", "plot", "--output", path, "--height", "10001");
        AssertFails("--hardening draws no tensor", "plot", data, "other", "--hardening", "ternary", "--output", path);
        AssertFails("missing", "plot", folder.PathOf("missing"), "x", "--output", path);
        AssertFails("cannot write", "plot", "--output", folder.PathOf("no/plot.svg"));
        Assert.False(File.Exists(path));
        Assert.False(File.Exists(folder.PathOf("plot.gif")));
    }

    private static void AssertFails(string problem, params string[] args)
    {
        var run = ToolRun.Of(args);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    private static List<string> Texts(string path) =>
        [.. XDocument.Load(path).Descendants(XName.Get("text", "http://www.w3.org/2000/svg")).Select(static text => text.Value.Trim())];
}
