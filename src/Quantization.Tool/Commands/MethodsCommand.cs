using System.CommandLine;
using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Methods;
using Quantization.Tool.Simulation;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize methods</c>: what each method of calibration makes of the classifier, at several widths.</summary>
internal static class MethodsCommand
{
    private static readonly int[] s_widths = [8, 6, 5, 4, 3, 2];

    public static Command Create()
    {
        var bits = NumberOption.CreateMany("--bits", "N", "The widths of codes, one or more.", s_widths, ScaleKernels.MinBits, ScaleKernels.MaxBits);
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder with the Fashion-MNIST files, to judge by all 10,000 test images; without it by the 2,000 bundled ones.", HelpName = "DIR" };
        var json = JsonOption.Create();
        var command = new Command("methods", "Quantizes the weights, then the activations of the bundled classifier in ranges by each method of calibration and shows what is left.") { bits, data, json };
        command.SetAction(result => Run([.. result.GetRequiredValue(bits).Distinct().OrderDescending()], result.GetValue(data), result.GetValue(json), result.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(IReadOnlyList<int> widths, DirectoryInfo? data, FileInfo? json, TextWriter output)
    {
        var written = json is null ? null : OutputFile.Open(json);
        var model = Model.From(BundledData.LoadModel());
        var images = data is null ? BundledData.LoadImages() : DataFolder.Load(data, DataFolder.TestPrefix).For(model);
        var console = ReportConsole.Create(output);
        var report = ProgressBar.Run(console, "calibrating", MethodComparison.Cases(widths).Count, step =>
            MethodComparison.Run(model, BundledData.LoadCalibrationImages(), images, widths, step));
        MethodTable.Write(console, report);
        written?.Write(destination => JsonSerializer.Serialize(destination, report, MethodJson.Default.MethodReport));
    }
}
