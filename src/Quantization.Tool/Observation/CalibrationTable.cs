using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Observation;

/// <summary>Calibrated tensors for a person.</summary>
internal static class CalibrationTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<CalibratedTensor> tensors)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("tensor");
        foreach (var header in (string[])["values", "NaN", "inf", "seen", "range", "scale", OffsetHeader(tensors[0].Entry.Scheme)])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        foreach (var column in table.Columns)
            column.Padding = new Padding(0, 0, 1, 0);
        foreach (var tensor in tensors)
            table.AddRow(Cells(tensor));
        console.Write(table);
    }

    private static string[] Cells(CalibratedTensor tensor) =>
    [
        Markup.Escape(Printable(tensor.Name)),
        Count(tensor.Entry.Values),
        Count(tensor.Entry.NaNs),
        Count(tensor.Entry.Infinities),
        Text(tensor.Seen),
        Text(tensor.Entry.Range!.Value),
        Text(tensor.Entry.Parameters.Scale),
        tensor.Entry.Scheme == QuantizationScheme.Uniform ? Text(tensor.Entry.Parameters.Minimum) : tensor.Entry.Parameters.ZeroPoint.ToString(CultureInfo.InvariantCulture),
    ];

    // A name comes from a file: what would move the cursor of a terminal is shown as a blank.
    private static string Printable(string name) => string.Concat(name.Select(static letter => char.IsControl(letter) ? ' ' : letter));

    private static string OffsetHeader(QuantizationScheme scheme) => scheme == QuantizationScheme.Uniform ? "minimum" : "zero";

    // Of symmetric codes both ends are one number.
    private static string Text(CalibratedRange range) =>
        range.Maximum > 0 && range.Minimum == -range.Maximum ? $"±{Text(range.Maximum)}" : $"{Text(range.Minimum)} … {Text(range.Maximum)}";

    private static string Text(float value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Count(long? count) => count!.Value.ToString("N0", CultureInfo.InvariantCulture);
}
