using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Learning;

/// <summary>The report for a person.</summary>
internal static class LearningTable
{
    public static void Write(IAnsiConsole console, LearningReport report)
    {
        var runs = Create("seed", "float32", "soft", "frozen", "lost", "gap");
        foreach (var run in report.Runs)
            runs.AddRow(Number(run.Seed), Percent(report.FloatAccuracy), Percent(run.SoftAccuracy), Percent(run.Accuracy), Points(report.FloatAccuracy - run.Accuracy), Points(run.Gap));
        runs.AddRow("mean", Percent(report.FloatAccuracy), Percent(report.Runs.Average(static run => run.SoftAccuracy)), Percent(report.MeanAccuracy), Points(report.FloatAccuracy - report.MeanAccuracy), Points(report.MeanGap));

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Weights in levels {report.Levels} ({report.WeightBits} bits), {(report.Shared ? "one quantizer for all layers" : "a quantizer for each layer")}{(report.FloatEnds ? ", the first and the last layer in float" : "")};"));
        console.WriteLine($"{(report.ActivationBits is { } bits ? $"activations in {bits} bits" : "activations in float")}; {(report.FromScratch ? "from random weights" : "from the float network")}.");
        console.WriteLine("The first seed, epoch by epoch:");
        WriteEpochs(console, report.Epochs);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Right on how many of {report.TestImages:N0} test images:"));
        console.Write(runs);
        console.WriteLine("soft: with quantizers as they were trained; frozen: hardened, as they are run; gap: what lies between.");
    }

    /// <summary>A line for each epoch.</summary>
    public static void WriteEpochs(IAnsiConsole console, IReadOnlyList<LearningEpoch> epochs)
    {
        var table = Create("phase", "epoch", "temperature", "loss", "soft", "frozen", "gap");
        foreach (var epoch in epochs)
        {
            table.AddRow(
                Word(epoch.Phase), Number(epoch.Epoch), Number(epoch.Temperature), epoch.Loss.ToString("F4", CultureInfo.InvariantCulture),
                Percent(epoch.SoftAccuracy), Percent(epoch.Accuracy), Points(epoch.Gap));
        }

        console.Write(table);
    }

    /// <summary>The name of a phase.</summary>
    public static string Word(LearningPhase phase) => phase.ToString().ToLowerInvariant();

    private static Table Create(params string[] headers)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in headers)
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        return table;
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture) + "%";

    private static string Points(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture);
}
