using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Demo;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class MethodsCommandTests
{
    [Fact]
    public void Rows_of_all_values_are_those_of_the_demo_and_narrower_ranges_are_better_at_four_bits()
    {
        var path = Path.GetTempFileName();
        try
        {
            var run = ToolRun.Of("methods", "--bits", "8", "4", "--json", path);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.DoesNotContain('\u001b', run.Output);
            using var report = JsonDocument.Parse(File.ReadAllText(path));
            var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(
                static row => (row.GetProperty("part").GetString(), row.GetProperty("method").GetString(), row.GetProperty("bits").GetInt32()),
                static row => row.GetProperty("accuracy").GetDouble());

            // Six methods of weights, seven of activations, two widths.
            Assert.Equal(2 * (6 + 7), rows.Count);
            Assert.Equal(2000, report.RootElement.GetProperty("images").GetInt32());
            Assert.Equal(Accuracy("float32"), report.RootElement.GetProperty("floatAccuracy").GetDouble());
            Assert.Equal(Accuracy("scale4"), rows[("weights", "max", 4)]);
            Assert.Equal(Accuracy("scale8"), rows[("weights", "max", 8)]);
            // Four bits of weights want ranges that are narrower than all values.
            Assert.True(rows[("weights", "mse", 4)] > rows[("weights", "max", 4)]);
            Assert.True(rows[("activations", "mse", 4)] > rows[("activations", "max", 4)]);
            Assert.All(rows.Where(static row => row.Key.Item3 == 8), row => Assert.Equal(report.RootElement.GetProperty("floatAccuracy").GetDouble(), row.Value, 0.005));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("--bits must be from 2 to 8", "--bits", "9")]
    [InlineData("--bits must be from 2 to 8", "--bits", "4", "1")]
    [InlineData("'few'", "--bits", "few")]
    [InlineData("does not exist", "--data", "no/such/folder")]
    public void Bad_options_are_named(string problem, params string[] options)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        var run = ToolRun.Of(["methods", "--json", path, .. options]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static double Accuracy(string format)
    {
        var model = Model.From(BundledData.LoadModel());
        var images = BundledData.LoadImages();
        var weights = WeightFormats.Find(format, format == "float32" ? Granularity.Tensor : Granularity.Channel);
        return Evaluation.Accuracy(Evaluation.Predict(model.WithWeights([.. model.Layers.Select(layer => weights.Store(layer).Restore())]), images), images.Labels);
    }
}
