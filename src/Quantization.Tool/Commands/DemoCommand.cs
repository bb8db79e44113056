using System.CommandLine;
using System.Text.Json;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Demo;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize demo</c>: a real classifier, its weights in every format, and its activations by every method of calibration.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var json = JsonOption.Create();
        var command = new Command("demo", "Quantizes a bundled Fashion-MNIST classifier with every quantizer and shows what each costs and keeps.") { json };
        command.SetAction(result => Run(result.GetValue(json), result.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(FileInfo? json, TextWriter output)
    {
        var written = json is null ? null : OutputFile.Open(json);
        var file = BundledData.LoadModel();
        var images = BundledData.LoadImages();
        var (model, calibrationImages) = (Model.From(file), BundledData.LoadCalibrationImages());
        var rows = DemoRunner.Run(model, images, calibrationImages, DemoFormat.All);
        var integerRows = IntegerRunner.Run(model, images, calibrationImages, rows);
        DemoTable.Write(output, ModelCard.From(file.Metadata), images, rows);
        IntegerTable.Write(output, integerRows);
        written?.Write(destination => JsonSerializer.Serialize(destination, [.. rows, .. integerRows], DemoJson.Default.IReadOnlyListDemoRow));
    }
}
