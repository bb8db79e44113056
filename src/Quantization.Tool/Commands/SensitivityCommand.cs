using System.CommandLine;
using System.Text.Json;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Demo;
using Quantization.Tool.Sensitivity;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize sensitivity</c>: which layers of the classifier lose most in a format, and which to leave in float.</summary>
internal static class SensitivityCommand
{
    // Narrow enough that the layers of the bundled classifier differ.
    private const string DefaultFormat = "scale3";

    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "The format of quantized weights: one of those in the table of demo.", HelpName = "NAME", DefaultValueFactory = static _ => DefaultFormat };
        var per = ChoiceOption.Create<Granularity?>(
            "--per", "What shares parameters; by default what the format has, channels before tensors.",
            ("tensor", Granularity.Tensor), ("channel", Granularity.Channel), ("block", Granularity.Block));
        var by = ChoiceOption.Create(
            "--by", "What a layer is judged by: right answers, the default, or the same answers as the float model's.",
            ("accuracy", Judgement.Accuracy), ("agreement", Judgement.Agreement));
        var tolerance = NumberOption.Create("--tolerance", "POINTS", "The most that may be lost, in points: hundredths of the images.", 0.5, 0.0, 100.0);
        var json = JsonOption.Create();
        var command = new Command("sensitivity", "Quantizes one layer of the bundled classifier at a time, ranks them by what is lost, and leaves the most sensitive in float until little is lost.")
        {
            format, per, by, tolerance, json,
        };
        command.SetAction(result =>
        {
            var chosen = WeightFormats.Find(result.GetRequiredValue(format), result.GetValue(per));
            Run(chosen, result.GetValue(by), result.GetValue(tolerance), result.GetValue(json), result.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Run(WeightFormat format, Judgement by, double points, FileInfo? json, TextWriter output)
    {
        var written = json is null ? null : OutputFile.Open(json);
        var file = BundledData.LoadModel();
        var images = BundledData.LoadImages();
        var model = new QuantizableClassifier(Model.From(file), images, format, by);

        var console = ReportConsole.Create(output);
        var analysis = ProgressBar.Run(console, "one layer at a time", model.LayerNames.Count + 2, step =>
            SensitivityAnalysis.Run(model, new StepProgress<EvaluationProgress>(step)));
        var tolerance = ImagesOf(points, images.Count);
        var partial = ProgressBar.Run(console, "one more in float", model.LayerNames.Count + 1, step =>
            PartialQuantization.Find(model, analysis, tolerance, new StepProgress<PartialQuantizationStep>(step)));

        var report = SensitivityReport.Create(model, format, by, images.Count, analysis, partial);
        SensitivityTable.Write(console, ModelCard.From(file.Metadata).Network, report);
        written?.Write(destination => JsonSerializer.Serialize(destination, report, SensitivityJson.Default.SensitivityReport));
    }

    /// <summary>A share of images in points as a number of images.</summary>
    // Scores are whole numbers of images, which a product alone may miss by a rounding.
    internal static double ImagesOf(double points, int images) => Math.Round(points * images / 100, 9);
}
