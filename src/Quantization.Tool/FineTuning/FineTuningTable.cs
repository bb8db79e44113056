using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.FineTuning;

/// <summary>The report for a person.</summary>
internal static class FineTuningTable
{
    public static void Write(IAnsiConsole console, FineTuningReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in (string[])["seed", "float32", "quantized", "fine-tuned", "recovered"])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        foreach (var run in report.Runs)
            table.AddRow(Cells(run.Seed.ToString(CultureInfo.InvariantCulture), report, run.Accuracy, run.Recovered));
        table.AddRow(Cells("mean", report, report.MeanAccuracy, report.MeanRecovered));

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Weights in {report.WeightBits} bits by channel, activations in {report.ActivationBits} by tensor; epochs: {report.Epochs}."));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Right on how many of {report.TestImages:N0} test images:"));
        console.Write(table);
        console.WriteLine("quantized: with the ranges of calibration, before fine-tuning.");
        console.WriteLine("recovered: the share of what quantization lost.");
    }

    private static string[] Cells(string seed, FineTuningReport report, double accuracy, double? recovered) =>
        [seed, Percent(report.FloatAccuracy, "F2"), Percent(report.QuantizedAccuracy, "F2"), Percent(accuracy, "F2"), recovered is { } share ? Percent(share, "F0") : "–"];

    private static string Percent(double fraction, string format) => (100 * fraction).ToString(format, CultureInfo.InvariantCulture) + "%";
}
