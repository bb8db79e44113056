using System.Globalization;
using Spectre.Console;

namespace Quantization.Tool.Search;

/// <summary>The reports for a person.</summary>
internal static class SearchTable
{
    public static void Write(IAnsiConsole console, SearchReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in (string[])["words", "query"])
            table.AddColumn(new TableColumn(header) { NoWrap = true });
        foreach (var header in (string[])["re-ranked", "bytes", "of float", $"recall@{Number(report.K)}", "µs/query", "speed"])
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        foreach (var row in report.Rows)
            table.AddRow(Cells(row, report));

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Words:N0} words with vectors of {report.Dimension} elements{LeftOut(report)}; {report.Queries:N0} of them are asked for their {report.K} nearest others."));
        console.Write(table);
        console.WriteLine("words, query: the bits of an element of their vectors.");
        console.WriteLine("re-ranked: how many of the best by codes are put in order by float.");
        console.WriteLine("bytes: what a search goes through; of float: as a fraction of the float vectors.");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall@{report.K}: how many of the {report.K} nearest by float are found, in percent."));
        console.WriteLine("µs/query: the median, one thread; speed: how many times as fast as float.");
    }

    public static void Write(IAnsiConsole console, NearestReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        foreach (var column in report.Columns)
            table.AddColumn(new TableColumn(column.QueryBits == column.Bits ? Elements(column.Bits) : $"{Elements(column.Bits)} by {Number(column.QueryBits)}") { NoWrap = true });
        for (var i = 0; i < report.K; i++)
            table.AddRow([Number(i + 1), .. report.Columns.Select(column => i < column.Nearest.Count ? Cell(column.Nearest[i]) : "")]);

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The {report.K} words nearest to '{report.Word}', with their cosines: by float, and by codes of which the best {report.K * report.Rerank:N0} are put in order by float."));
        console.Write(table);
    }

    private static string[] Cells(SearchRow row, SearchReport report) =>
    [
        Elements(row.Bits),
        Elements(row.QueryBits),
        row.Reranked ? Number(report.K * report.Rerank) : "–",
        row.Bytes.ToString("N0", CultureInfo.InvariantCulture),
        row.BytesOfFloat.ToString("F3", CultureInfo.InvariantCulture),
        (100 * row.Recall).ToString("F1", CultureInfo.InvariantCulture),
        row.MicrosecondsPerQuery.ToString(row.MicrosecondsPerQuery < 100 ? "F1" : "N0", CultureInfo.InvariantCulture),
        row.Speedup.ToString("F1", CultureInfo.InvariantCulture),
    ];

    private static string LeftOut(SearchReport report) =>
        report.LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({report.LeftOut:N0} left out: all zeros, or there before)");

    // Words can hold the brackets that markup has.
    private static string Cell(NearWord near) => Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{near.Word} {near.Cosine:F3}"));

    private static string Elements(int bits) => bits switch { 32 => "float", 1 => "1 bit", _ => $"{Number(bits)} bits" };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
