namespace Quantization.Tool.Search;

/// <summary>Searches by float and by codes of every width.</summary>
internal static class SearchRunner
{
    // Contenders take turns, so that whatever slows the machine down meets them all; in turns long enough that each has what it needs in the caches again.
    private const int Turn = 25;

    private static readonly Func<WordVectors, ISearchIndex>[] s_indices =
    [
        static vectors => new CodeIndex<SearchCodes8>(vectors),
        static vectors => new CodeIndex<SearchCodes4>(vectors),
        static vectors => new CodeIndex<SearchCodes1>(vectors),
        static vectors => new CodeIndex<SearchSigns>(vectors),
    ];

    /// <summary>The steps of <see cref="Run"/>.</summary>
    public static int Steps(WordVectors vectors, SearchOptions options) => s_indices.Length + 1 + (Math.Min(vectors.Count, options.Queries) + Turn - 1) / Turn;

    /// <summary>Asks for some words by every way to search.</summary>
    /// <param name="vectors">The words.</param>
    /// <param name="options">How many, and for how many each.</param>
    /// <param name="step">Called after each step.</param>
    public static SearchReport Run(WordVectors vectors, SearchOptions options, Action step)
    {
        var queries = Queries(vectors.Count, options.Queries);
        var exact = Ready(new FloatIndex(vectors), isReranked: false);
        var contenders = new List<Contender> { exact };
        step();
        foreach (var create in s_indices)
        {
            var index = create(vectors);
            contenders.Add(Ready(index, isReranked: false));
            contenders.Add(Ready(new RerankedIndex(vectors, index, options.Candidates), isReranked: true));
            step();
        }

        for (var begin = 0; begin < queries.Length; begin += Turn)
        {
            foreach (var contender in contenders)
                contender.Ask(begin, Math.Min(begin + Turn, queries.Length));
            step();
        }

        return new SearchReport
        {
            Words = vectors.Count,
            LeftOut = vectors.LeftOut,
            Dimension = vectors.Dimension,
            Queries = queries.Length,
            K = options.K,
            Rerank = options.Rerank,
            Rows = [.. contenders.Select(contender => contender.ToRow(exact))],
        };

        Contender Ready(ISearchIndex index, bool isReranked)
        {
            var contender = new Contender(vectors, index, isReranked, queries, options.Found);
            contender.WarmUp(options.WarmUp);
            return contender;
        }
    }

    /// <summary>Finds the nearest words to one, by every way to search that ends in float.</summary>
    /// <param name="vectors">The words.</param>
    /// <param name="place">The place of the word.</param>
    /// <param name="options">How many are found.</param>
    public static NearestReport FindNearest(WordVectors vectors, int place, SearchOptions options)
    {
        ISearchIndex[] indices = [new FloatIndex(vectors), .. s_indices.Select(create => new RerankedIndex(vectors, create(vectors), options.Candidates))];
        return new NearestReport(vectors.Words[place], options.K, options.Rerank, [.. indices.Select(index => new NearestColumn(index.Bits, index.QueryBits, Nearest(index)))]);

        IReadOnlyList<NearWord> Nearest(ISearchIndex index)
        {
            var (nearest, cosines) = (new int[options.Found], new float[options.Found]);
            var count = index.Search(vectors.Row(place), nearest, cosines);
            return
            [
                .. nearest.Take(count).Zip(cosines, static (other, cosine) => (other, cosine))
                    .Where(each => each.other != place)
                    .Take(options.K)
                    .Select(each => new NearWord(vectors.Words[each.other], each.cosine)),
            ];
        }
    }

    /// <summary>The places of the words that are asked for, at equal distances over the whole file.</summary>
    internal static int[] Queries(int words, int queries)
    {
        var count = Math.Min(words, queries);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * words / count))];
    }
}
