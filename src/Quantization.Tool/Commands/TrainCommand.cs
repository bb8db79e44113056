using System.CommandLine;
using System.Globalization;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Terminal;
using Quantization.Tool.Training;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize train</c>: trains the classifier that the demo bundles.</summary>
internal static class TrainCommand
{
    private static readonly int[] s_layerSizes = [256, 128, 10];

    public static Command Create()
    {
        var defaults = new TrainingOptions();
        var data = DataFolder.CreateOption();
        var output = new Option<FileInfo>("--output") { Description = "The safetensors file to write.", HelpName = "FILE", Required = true };
        var seed = new Option<int>("--seed") { Description = "Where the random numbers begin. A seed gives the same file on every machine.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var epochs = NumberOption.Create("--epochs", "N", "How often every training image is seen.", defaults.Epochs, minimum: 1);
        var command = new Command("train", "Trains the demo's classifier on Fashion-MNIST and writes it as a safetensors file.") { data, output, seed, epochs };
        command.SetAction(result =>
        {
            var options = new TrainingOptions { Seed = result.GetValue(seed), Epochs = result.GetValue(epochs) };
            Train(result.GetRequiredValue(data), result.GetRequiredValue(output), options, result.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Train(DirectoryInfo data, FileInfo output, TrainingOptions options, TextWriter log)
    {
        var training = DataFolder.Load(data, DataFolder.TrainingPrefix);
        var test = DataFolder.Load(data, DataFolder.TestPrefix);
        int[] sizes = [training.PixelsPerImage, .. s_layerSizes];
        var model = Trainer.CreateModel(sizes, options.Seed);
        training.For(model);
        test.For(model);
        var written = OutputFile.Open(output);
        new Trainer(model, options).Train(training, (epoch, loss) =>
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {options.Epochs}: loss {loss:F4}")));

        var accuracy = Evaluation.Accuracy(Evaluation.Predict(model, test), test.Labels);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"right on {accuracy:P2} of the {test.Count} test images"));
        var card = new ModelCard(string.Join('-', sizes), options.Seed, options.Epochs, test.Count, accuracy);
        written.Write(model.ToSafeTensors(card.ToMetadata()).Write);
    }
}
