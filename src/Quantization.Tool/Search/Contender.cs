using System.Diagnostics;

namespace Quantization.Tool.Search;

/// <summary>One way to search, with what it finds and how long it takes.</summary>
/// <param name="vectors">The words.</param>
/// <param name="index">Their vectors in the form that is searched.</param>
/// <param name="isReranked">Whether the best by codes are put in order by float.</param>
/// <param name="queries">The places of the words that are asked for.</param>
/// <param name="found">How many are found for each, with the word itself.</param>
internal sealed class Contender(WordVectors vectors, ISearchIndex index, bool isReranked, int[] queries, int found)
{
    private readonly int[][] _nearest = new int[queries.Length][];
    private readonly long[] _times = new long[queries.Length];
    private readonly float[] _cosines = new float[found];

    /// <summary>Searches for a while without taking the time.</summary>
    public void WarmUp(TimeSpan duration)
    {
        var places = new int[found];
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(begin) < duration; i++)
            index.Search(vectors.Row(queries[i % queries.Length]), places, _cosines);
    }

    /// <summary>Asks for some of the words.</summary>
    /// <param name="begin">The number of the first.</param>
    /// <param name="end">The number behind the last.</param>
    public void Ask(int begin, int end)
    {
        var places = new int[found];
        for (var i = begin; i < end; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var count = index.Search(vectors.Row(queries[i]), places, _cosines);
            _times[i] = Stopwatch.GetTimestamp() - started;
            // Without the word itself; where codes missed it, without the last.
            _nearest[i] = [.. places.Take(count).Where(place => place != queries[i]).Take(found - 1)];
        }
    }

    /// <summary>What it costs and finds beside the exact one, when all have been asked for.</summary>
    public SearchRow ToRow(Contender exact)
    {
        var (floatBytes, floatTime) = (exact.Bytes, exact.MedianMicroseconds());
        var time = MedianMicroseconds();
        var recall = (double)_nearest.Zip(exact._nearest, static (found, wanted) => found.Intersect(wanted).Count()).Sum() / exact._nearest.Sum(static wanted => wanted.Length);
        return new SearchRow(index.Bits, index.QueryBits, isReranked, Bytes, (double)Bytes / floatBytes, recall, time, floatTime / time);
    }

    private long Bytes => index.Bytes;

    private double MedianMicroseconds()
    {
        long[] times = [.. _times.Order()];
        return Math.Max(times[times.Length / 2], 1) * 1e6 / Stopwatch.Frequency;
    }
}
