using System.Runtime.InteropServices;
using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Scores of what codes stand for, and the best rows: against single dot products and sorts; and what is refused.</summary>
public sealed class ScoreValueTests
{
    private const int Length = 100;

    private static readonly ScaleParameters QueryParameters = new(0.0123f);

    // Around the vectors that sums become scores in.
    private static readonly int[] Counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 31];

    [Fact]
    public void ScoresAreThoseOfDotProducts()
    {
        sbyte[] query = Codes(Length, 1);
        foreach (int count in Counts)
        {
            sbyte[] rows = Codes(count * Length, 2);
            ScaleParameters[] each = [.. Enumerable.Range(0, count).Select(row => new ScaleParameters(0.001f + (row * 0.37f)))];
            float[] scores = new float[count], oneForAll = new float[count];
            ScoreScale8.Score(query, rows, scores, QueryParameters, each);
            ScoreScale8.Score(query, rows, oneForAll, QueryParameters, [new(0.7f)]);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<sbyte> codes = rows.AsSpan(row * Length, Length);
                Assert.Equal(DotScale8.Dot(codes, query, each[row], QueryParameters), scores[row]);
                Assert.Equal(DotScale8.Dot(codes, query, new ScaleParameters(0.7f), QueryParameters), oneForAll[row]);
                // To the bit by the documented formula, too.
                Assert.Equal((float)((double)QueryParameters.Scale * each[row].Scale * Sum(query, codes)), scores[row]);
            }
        }
    }

    [Fact]
    public void ConstantsAreLeftOut()
    {
        sbyte[] query = Codes(Length, 1), rows = Codes(3 * Length, 2);
        float[] scores = new float[3], byConstant = new float[3];
        ScoreConstant8.Score(query, rows, scores);
        ScoreScaleByConstant8.Score(query, rows, byConstant, [new(0.5f), new(1f), new(2f)]);
        for (int row = 0; row < 3; row++)
        {
            int sum = Sum(query, rows.AsSpan(row * Length, Length));
            Assert.Equal(0.125f * 0.125f * sum, scores[row]);
            Assert.Equal(0.125f * (0.5f * (1 << row)) * sum, byConstant[row]);
        }

        byte[] bytes = [1, 2, 3, 4];
        float[] affine = new float[2];
        ScoreConstantAffine8.Score(bytes.AsSpan(0, 2), bytes, affine);
        Assert.Equal([0.0625f * 5, 0.0625f * 11], affine);
    }

    // A zero point needs sums that nobody has.
    [Fact]
    public void ValuesWithOffsetsHaveScoresOfCodesOnly()
    {
        foreach (Type type in (Type[])[typeof(ScoreAffine8), typeof(ScoreUniform8), typeof(ScoreAffine4), typeof(ScoreAffine4ByScale8), typeof(ScoreScale4ByScale8)])
        {
            bool has = type == typeof(ScoreScale4ByScale8);
            Assert.Equal(has, type.GetMethod("Score") is not null);
            Assert.Equal(has, type.GetMethod("TopK") is not null);
            Assert.Equal(has, type.GetMethod("TopKPacked") is not null);
            Assert.NotNull(type.GetMethod("ScoreCodes"));
        }
    }

    [Fact]
    public void PackedScoresAreThoseOfCodes()
    {
        sbyte[] query = [.. Codes(Length, 1).Select(code => (sbyte)(code % 8))], rows = [.. Codes(9 * Length, 2).Select(code => (sbyte)(code % 8))];
        ScaleParameters[] parameters = [.. Enumerable.Range(1, 9).Select(row => new ScaleParameters(row))];
        byte[] packedQuery = ScoreSubject.Pack([.. query], 4, signs: false);
        byte[] packedRows = [.. rows.Chunk(Length).SelectMany(row => ScoreSubject.Pack([.. row], 4, signs: false))];
        float[] expected = new float[9], packed = new float[9], byPartner = new float[9];
        ScoreScale4.Score(query, rows, expected, QueryParameters, parameters);
        ScoreScale4.ScorePacked(packedQuery, packedRows, Length, packed, QueryParameters, parameters);
        ScoreScale4ByScale8.ScorePacked(query, packedRows, byPartner, QueryParameters, parameters);
        Assert.Equal(expected, packed);
        Assert.Equal(expected, byPartner);

        int[] indices = new int[4];
        float[] best = new float[4];
        int[] sorted = [.. Enumerable.Range(0, 9).OrderByDescending(row => expected[row])];
        Assert.Equal(4, ScoreScale4.TopKPacked(packedQuery, packedRows, Length, indices, best, QueryParameters, parameters));
        Assert.Equal(sorted[..4], indices);
        Assert.Equal(4, ScoreScale4ByScale8.TopKPacked(query, packedRows, indices, best, QueryParameters, parameters));
        Assert.Equal(sorted[..4], indices);
        Assert.Equal([.. sorted[..4].Select(row => expected[row])], best);
    }

    [Fact]
    public void TheBestRowsAreThoseOfASort()
    {
        sbyte[] query = [1, 0, -1];
        // Many of one score.
        sbyte[] rows = [.. Codes(3 * 200, 3).Select(code => (sbyte)(code % 3))];
        ScaleParameters[] parameters = [.. Enumerable.Range(0, 200).Select(row => new ScaleParameters(1 + (row % 2)))];
        float[] scores = new float[200];
        ScoreScale8.Score(query, rows, scores, QueryParameters, parameters);
        int[] sorted = [.. Enumerable.Range(0, 200).OrderByDescending(row => scores[row]).ThenBy(row => row)];
        foreach (int k in (int[])[0, 1, 10, 199, 200, 300])
        {
            int[] indices = new int[k];
            float[] best = new float[k];
            int found = ScoreScale8.TopK(query, rows, indices, best, QueryParameters, parameters);
            Assert.Equal(Math.Min(k, 200), found);
            Assert.Equal(sorted[..found], indices[..found]);
            Assert.Equal([.. sorted[..found].Select(row => scores[row])], best[..found]);
        }
    }

    [Fact]
    public void ARefusedCallWritesNothing()
    {
        sbyte[] query = Codes(Length, 1), rows = Codes(3 * Length, 2);
        int[] sums = [-7, -7, -7];
        float[] scores = [-7, -7, -7];
        Refuses<ArgumentException>("rows", "whole rows of 100", () => ScoreScale8.ScoreCodes(query, rows.AsSpan(1), sums));
        Refuses<ArgumentException>("rows", "whole rows of 0", () => ScoreScale8.ScoreCodes([], rows, sums));
        Refuses<ArgumentException>("destination", "2 scores, fewer than the 3 rows", () => ScoreScale8.ScoreCodes(query, rows, sums.AsSpan(1)));
        Refuses<ArgumentException>("query", "133144", () => ScoreScale8.ScoreCodes(new sbyte[133_145], new sbyte[133_145], sums));
        Refuses<ArgumentException>("query", "96 elements", () => ScoreOf96.ScoreCodes(query, rows, sums));
        Refuses<ArgumentException>("destination", "the rows", () => ScoreScaleUnsigned8.ScoreCodes([1, 2, 3, 4], MemoryMarshal.AsBytes(sums.AsSpan()), sums));
        Refuses<ArgumentException>("destination", "the query", () => ScoreScaleUnsigned8.ScoreCodes(MemoryMarshal.AsBytes(sums.AsSpan()), new byte[36], sums));
        Refuses<ArgumentOutOfRangeException>("queryParameters", "positive", () => ScoreScale8.Score(query, rows, scores, new(0f), [new(1f)]));
        Refuses<ArgumentOutOfRangeException>("rowParameters", "positive", () => ScoreScale8.Score(query, rows, scores, new(1f), [new(1f), new(float.NaN), new(1f)]));
        Refuses<ArgumentException>("rowParameters", "3 rows", () => ScoreScale8.Score(query, rows, scores, new(1f), [new(1f), new(1f)]));
        Refuses<ArgumentException>("rowParameters", "there are 0", () => ScoreScale8.Score(query, rows, scores, new(1f), []));
        Refuses<ArgumentException>("destination", "parameters", () => ScoreScale8.Score(query, rows, scores, new(1f), MemoryMarshal.Cast<float, ScaleParameters>(scores)));
        Refuses<ArgumentException>("scores", "room for 3", () => ScoreScale8.TopK(query, rows, sums, scores.AsSpan(1), new(1f), [new(1f)]));
        Refuses<ArgumentException>("scores", "overlap", () => ScoreScale8.TopK(query, rows, sums, MemoryMarshal.Cast<int, float>(sums.AsSpan()), new(1f), [new(1f)]));
        Refuses<ArgumentException>("rows", "whole rows", () => ScoreScale8.TopK(query, rows.AsSpan(1), sums, scores, new(1f), [new(1f)]));
        Refuses<ArgumentOutOfRangeException>("queryParameters", "positive", () => ScoreScale8.TopK(query, rows, sums, scores, new(-1f), [new(1f)]));
        Assert.All(sums, sum => Assert.Equal(-7, sum));
        Assert.All(scores, score => Assert.Equal(-7f, score));
    }

    [Fact]
    public void ARefusedCallOfPackedRowsWritesNothing()
    {
        byte[] query = new byte[50], rows = new byte[150];
        int[] sums = [-7, -7, -7];
        float[] scores = [-7, -7, -7];
        Refuses<ArgumentOutOfRangeException>("dimension", "0 to", () => ScoreScale4.ScorePackedCodes(query, rows, -1, sums));
        Refuses<ArgumentOutOfRangeException>("dimension", "0 to", () => ScoreScale4.TopKPacked(query, rows, -1, sums, scores, new(1f), [new(1f)]));
        Refuses<ArgumentException>("query", "51", () => ScoreScale4.ScorePackedCodes(query, rows, 101, sums));
        Refuses<ArgumentException>("rows", "whole rows of 49", () => ScoreScale4.ScorePackedCodes(query, rows, 98, sums));
        Refuses<ArgumentException>("rows", "whole rows of 50", () => ScoreScale4ByScale8.ScorePackedCodes(new sbyte[100], rows.AsSpan(1), sums));
        Refuses<ArgumentException>("destination", "fewer than the 3 rows", () => ScoreScale4.ScorePackedCodes(query, rows, 99, sums.AsSpan(1)));
        Refuses<ArgumentException>("dimension", "100 elements", () => ScorePackedOf100.ScorePackedCodes(query, rows, 99, sums));
        Refuses<ArgumentException>("query", "301 elements", () => ScorePackedOf301ByScale8.ScorePackedCodes(new sbyte[300], rows, sums));
        Refuses<ArgumentOutOfRangeException>("rowParameters", "positive", () => ScoreScale4.ScorePacked(query, rows, 100, scores, new(1f), [new(0f)]));
        Assert.All(sums, sum => Assert.Equal(-7, sum));
        Assert.All(scores, score => Assert.Equal(-7f, score));
    }

    private static void Refuses<T>(string argument, string words, Action call)
        where T : ArgumentException
    {
        T exception = Assert.Throws<T>(argument, call);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    private static sbyte[] Codes(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
    }

    private static int Sum(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> row)
    {
        int sum = 0;
        for (int i = 0; i < row.Length; i++) sum += query[i] * row[i];
        return sum;
    }
}
