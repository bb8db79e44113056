using System.CommandLine;
using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Learning;
using Quantization.Tool.Terminal;
using Spectre.Console;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize learn-table</c>: learned quantizers of every width beside uniform ones.</summary>
internal static class LearnTableCommand
{
    public static Command Create()
    {
        var defaults = new LearningOptions();
        var seeds = NumberOption.Create("--seeds", "N", "How often each network is trained, with the seeds 1 to N. A seed gives the same network on every machine.", 5, minimum: 1);
        var epochs = NumberOption.Create("--epochs", "N", "How often every training image is seen while quantizers of weights are learned.", defaults.WeightEpochs, minimum: 1);
        var data = DataFolder.CreateOption();
        var json = JsonOption.Create();
        var command = new Command("learn-table", "Learns quantizers of every width for the demo's classifier, and shows what they leave of it beside uniform ones, after training and trained through.")
        {
            seeds, epochs, data, json,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(data), defaults with { WeightEpochs = result.GetValue(epochs) }, result.GetValue(seeds), result.GetValue(json), result.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(DirectoryInfo data, LearningOptions options, int seeds, FileInfo? json, TextWriter output)
    {
        var model = Model.From(BundledData.LoadModel());
        var training = DataFolder.Load(data, DataFolder.TrainingPrefix).For(model);
        var test = DataFolder.Load(data, DataFolder.TestPrefix).For(model);
        var written = json is null ? null : OutputFile.Open(json);
        var console = ReportConsole.Create(output);
        var cases = ComparisonCase.All;
        // A bar on a terminal; elsewhere, a line for each training.
        var report = ProgressBar.Run(console, "learning", Comparison.Trainings(cases, seeds), step =>
            new Comparison(model, options, training, test).Run(cases, seeds, console.Profile.Out.IsTerminal ? _ => step() : console.WriteLine));

        ComparisonTable.Write(console, report);
        written?.Write(destination => JsonSerializer.Serialize(destination, report, LearningJson.Default.ComparisonReport));
    }
}
