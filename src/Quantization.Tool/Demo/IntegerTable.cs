using System.Globalization;
using Quantization.Tool.Classifier;
using Quantization.Tool.Terminal;
using Spectre.Console;

namespace Quantization.Tool.Demo;

/// <summary>The rows of integer inference for a person.</summary>
internal static class IntegerTable
{
    public static void Write(TextWriter output, IReadOnlyList<IntegerRow> rows)
    {
        var console = ReportConsole.Create(output);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("activations") { NoWrap = true });
        foreach (var header in (string[])["bytes", "top-1", "agrees", "as simulated", "logits", "µs", "in float", "faster"])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        // Narrow enough for a terminal of 80 columns.
        foreach (var column in table.Columns)
            column.Padding = new Padding(0, 0, 1, 0);
        foreach (var row in rows)
        {
            table.AddRow(
                row.Activations.Replace('-', ' '),
                row.Bytes.ToString("N0", CultureInfo.InvariantCulture),
                Percent(row.Accuracy),
                Percent(row.Agreement),
                Percent(row.SimulationAgreement),
                row.LogitsEqualReference ? "exact" : "WRONG",
                Number(row.TimePerImage.TotalMicroseconds),
                Number(row.FloatTimePerImage.TotalMicroseconds),
                Number(row.FloatTimePerImage / row.TimePerImage));
        }

        console.WriteLine();
        console.WriteLine("The same network in integers: u8 activations · s8 weights, s32 sums and biases, requantized from layer to layer.");
        console.Write(table);
        console.WriteLine("as simulated: gives the same class as the row of scale8-a8, which computes in floats; in percent.");
        console.WriteLine("logits: exact where those of all images are what plain loops over integers compute.");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"µs: for an image, floats in and scores out, {Evaluation.BatchSize} at a time, one thread; in float: those of the float32 network."));
    }

    private static string Percent(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("F1", CultureInfo.InvariantCulture);
}
