using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Methods;

/// <summary>The report for a person: a table for each part, a column for each width.</summary>
internal static class MethodTable
{
    public static void Write(IAnsiConsole console, MethodReport report)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Right on how many of {report.Images:N0} test images, in percent; in float32: {100 * report.FloatAccuracy:F2}."));
        foreach (var part in report.Rows.GroupBy(static row => row.Part))
        {
            console.WriteLine();
            console.WriteLine(part.Key == NetworkPart.Weights ? "Weights quantized, a range for each channel:" : "Activations quantized, a range for each layer's input:");
            Write(console, [.. part]);
        }
    }

    private static void Write(IAnsiConsole console, MethodRow[] rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("method") { NoWrap = true });
        foreach (var bits in rows.Select(static row => row.Bits).Distinct())
            table.AddColumn(new TableColumn(string.Create(CultureInfo.InvariantCulture, $"{bits} bits")) { Alignment = Justify.Right, NoWrap = true });
        foreach (var method in rows.GroupBy(static row => row.Method))
            table.AddRow([method.Key, .. method.Select(static row => (100 * row.Accuracy).ToString("F2", CultureInfo.InvariantCulture))]);
        console.Write(table);
    }
}
