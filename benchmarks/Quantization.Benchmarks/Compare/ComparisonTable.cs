using System.Globalization;
using Spectre.Console;

namespace Quantization.Benchmarks.Compare;

/// <summary>Shows the rows of one kernel.</summary>
internal static class ComparisonTable
{
    // Where the output is no terminal, its width is unknown; the table needs this much.
    private const int Width = 120;

    public static IAnsiConsole CreateConsole(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(Width, console.Profile.Width);
        return console;
    }

    public static void Write(IAnsiConsole console, string kernel, IReadOnlyList<ComparisonRow> rows)
    {
        Table table = new Table().Title(Markup.Escape(kernel)).Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("elements").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("peer").NoWrap());
        foreach (string title in (string[])["ours\nns/call", "ours\nbest", "ours\nmedian", "peer\nbest", "peer\nmedian", "best\nratio", "median\nratio"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }

        long last = 0;
        foreach (ComparisonRow row in rows)
        {
            if (last != 0 && last != row.Elements) table.AddEmptyRow();
            last = row.Elements;
            table.AddRow(
                row.Elements.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(row.Peer),
                Text("N1", row.Elements / row.OursGElems),
                Text("F2", row.OursGElems),
                Text("F2", row.Median.Ours),
                Text("F2", row.PeerGElems),
                Text("F2", row.Median.Peer),
                Text("F2", row.Ratio),
                Text("F2", row.Median.Ours / row.Median.Peer));
        }

        console.Write(table);
    }

    private static string Text(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
