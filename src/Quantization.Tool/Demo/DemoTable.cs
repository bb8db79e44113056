using System.Globalization;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Terminal;
using Spectre.Console;

namespace Quantization.Tool.Demo;

/// <summary>The demo's rows for a person.</summary>
internal static class DemoTable
{
    public static void Write(TextWriter output, ModelCard card, ImageSet images, IReadOnlyList<DemoRow> rows)
    {
        var console = ReportConsole.Create(output);
        var table = new Table { Border = TableBorder.Simple };
        // Where a line is too long, what is said of blocks goes to the next; on a terminal so does the setting of a method.
        var separator = console.Profile.Out.IsTerminal ? '\n' : ' ';
        table.AddColumn(new TableColumn("quantizer") { NoWrap = true });
        table.AddColumn("per");
        table.AddColumn(new TableColumn("activations") { NoWrap = true });
        foreach (var header in (string[])["bytes", "ratio", "top-1", "agrees", "SQNR", "G/s"])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        // Narrow enough for a terminal of 80 columns.
        foreach (var column in table.Columns)
            column.Padding = new Padding(0, 0, 0, 0);
        foreach (var row in rows)
            table.AddRow(Cells(row, rows[0].Bytes, separator));

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Fashion-MNIST classifier {card.Network}: {card.TestAccuracy:P2} of all {card.TestImages:N0} test images in float32, as trained."));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Below: the {images.Count:N0} bundled test images, an equal number of each class."));
        console.Write(table);
        console.WriteLine("per: what shares parameters. Blocks lie along the rows of a layer's weights.");
        console.WriteLine("784→800: rows of 784 are padded with zeros to 800.");
        console.WriteLine("128 in q4_0: rows of 128, which are shorter than a block, are stored as q4_0.");
        console.WriteLine("learned: weights that were trained on with their quantizer; their SQNR is against those of float32, which they have left.");
        console.WriteLine("activations: the inputs of all layers in 8 bits, in ranges found by this method");
        console.WriteLine("from the bundled training images; – where they are float32.");
        console.WriteLine("bytes: weights, parameters and padding; the biases are float32 in every row.");
        console.WriteLine("top-1: named rightly; agrees: gives the same class as float32; in percent.");
        console.WriteLine("SQNR: of the weights, in decibels.");
        console.WriteLine("G/s: 10^9 weights quantized in a second, one thread.");
    }

    private static string[] Cells(DemoRow row, long floatBytes, char separator) =>
    [
        row.Quantizer,
        row.Sharing,
        row.Activations == DemoRow.FloatActivations ? "–" : row.Activations.Replace('-', separator),
        row.Bytes.ToString("N0", CultureInfo.InvariantCulture),
        ((double)row.Bytes / floatBytes).ToString("F3", CultureInfo.InvariantCulture),
        Percent(row.Accuracy),
        Percent(row.Agreement),
        row.SqnrDb?.ToString("F1", CultureInfo.InvariantCulture) ?? "∞",
        row.ElementsPerSecond is { } rate ? (rate / 1e9).ToString("F1", CultureInfo.InvariantCulture) : "–",
    ];

    private static string Percent(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture);
}
