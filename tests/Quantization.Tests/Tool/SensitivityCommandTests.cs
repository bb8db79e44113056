using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Commands;
using Quantization.Tool.Data;
using Quantization.Tool.Demo;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class SensitivityCommandTests
{
    // The layers are 784-256-128-10.
    private static readonly string[] s_names = ["fc1", "fc2", "fc3"];
    private static readonly int[] s_weights = [784 * 256, 256 * 128, 128 * 10];
    private static readonly int[] s_channels = [256, 128, 10];

    [Fact]
    public void The_report_ranks_the_layers_by_what_each_loses_alone()
    {
        using var report = Report("--format", "scale3", "--tolerance", "0.5");
        var root = report.RootElement;

        Assert.Equal(("scale3", "channel", "accuracy", 2000), (
            root.GetProperty("quantizer").GetString(), root.GetProperty("granularity").GetString(), root.GetProperty("by").GetString(), root.GetProperty("images").GetInt32()));
        Assert.Equal(RightWith("scale3", []), root.GetProperty("floatScore").GetDouble());
        Assert.Equal(RightWith("scale3", [0, 1, 2]), root.GetProperty("quantizedScore").GetDouble());

        var layers = root.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal([0, 1, 2], layers.Select(static layer => layer.GetProperty("index").GetInt32()).Order());
        foreach (var layer in layers)
        {
            var index = layer.GetProperty("index").GetInt32();
            Assert.Equal((s_names[index], s_weights[index]), (layer.GetProperty("name").GetString(), layer.GetProperty("weights").GetInt32()));
            Assert.Equal(RightWith("scale3", [index]), layer.GetProperty("score").GetDouble());
            Assert.Equal(root.GetProperty("floatScore").GetDouble() - RightWith("scale3", [index]), layer.GetProperty("loss").GetDouble(), 1e-12);
        }

        var losses = layers.Select(static layer => layer.GetProperty("loss").GetDouble()).ToArray();
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[0] > losses[^1], "The layers should differ, or the ranking shows nothing.");
    }

    [Fact]
    public void Steps_leave_one_layer_more_in_float_until_the_target_is_met_and_count_its_weights_as_four_bytes()
    {
        using var report = Report("--format", "scale3", "--tolerance", "0.5");
        var root = report.RootElement;
        var ranking = root.GetProperty("layers").EnumerateArray().Select(static layer => layer.GetProperty("index").GetInt32()).ToArray();
        var steps = root.GetProperty("steps").EnumerateArray().ToArray();

        Assert.Equal(4 * (s_weights.Sum() + s_channels.Sum()), root.GetProperty("floatBytes").GetInt64());
        for (var kept = 0; kept < steps.Length; kept++)
        {
            Assert.Equal(ranking.Take(kept).Select(static index => s_names[index]), steps[kept].GetProperty("floatLayers").EnumerateArray().Select(static name => name.GetString()));
            // Three bits a weight and a scale a channel, or floats; the biases are floats always.
            Assert.Equal(
                Enumerable.Range(0, 3).Sum(i => (ranking.Take(kept).Contains(i) ? 4 * s_weights[i] : (s_weights[i] * 3 / 8) + (4 * s_channels[i])) + (4 * s_channels[i])),
                steps[kept].GetProperty("bytes").GetInt64());
            Assert.Equal(RightWith("scale3", ranking[kept..]), steps[kept].GetProperty("score").GetDouble());
            Assert.Equal(kept == steps.Length - 1, steps[kept].GetProperty("loss").GetDouble() <= 0.005 + 1e-12);
            Assert.Equal(kept == steps.Length - 1, steps[kept].GetProperty("meetsTarget").GetBoolean());
        }
    }

    [Fact]
    public void A_tolerance_of_exactly_the_images_that_are_lost_is_met()
    {
        using var strict = Report("--tolerance", "0");
        var loss = strict.RootElement.GetProperty("steps")[0].GetProperty("loss").GetDouble();
        var lost = (int)Math.Round(2000 * loss);

        using var enough = Report("--tolerance", $"{lost / 20m}");
        using var less = Report("--tolerance", $"{(lost / 20m) - 0.01m}");

        Assert.Equal(1, enough.RootElement.GetProperty("steps").GetArrayLength());
        Assert.InRange(less.RootElement.GetProperty("steps").GetArrayLength(), 2, 4);
        Assert.InRange(strict.RootElement.GetProperty("steps").GetArrayLength(), 2, 4);
    }

    [Fact]
    public void Points_of_whole_images_are_whole_images()
    {
        for (var images = 0; images <= 2000; images++)
            Assert.Equal(images, SensitivityCommand.ImagesOf((double)(images / 20m), 2000));
    }

    [Fact]
    public void By_agreement_the_float_model_agrees_with_itself()
    {
        using var report = Report("--format", "q4_0", "--by", "agreement");

        Assert.Equal(1, report.RootElement.GetProperty("floatScore").GetDouble());
        Assert.Equal(("block", "agreement"), (report.RootElement.GetProperty("granularity").GetString(), report.RootElement.GetProperty("by").GetString()));
        Assert.InRange(report.RootElement.GetProperty("quantizedScore").GetDouble(), 0.95, 0.9999);
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("channel", "--per", "channel")]
    [InlineData("tensor", "--per", "tensor")]
    public void A_format_of_several_granularities_is_by_channel_unless_asked(string expected, params string[] options)
    {
        using var report = Report(["--format", "scale8", .. options]);

        Assert.Equal(expected, report.RootElement.GetProperty("granularity").GetString());
    }

    [Fact]
    public void The_tables_have_no_escape_codes_in_a_file_and_fit_a_terminal_of_80_columns()
    {
        var run = ToolRun.Of("sensitivity");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("weights in scale3 by channel", run.Output, StringComparison.Ordinal);
        Assert.Contains("none", run.Output, StringComparison.Ordinal);
        foreach (var name in s_names)
            Assert.Contains(name, run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), static line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Theory]
    [InlineData("no format 'scale9'; there are float32 (tensor), ", "--format", "scale9")]
    [InlineData("no format 'scale3' by tensor; there are ", "--format", "scale3", "--per", "tensor")]
    [InlineData("scale8 (tensor or channel)", "--format", "scale8", "--per", "block")]
    [InlineData("'row'", "--per", "row")]
    [InlineData("'speed'", "--by", "speed")]
    [InlineData("--tolerance must be from 0 to 100", "--tolerance", "-0.1")]
    [InlineData("--tolerance must be from 0 to 100", "--tolerance", "101")]
    [InlineData("--tolerance must be from 0 to 100", "--tolerance", "NaN")]
    [InlineData("'little'", "--tolerance", "little")]
    [InlineData("'--json'", "--json")]
    public void Bad_options_are_named(string problem, params string[] options)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        var run = ToolRun.Of(options.Contains("--json") ? ["sensitivity", .. options] : ["sensitivity", "--json", path, .. options]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fc1", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static JsonDocument Report(params string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, ToolRun.Of(["sensitivity", "--json", path, .. options]).ExitCode);
            return JsonDocument.Parse(File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Stores and restores by hand what the command should have.
    private static double RightWith(string format, int[] quantized)
    {
        var model = Model.From(BundledData.LoadModel());
        var images = BundledData.LoadImages();
        var weights = model.Layers.Select((layer, i) => quantized.Contains(i) ? WeightFormats.All.Single(each => each.Name == format).Store(layer).Restore() : layer.Weight);
        return Evaluation.Accuracy(Evaluation.Predict(model.WithWeights([.. weights]), images), images.Labels);
    }
}
