using System.Globalization;
using System.Text.Json;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Learning;
using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>The commands that learn, with the bundled calibration images as training and test set.</summary>
public sealed class LearnCommandTests
{
    [Fact]
    public void Learning_prints_and_writes_what_it_found()
    {
        using var folder = Data();
        var (json, file, packed) = (folder.PathOf("rows.json"), folder.PathOf("learned.safetensors"), folder.PathOf("learned.codes"));

        var (exitCode, output, error) = ToolRun.Of(
            "learn", "--data", folder.PathOf(""), "--levels", "3bit-4", "--seeds", "2", "--weight-epochs", "2", "--json", json, "--output", file, "--packed", packed);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("seed 2 of 2, weights, epoch 2: temperature 3.4, loss ", output, StringComparison.Ordinal);
        Assert.Contains("Weights in levels 3bit-4 (3 bits), a quantizer for each layer;", output, StringComparison.Ordinal);
        Assert.Contains("activations in float; from the float network.", output, StringComparison.Ordinal);

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(
            ["levels", "weightBits", "activationBits", "fromScratch", "shared", "floatEnds", "testImages", "floatAccuracy", "epochs", "runs", "meanAccuracy", "meanGap"],
            root.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(
            [("weights", 1, 1.0), ("weights", 2, 3.4)],
            root.GetProperty("epochs").EnumerateArray().Select(static epoch => (epoch.GetProperty("phase").GetString()!, epoch.GetProperty("epoch").GetInt32(), Math.Round(epoch.GetProperty("temperature").GetDouble(), 4))));
        var runs = root.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal([1, 2], runs.Select(static run => run.GetProperty("seed").GetInt32()));
        Assert.Equal(runs.Average(static run => run.GetProperty("accuracy").GetDouble()), root.GetProperty("meanAccuracy").GetDouble(), 1e-12);
        Assert.Equal(
            runs.Average(static run => Math.Abs(run.GetProperty("softAccuracy").GetDouble() - run.GetProperty("accuracy").GetDouble())), root.GetProperty("meanGap").GetDouble(), 1e-12);
        foreach (var run in runs)
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{100 * run.GetProperty("accuracy").GetDouble():F2}%"), output, StringComparison.Ordinal);

        AssertFiles(SafeTensors.Load(file), packed, runs[0].GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Activations_have_phases_of_their_own_and_are_described()
    {
        using var folder = Data();
        var file = folder.PathOf("learned.safetensors");

        var run = ToolRun.Of(
            "learn", "--data", folder.PathOf(""), "--activation-bits", "2", "--shared", "--seeds", "1", "--weight-epochs", "1", "--activation-epochs", "1", "--joint-epochs", "1", "--output", file);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (var phase in (string[])["weights", "activations", "both"])
            Assert.Contains($"seed 1 of 1, {phase}, epoch 1: temperature ", run.Output, StringComparison.Ordinal);
        Assert.Contains("one quantizer for all layers;", run.Output, StringComparison.Ordinal);
        Assert.Contains("activations in 2 bits;", run.Output, StringComparison.Ordinal);
        var written = SafeTensors.Load(file);
        Assert.Equal(("ternary", "2", "2"), (written.Metadata["levels"], written.Metadata["weight_bits"], written.Metadata["activation_bits"]));
        Assert.False(written.TryGetTensor("fc1.input_levels", out _));
        Assert.True(written.TryGetTensor("fc2.input_levels", out var second));
        Assert.True(written.TryGetTensor("fc3.input_levels", out var third));
        Assert.Equal(4, second.Values.Length);
        Assert.Equal(second.Values, third.Values);
    }

    [Fact]
    public void The_table_has_a_row_for_every_method_width_and_beginning()
    {
        using var folder = Data();
        var json = folder.PathOf("table.json");

        var (exitCode, output, error) = ToolRun.Of("learn-table", "--data", folder.PathOf(""), "--seeds", "1", "--epochs", "1", "--json", json);

        Assert.Equal((0, ""), (exitCode, error));
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(["testImages", "seeds", "floatAccuracy", "rows", "epochs"], root.EnumerateObject().Select(static property => property.Name));
        var rows = root.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(
            [
                "post-training scale1", "straight-through scale1", "learned binary", "learned binary shared", "learned binary scratch",
                "post-training scale2", "straight-through scale2", "learned ternary", "learned ternary shared", "learned ternary scratch",
                "post-training scale3", "straight-through scale3", "learned 3bit-2", "learned 3bit-2 shared", "learned 3bit-2 scratch", "learned 3bit-4", "learned 3bit-4 shared", "learned 3bit-4 scratch",
                "post-training scale5", "straight-through scale5", "learned 5bit", "learned 5bit shared", "learned 5bit scratch",
                "learned 3bit-3", "learned ternary published", "learned ternary activations",
            ],
            rows.Select(static row => Words(row.GetProperty("case"))));
        foreach (var row in rows)
        {
            var run = Assert.Single(row.GetProperty("runs").EnumerateArray());
            Assert.Equal(run.GetProperty("accuracy").GetDouble(), row.GetProperty("meanAccuracy").GetDouble());
            var learned = row.GetProperty("case").GetProperty("method").GetString() == "learned";
            Assert.Equal(learned ? JsonValueKind.Number : JsonValueKind.Null, row.GetProperty("meanGap").ValueKind);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $", seed 1: {100 * run.GetProperty("accuracy").GetDouble():F2}%"), output, StringComparison.Ordinal);
        }

        // Of the row of ternary weights.
        Assert.Equal(
            rows.Single(static row => Words(row.GetProperty("case")) == "learned ternary").GetProperty("meanAccuracy").GetDouble(),
            root.GetProperty("epochs").EnumerateArray().Single().GetProperty("accuracy").GetDouble());
        Assert.Contains("learned, ternary, each, trained, float, with seed 1, epoch by epoch:", output, StringComparison.Ordinal);

        static string Words(JsonElement of) => string.Join(' ', new[]
        {
            of.GetProperty("method").GetString(),
            of.GetProperty("levels").GetString(),
            of.GetProperty("shared").GetBoolean() ? "shared" : "",
            of.GetProperty("fromScratch").GetBoolean() ? "scratch" : "",
            of.GetProperty("isPublished").GetBoolean() ? "published" : "",
            of.GetProperty("activationBits").ValueKind == JsonValueKind.Number ? "activations" : "",
        }.Where(static word => word?.Length > 0));
    }

    /// <summary>Both files are the same network, whose weights are levels by their codes, and the card says how it was judged.</summary>
    private static void AssertFiles(SafeTensors file, string packedPath, double accuracy)
    {
        using var stream = File.OpenRead(packedPath);
        var packed = PackedNetwork.Read(stream, packedPath);
        var model = Model.From(file);
        Assert.Equal(model.Layers.Count, packed.Layers.Count);
        foreach (var (layer, codes) in model.Layers.Zip(packed.Layers))
        {
            Assert.True(file.TryGetTensor(layer.Name + ".weight_levels", out var levels));
            Assert.True(file.TryGetTensor(layer.Name + ".weight_thresholds", out var thresholds));
            Assert.Equal(7, levels.Values.Length);
            Assert.Equal([-4f, -2f, -1f, 0f, 1f, 2f, 4f], levels.Values.Select(level => level / levels.Values[4]), static (a, b) => Math.Abs(a - b) < 1e-6);
            Assert.Equal(levels.Values, codes.Steps.Levels.ToArray());
            Assert.Equal(thresholds.Values, codes.Steps.Thresholds.ToArray());
            Assert.Equal(layer.Bias, codes.Bias);
            for (var i = 0; i < layer.Weight.Values.Length; i++)
                Assert.Equal(levels.Values[CodeAt(codes.Codes, i)], layer.Weight.Values[i]);
        }

        foreach (var card in (ModelCard[])[ModelCard.From(file.Metadata), ModelCard.From(packed.Metadata)])
            Assert.Equal((500, accuracy), (card.TestImages, card.TestAccuracy));

        // Three bits each, the first in the lowest of the first byte.
        static int CodeAt(byte[] codes, int index) => Enumerable.Range(0, 3).Sum(bit => ((codes[((3 * index) + bit) / 8] >> (((3 * index) + bit) % 8)) & 1) << bit);
    }

    /// <summary>A folder whose training and test set are the same few images.</summary>
    private static TemporaryFolder Data()
    {
        var folder = new TemporaryFolder();
        IdxFile.Save(BundledData.LoadCalibrationImages(), folder.PathOf(""), "train");
        IdxFile.Save(BundledData.LoadCalibrationImages(), folder.PathOf(""), "t10k");
        return folder;
    }
}
