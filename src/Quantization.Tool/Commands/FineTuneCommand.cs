using System.CommandLine;
using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.FineTuning;
using Quantization.Tool.Simulation;
using Quantization.Tool.Terminal;
using Spectre.Console;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize finetune</c>: quantizes the bundled classifier and trains it on as a quantized network.</summary>
internal static class FineTuneCommand
{
    public static Command Create()
    {
        var defaults = new FineTuningOptions();
        var weightBits = NumberOption.Create("--weight-bits", "N", "The width of weights.", defaults.WeightBits, ScaleKernels.MinBits, ScaleKernels.MaxBits);
        var activationBits = NumberOption.Create("--activation-bits", "N", "The width of activations.", defaults.ActivationBits, ScaleKernels.MinBits, ScaleKernels.MaxBits);
        var seeds = NumberOption.Create("--seeds", "N", "How often to do it, with the seeds 1 to N. A seed gives the same weights on every machine.", defaults.Seeds, minimum: 1);
        var epochs = NumberOption.Create("--epochs", "N", "How often every training image is seen.", defaults.Training.Epochs, minimum: 1);
        var data = DataFolder.CreateOption();
        var json = JsonOption.Create();
        var output = new Option<FileInfo>("--output") { Description = "The safetensors file to write the network of the first seed to.", HelpName = "FILE" };
        var command = new Command("finetune", "Quantizes the weights and activations of the demo's classifier, trains it on through the quantizers and shows what that brings back.")
        {
            weightBits, activationBits, seeds, epochs, data, json, output,
        };
        command.SetAction(result =>
        {
            var options = new FineTuningOptions
            {
                WeightBits = result.GetValue(weightBits),
                ActivationBits = result.GetValue(activationBits),
                Seeds = result.GetValue(seeds),
                Training = defaults.Training with { Epochs = result.GetValue(epochs) },
            };
            Run(result.GetRequiredValue(data), options, result.GetValue(json), result.GetValue(output), result.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Run(DirectoryInfo data, FineTuningOptions options, FileInfo? json, FileInfo? output, TextWriter log)
    {
        var file = BundledData.LoadModel();
        var model = Model.From(file);
        var training = DataFolder.Load(data, DataFolder.TrainingPrefix).For(model);
        var test = DataFolder.Load(data, DataFolder.TestPrefix).For(model);
        if (json is not null && json.FullName == output?.FullName)
            throw new OptionException($"--json and --output are to be different files, not both '{json}'");

        var writtenReport = json is null ? null : OutputFile.Open(json);
        var writtenNetwork = output is null ? null : OutputFile.Open(output);
        var console = ReportConsole.Create(log);
        // A bar on a terminal; elsewhere, a line for each epoch.
        var (report, tuned) = ProgressBar.Run(console, "fine-tuning", options.Seeds * options.Training.Epochs, step =>
            new FineTuner(model, options).Run(BundledData.LoadCalibrationImages(), training, test, console.Profile.Out.IsTerminal ? _ => step() : console.WriteLine));

        FineTuningTable.Write(console, report);
        writtenReport?.Write(destination => JsonSerializer.Serialize(destination, report, FineTuningJson.Default.FineTuningReport));
        writtenNetwork?.Write(FineTunedFile.From(tuned, ModelCard.From(file.Metadata), report).Write);
    }
}
