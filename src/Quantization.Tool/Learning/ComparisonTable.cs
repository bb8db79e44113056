using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Learning;

/// <summary>The comparison for a person.</summary>
internal static class ComparisonTable
{
    /// <summary>What a row is of, in one line.</summary>
    public static string Name(ComparisonCase of) => string.Join(", ", Words(of));

    public static void Write(IAnsiConsole console, ComparisonReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in (string[])["quantizers", "weights", "layers", "begins", "activations"])
            table.AddColumn(new TableColumn(header) { NoWrap = true });
        foreach (var header in (string[])["bits", "top-1", "lost", "soft", "gap"])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        foreach (var column in table.Columns)
            column.Padding = new Padding(0, 0, 1, 0);
        foreach (var row in report.Rows)
        {
            table.AddRow(
            [
                .. Words(row.Case),
                row.Case.WeightBits.ToString(CultureInfo.InvariantCulture),
                Points(row.MeanAccuracy),
                Points(report.FloatAccuracy - row.MeanAccuracy),
                row.MeanSoftAccuracy is { } soft ? Points(soft) : "",
                row.MeanGap is { } gap ? Points(gap) : "",
            ]);
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Right on how many of {report.TestImages:N0} test images, in percent, as the mean of {report.Seeds} seeds; in float32 {Points(report.FloatAccuracy)}."));
        console.Write(table);
        console.WriteLine("top-1: as it is run; soft: with quantizers as they were trained; gap: what lies between them, the mean of each seed's.");
        console.WriteLine($"{Name(ComparisonCase.Traced)}, with seed 1, epoch by epoch:");
        LearningTable.WriteEpochs(console, report.Epochs);
    }

    private static string[] Words(ComparisonCase of) =>
    [
        of.Method switch { ComparisonMethod.PostTraining => "post-training", ComparisonMethod.StraightThrough => "straight-through", _ when of.IsPublished => "learned as published", _ => "learned" },
        of.Levels,
        of.Shared ? "shared" : "each",
        of.FromScratch ? "scratch" : "trained",
        of.ActivationBits is { } bits ? $"{bits} bits" : "float",
    ];

    private static string Points(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture);
}
