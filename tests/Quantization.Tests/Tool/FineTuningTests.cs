using System.Globalization;
using System.Text.Json;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.FineTuning;
using Quantization.Tool.Simulation;
using Quantization.Tool.Training;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class FineTuningTests
{
    private static readonly FineTuningOptions s_narrow = new() { WeightBits = 3, ActivationBits = 3, Training = new() { Epochs = 2, LearningRate = 1e-3f } };

    [Fact]
    public void Some_steps_lower_the_loss_of_the_quantized_network_and_leave_the_original_alone()
    {
        var model = Model.From(BundledData.LoadModel());
        var images = BundledData.LoadCalibrationImages();
        var tuner = new FineTuner(model, s_narrow);
        var quantized = tuner.Quantize(images);
        var before = Loss(quantized, images);
        Assert.InRange(Loss(model, images), 0, before / 2);

        var tuned = tuner.Train(quantized, images, seed: 1, static (_, _) => { });

        Assert.InRange(Loss(tuned, images), 0, 0.75 * before);
        Assert.Equal(Bits(Model.From(BundledData.LoadModel())), Bits(model));
        Assert.Equal(before, Loss(quantized, images));
        // The ranges are those of the calibration.
        Assert.All(tuned.Layers.Zip(quantized.Layers), static pair =>
        {
            Assert.Same(pair.Second.InputQuantizer, pair.First.InputQuantizer);
            Assert.Same(pair.Second.WeightQuantizer, pair.First.WeightQuantizer);
        });
    }

    [Fact]
    public void A_seed_gives_the_same_weights_and_another_seed_others()
    {
        var tuner = new FineTuner(Model.From(BundledData.LoadModel()), s_narrow);
        var images = BundledData.LoadCalibrationImages();
        var quantized = tuner.Quantize(images);
        uint[][] runs = [.. ((int[])[3, 3, 4]).Select(seed => Bits(tuner.Train(quantized, images, seed, static (_, _) => { })))];
        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
    }

    [Fact]
    public void Weights_that_are_beyond_their_range_stay_but_for_decay()
    {
        var model = Model.From(BundledData.LoadModel());
        var images = BundledData.LoadCalibrationImages();
        var tuner = new FineTuner(model, s_narrow with { Training = s_narrow.Training with { WeightDecay = 0f } });
        var quantized = tuner.Quantize(images);
        var tuned = tuner.Train(quantized, images, seed: 1, static (_, _) => { });

        var outside = 0;
        foreach (var (layer, after) in quantized.Layers.Zip(tuned.Layers))
        {
            for (var row = 0; row < layer.Weight.Rows; row++)
            {
                // Codes of 3 bits end at ±3, and ±3.5 is a tie that goes to 4.
                var end = 3.5f * ((TensorQuantizer)layer.WeightQuantizer!).Parameters[row].Scale;
                foreach (var (value, trained) in layer.Weight.Row(row).ToArray().Zip(after.Weight.Row(row).ToArray()).Where(pair => Math.Abs(pair.First) > 1.001f * end))
                {
                    outside++;
                    Assert.Equal(value, trained);
                }
            }
        }

        Assert.InRange(outside, 100, 100_000);
    }

    [Fact]
    public void What_is_recovered_is_a_share_of_what_was_lost()
    {
        Assert.Equal(0.75, FineTuningRun.From(1, 0.875, 0.5, 1.0).Recovered);
        Assert.Equal(-1, FineTuningRun.From(1, 0.25, 0.5, 0.75).Recovered);
        Assert.Null(FineTuningRun.From(1, 0.875, 0.5, 0.5).Recovered);
    }

    [Fact]
    public void The_command_prints_and_writes_what_it_found()
    {
        using var folder = DataOf(BundledData.LoadCalibrationImages());
        var (json, file) = (folder.PathOf("rows.json"), folder.PathOf("tuned.safetensors"));

        var (exitCode, output, error) = ToolRun.Of(
            "finetune", "--data", folder.PathOf(""), "--weight-bits", "3", "--activation-bits", "5", "--seeds", "2", "--epochs", "1", "--json", json, "--output", file);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("seed 2 of 2, epoch 1 of 1: loss ", output, StringComparison.Ordinal);
        Assert.Contains("Weights in 3 bits by channel, activations in 5 by tensor; epochs: 1.", output, StringComparison.Ordinal);

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(
            ["weightBits", "activationBits", "epochs", "testImages", "floatAccuracy", "quantizedAccuracy", "runs", "meanAccuracy", "meanRecovered"],
            root.EnumerateObject().Select(static property => property.Name));
        Assert.Equal((3, 5, 1, 500), (root.GetProperty("weightBits").GetInt32(), root.GetProperty("activationBits").GetInt32(), root.GetProperty("epochs").GetInt32(), root.GetProperty("testImages").GetInt32()));
        var runs = root.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal([1, 2], runs.Select(static run => run.GetProperty("seed").GetInt32()));
        foreach (var property in (string[])["accuracy", "recovered"])
        {
            var mean = root.GetProperty("mean" + char.ToUpperInvariant(property[0]) + property[1..]).GetDouble();
            Assert.Equal(runs.Average(run => run.GetProperty(property).GetDouble()), mean, 1e-12);
        }

        var (lost, recovered) = (root.GetProperty("floatAccuracy").GetDouble() - root.GetProperty("quantizedAccuracy").GetDouble(), runs[0].GetProperty("accuracy").GetDouble() - root.GetProperty("quantizedAccuracy").GetDouble());
        Assert.Equal(recovered / lost, runs[0].GetProperty("recovered").GetDouble(), 1e-9);
        foreach (var run in runs)
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{100 * run.GetProperty("accuracy").GetDouble():F2}%"), output, StringComparison.Ordinal);

        AssertFile(SafeTensors.Load(file), runs[0].GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Images_of_another_size_are_refused_before_any_work()
    {
        using var folder = DataOf(new ImageSet(2, 3, new byte[6], [0]));
        var json = folder.PathOf("rows.json");
        var (exitCode, output, error) = ToolRun.Of("finetune", "--data", folder.PathOf(""), "--json", json);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("2 × 3 pixels", error, StringComparison.Ordinal);
        Assert.False(File.Exists(json));
    }

    /// <summary>Weights are codes of 3 bits times the scale of their row, and the card says how the network was judged.</summary>
    private static void AssertFile(SafeTensors file, double accuracy)
    {
        foreach (var layer in Model.From(file).Layers)
        {
            Assert.True(file.TryGetTensor(layer.Name + ".weight_scale", out var scales));
            Assert.True(file.TryGetTensor(layer.Name + ".input_scale", out var inputScale));
            Assert.Equal((layer.Weight.Rows, 1), (scales.Values.Length, inputScale.Values.Length));
            for (var row = 0; row < layer.Weight.Rows; row++)
            {
                foreach (var value in layer.Weight.Row(row))
                {
                    var code = MathF.Round(value / scales.Values[row]);
                    Assert.InRange(code, -3f, 3f);
                    Assert.Equal(code * scales.Values[row], value);
                }
            }
        }

        Assert.Equal(("3", "5", "1"), (file.Metadata["weight_bits"], file.Metadata["activation_bits"], file.Metadata["fine_tuning_seed"]));
        var card = ModelCard.From(file.Metadata);
        Assert.Equal((500, accuracy), (card.TestImages, card.TestAccuracy));
    }

    private static double Loss(Model model, ImageSet images) =>
        CrossEntropy.ReplaceByGradient(model.Forward(images.Batch(0, images.Count)).Scores, images.Labels, smoothing: 0f) / images.Count;

    private static uint[] Bits(Model model) =>
        [.. model.Layers.SelectMany(static layer => layer.Weight.Values.Concat(layer.Bias)).Select(BitConverter.SingleToUInt32Bits)];

    /// <summary>A folder whose training and test set are the same few images.</summary>
    private static TemporaryFolder DataOf(ImageSet images)
    {
        var folder = new TemporaryFolder();
        IdxFile.Save(images, folder.PathOf(""), "train");
        IdxFile.Save(images, folder.PathOf(""), "t10k");
        return folder;
    }
}
