using Quantization.Tool.Search;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class SearchTests
{
    private const int Words = 500;

    // A whole byte of signs and a half-filled one.
    private const int Dimension = 37;

    private static readonly WordVectors s_vectors = Create();

    private static readonly double[] s_mean = [.. Enumerable.Range(0, Dimension).Select(static j => Enumerable.Range(0, Words).Average(i => (double)s_vectors.Row(i)[j]))];

    [Fact]
    public void Float_finds_the_nearest() => AssertFindsNearest(new FloatIndex(s_vectors), static vector => vector, static vector => vector);

    [Fact]
    public void Codes_of_8_bits_find_the_nearest_of_what_they_stand_for() =>
        AssertFindsNearest(new CodeIndex<SearchCodes8>(s_vectors), static vector => Round(vector, 127), static vector => Round(vector, 127));

    [Fact]
    public void Codes_of_4_bits_find_the_nearest_of_what_they_stand_for_to_a_query_of_8() =>
        AssertFindsNearest(new CodeIndex<SearchCodes4>(s_vectors), static vector => Round(vector, 7), static vector => Round(vector, 127));

    [Fact]
    public void Codes_of_1_bit_find_the_nearest_of_the_signs_about_the_mean() => AssertFindsNearest(new CodeIndex<SearchCodes1>(s_vectors), Signs, Signs);

    [Fact]
    public void Codes_of_1_bit_find_the_nearest_to_a_query_of_8_about_the_mean() =>
        AssertFindsNearest(new CodeIndex<SearchSigns>(s_vectors), Signs, static vector => Round([.. vector.Zip(s_mean, static (value, mean) => value - mean)], 127));

    [Fact]
    public void Vectors_that_are_the_mean_of_all_are_found()
    {
        var vectors = new WordVectors(["a", "b", "c"], 2, [1, 0, 1, 0, 1, 0]);
        ISearchIndex[] indices = [new CodeIndex<SearchCodes8>(vectors), new CodeIndex<SearchCodes4>(vectors), new CodeIndex<SearchCodes1>(vectors), new CodeIndex<SearchSigns>(vectors)];
        foreach (var index in indices)
        {
            var nearest = new int[3];
            Assert.Equal(3, index.Search(vectors.Row(1), nearest, new float[3]));
            Assert.Equal([0, 1, 2], nearest);
        }
    }

    [Fact]
    public void Reranking_finds_the_nearest_among_the_candidates()
    {
        var index = new CodeIndex<SearchCodes1>(s_vectors);
        var (candidates, nearest, cosines) = (new int[40], new int[5], new float[40]);
        foreach (var query in (int[])[0, 123, Words - 1])
        {
            Assert.Equal(40, index.Search(s_vectors.Row(query), candidates, cosines));
            Assert.Equal(5, new RerankedIndex(s_vectors, index, 40).Search(s_vectors.Row(query), nearest, cosines.AsSpan(0, 5)));
            Assert.Equal(candidates.OrderByDescending(place => Cosine(Doubles(query), Doubles(place))).Take(5), nearest);
            Assert.Equal(1f, cosines[0], 1e-5f);
        }

        // Of all of them it finds what float finds.
        Assert.Equal(5, new RerankedIndex(s_vectors, index, 10 * Words).Search(s_vectors.Row(7), nearest, cosines.AsSpan(0, 5)));
        Assert.Equal(Enumerable.Range(0, Words).OrderByDescending(static place => Cosine(Doubles(7), Doubles(place))).Take(5), nearest);
    }

    [Fact]
    public void Recall_is_the_share_of_the_nearest_others_that_are_found()
    {
        var steps = 0;
        var options = new SearchOptions { Queries = 60, K = 4, Rerank = 3, WarmUp = TimeSpan.Zero };
        var report = SearchRunner.Run(s_vectors, options, () => steps++);

        Assert.Equal(SearchRunner.Steps(s_vectors, options), steps);
        Assert.Equal((Words, Dimension, 60, 4, 3, 0), (report.Words, report.Dimension, report.Queries, report.K, report.Rerank, report.LeftOut));
        Assert.Equal(
            [(32, 32, false), (8, 8, false), (8, 8, true), (4, 8, false), (4, 8, true), (1, 1, false), (1, 1, true), (1, 8, false), (1, 8, true)],
            report.Rows.Select(static row => (row.Bits, row.QueryBits, row.Reranked)));
        // Floats, codes, and what belongs to them: a scale for each row, or one and the mean.
        Assert.Equal(
            [4 * Words * 37, Words * (37 + 4), Words * (19 + 4), Words * 5 + 4 * (1 + 37), Words * 5 + 4 * (1 + 37)],
            report.Rows.Where(static row => !row.Reranked).Select(static row => row.Bytes));
        Assert.All(report.Rows, row => Assert.Equal(row.Bytes / (4.0 * Words * 37), row.BytesOfFloat));
        Assert.All(report.Rows, static row => Assert.True(row.MicrosecondsPerQuery > 0 && row.Speedup > 0));
        Assert.Equal((1.0, 1.0), (report.Rows[0].Recall, report.Rows[0].Speedup));

        var queries = SearchRunner.Queries(Words, 60);
        Assert.Equal(Recall(queries, 4, static vector => Round(vector, 7), static vector => Round(vector, 127)), report.Rows[3].Recall);
        Assert.InRange(report.Rows[5].Recall, 0.01, 0.8);
        // Where all are put in order by float, nothing is lost.
        Assert.All(SearchRunner.Run(s_vectors, options with { Rerank = Words }, static () => { }).Rows.Where(static row => row.Reranked), static row => Assert.Equal(1.0, row.Recall));
    }

    [Theory]
    [InlineData(10, 4, new[] { 0, 2, 5, 7 })]
    [InlineData(3, 100, new[] { 0, 1, 2 })]
    [InlineData(2_000_000_000, 3, new[] { 0, 666_666_666, 1_333_333_333 })]
    public void Queries_are_spread_over_the_whole_file(int words, int queries, int[] expected) => Assert.Equal(expected, SearchRunner.Queries(words, queries));

    // Random words in some groups, so that there are near ones and far ones; not about zero.
    private static WordVectors Create()
    {
        var random = new Random(20);
        var centers = Enumerable.Range(0, 25).Select(_ => Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.4f).ToArray()).ToArray();
        return new WordVectors(
            [.. Enumerable.Range(0, Words).Select(static i => $"word{i}")],
            Dimension,
            [.. Enumerable.Range(0, Words).SelectMany(i => centers[i % centers.Length].Select(value => 3 * value + random.NextSingle()))]);
    }

    // Codes of a vector by their definition.
    private static double[] Round(double[] vector, int maxCode)
    {
        var scale = (float)vector.Max(Math.Abs) / maxCode;
        return [.. vector.Select(value => (double)MathF.Round((float)value / scale))];
    }

    private static double[] Signs(double[] vector) => [.. vector.Zip(s_mean, static (value, mean) => value >= mean ? 1.0 : -1.0)];

    private static void AssertFindsNearest(ISearchIndex index, Func<double[], double[]> stored, Func<double[], double[]> asked)
    {
        var rows = Enumerable.Range(0, Words).Select(i => stored(Doubles(i))).ToArray();
        var (nearest, cosines) = (new int[12], new float[12]);
        for (var query = 0; query < Words; query += 9)
        {
            Assert.Equal(12, index.Search(s_vectors.Row(query), nearest, cosines));
            Assert.Equal(12, nearest.Distinct().Count());
            var codes = asked(Doubles(query));
            var expected = rows.Select(row => Cosine(codes, row)).ToArray();
            for (var i = 0; i < nearest.Length; i++)
                Assert.Equal(expected[nearest[i]], cosines[i], 1e-5);
            Assert.Equal(expected.OrderDescending().Take(12), cosines.Select(static cosine => (double)cosine), static (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    private static double Recall(int[] queries, int k, Func<double[], double[]> stored, Func<double[], double[]> asked)
    {
        var rows = Enumerable.Range(0, Words).Select(Doubles).ToArray();
        var codes = rows.Select(stored).ToArray();
        return queries.Average(query => Nearest(rows, rows[query], query).Intersect(Nearest(codes, asked(rows[query]), query)).Count() / (double)k);

        IEnumerable<int> Nearest(double[][] vectors, double[] to, int query) =>
            Enumerable.Range(0, Words).Where(i => i != query).OrderByDescending(i => Cosine(to, vectors[i])).Take(k);
    }

    private static double Cosine(double[] left, double[] right) =>
        left.Zip(right, static (a, b) => a * b).Sum() / Math.Sqrt(left.Sum(static a => a * a) * right.Sum(static b => b * b));

    private static double[] Doubles(int row) => [.. s_vectors.Row(row).ToArray().Select(static value => (double)value)];
}
