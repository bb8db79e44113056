using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Sensitivity;

/// <summary>A sensitivity report for a person.</summary>
internal static class SensitivityTable
{
    public static void Write(IAnsiConsole console, string network, SensitivityReport report)
    {
        var score = report.By == Judgement.Accuracy ? "top-1" : "agrees";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Fashion-MNIST classifier {network}, {report.Images:N0} test images,"));
        console.WriteLine($"weights in {report.Quantizer} by {report.Granularity.ToString().ToLowerInvariant()}.");
        console.WriteLine($"{score}: {Percent(report.FloatScore)} in float32, {Percent(report.QuantizedScore)} with every layer quantized.");

        var layers = CreateTable(["layer quantized"], ["weights", score, "loss"]);
        foreach (var layer in report.Layers)
            layers.AddRow(Markup.Escape(layer.Name), layer.Weights.ToString("N0", CultureInfo.InvariantCulture), Percent(layer.Score), Points(layer.Loss));
        console.Write(layers);
        console.WriteLine("Above: one layer quantized at a time, the most sensitive first.");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Below: the most sensitive left in float, until the loss is at most {100 * report.Tolerance:0.##}."));

        var steps = CreateTable(["layers in float"], ["bytes", "ratio", score, "loss"]);
        foreach (var step in report.Steps)
        {
            steps.AddRow(
                step.FloatLayers.Count == 0 ? "none" : Markup.Escape(string.Join(", ", step.FloatLayers)),
                step.Bytes.ToString("N0", CultureInfo.InvariantCulture),
                ((double)step.Bytes / report.FloatBytes).ToString("F3", CultureInfo.InvariantCulture),
                Percent(step.Score),
                Points(step.Loss));
        }

        console.Write(steps);
        console.WriteLine("loss: points lost against float32.");
        console.WriteLine("bytes: weights, parameters, padding; layers in float and all biases are float32.");
    }

    private static Table CreateTable(string[] texts, string[] numbers)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in texts)
            table.AddColumn(new TableColumn(header));
        foreach (var header in numbers)
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        return table;
    }

    private static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2}%");

    private static string Points(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2}");
}
