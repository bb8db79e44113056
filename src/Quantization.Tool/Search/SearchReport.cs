using System.Text.Json.Serialization;

namespace Quantization.Tool.Search;

/// <summary>What a search by codes costs and finds.</summary>
internal sealed record SearchReport
{
    public required int Words { get; init; }

    /// <summary>Words of the file that are not in the search; see <see cref="WordVectors.LeftOut"/>.</summary>
    public required int LeftOut { get; init; }

    public required int Dimension { get; init; }

    public required int Queries { get; init; }

    public required int K { get; init; }

    public required int Rerank { get; init; }

    /// <summary>Float first, then each width without and with re-ranking.</summary>
    public required IReadOnlyList<SearchRow> Rows { get; init; }
}

/// <summary>One way to search.</summary>
/// <param name="Bits">The bits of an element; 32 is float.</param>
/// <param name="QueryBits">The same of the query.</param>
/// <param name="Reranked">Whether the best by codes are put in order by float.</param>
/// <param name="Bytes">What is gone through in a search.</param>
/// <param name="BytesOfFloat">The same as a fraction of float's.</param>
/// <param name="Recall">The fraction of the nearest by float that are found.</param>
/// <param name="MicrosecondsPerQuery">The median time of a query, on one thread.</param>
/// <param name="Speedup">How many times as fast as float.</param>
internal sealed record SearchRow(int Bits, int QueryBits, bool Reranked, long Bytes, double BytesOfFloat, double Recall, double MicrosecondsPerQuery, double Speedup);

/// <summary>The nearest words to one.</summary>
/// <param name="Word">The word.</param>
/// <param name="K">How many are found.</param>
/// <param name="Rerank">How many times as many are taken by codes.</param>
/// <param name="Columns">Float first, then each width, re-ranked.</param>
internal sealed record NearestReport(string Word, int K, int Rerank, IReadOnlyList<NearestColumn> Columns);

/// <summary>What one way to search finds.</summary>
/// <param name="Bits">The bits of an element; 32 is float.</param>
/// <param name="QueryBits">The same of the query.</param>
/// <param name="Nearest">The words, nearest first.</param>
internal sealed record NearestColumn(int Bits, int QueryBits, IReadOnlyList<NearWord> Nearest);

/// <summary>A word near another.</summary>
/// <param name="Word">The word.</param>
/// <param name="Cosine">The cosine of both vectors.</param>
internal sealed record NearWord(string Word, float Cosine);

/// <summary>The JSON form of the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(SearchReport))]
[JsonSerializable(typeof(NearestReport))]
internal sealed partial class SearchJson : JsonSerializerContext;
