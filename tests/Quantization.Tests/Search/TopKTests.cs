using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Search;

/// <summary>The best of many scores against a sort of all of them.</summary>
public sealed class TopKTests
{
    // Around vectors of every width, and what no longer fits on the stack.
    private static readonly int[] Sizes = [.. Enumerable.Range(0, 67), 100, 255, 256, 257, 1000, 4099];

    private static readonly int[] Counts = [0, 1, 2, 3, 7, 10, 16, 64, 255, 256, 257, 1000, 5000];

    private static Func<Random, int, float>[] Floats { get; } =
    [
        (random, _) => (random.NextSingle() - 0.5f) * 1000,
        (random, _) => random.Next(3),
        (_, i) => i,
        (_, i) => -i,
        (random, _) => Inputs.Special[random.Next(Inputs.Special.Length)],
        (random, _) => random.Next(3) > 0 ? Inputs.NaNs[random.Next(Inputs.NaNs.Length)] : random.Next(-2, 2),
        (_, _) => float.NaN,
        (_, _) => float.NegativeInfinity,
        (random, _) => random.Next(2) == 0 ? -0f : 0f,
    ];

    private static Func<Random, int, int>[] Integers { get; } =
    [
        (random, _) => random.Next(int.MinValue, int.MaxValue),
        (random, _) => random.Next(3),
        (_, i) => i,
        (_, i) => -i,
        (random, _) => random.Next(5) switch { 0 => int.MinValue, 1 => int.MaxValue, var other => other - 3 },
    ];

    [Fact]
    public void FloatsAreThoseOfASort()
    {
        foreach (Func<Random, int, float> pattern in Floats)
        {
            // NaN is less than all others in the order of the language, too, and −0 is 0.
            Check(pattern, TopK.Select);
        }
    }

    [Fact]
    public void IntegersAreThoseOfASort()
    {
        foreach (Func<Random, int, int> pattern in Integers) Check(pattern, TopK.Select);
    }

    [Fact]
    public void NothingBehindTheResultIsWritten()
    {
        int[] indices = [-7, -7, -7];
        float[] best = [-7, -7, -7];
        Assert.Equal(2, TopK.Select([1f, 2f], indices, best));
        Assert.Equal([1, 0, -7], indices);
        Assert.Equal([2f, 1f, -7f], best);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        float[] scores = [3, 1, 2];
        int[] indices = [-7, -7];
        ArgumentException lengths = Assert.Throws<ArgumentException>("best", () => TopK.Select(scores, indices, new float[1]));
        Assert.Contains("room for 2 scores", lengths.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("best", () => TopK.Select(scores, indices, new float[3]));
        Assert.Throws<ArgumentException>("best", () => TopK.Select(scores, indices, scores.AsSpan(1)));
        Assert.Throws<ArgumentException>("indices", () => TopK.Select(scores, MemoryMarshal.Cast<float, int>(scores.AsSpan(0, 2)), new float[2]));
        Assert.Throws<ArgumentException>("best", () => TopK.Select([1, 2, 3], indices, indices));
        Assert.Equal([-7, -7], indices);
        Assert.Equal([3f, 1f, 2f], scores);
    }

    private delegate int Select<T>(ReadOnlySpan<T> scores, Span<int> indices, Span<T> best);

    private static void Check<T>(Func<Random, int, T> pattern, Select<T> select)
        where T : unmanaged, IComparable<T>
    {
        var random = new Random(5);
        foreach (int size in Sizes)
        {
            using GuardedMemory<T> scores = GuardedMemory<T>.EndingAtGuard(size).With([.. Enumerable.Range(0, size).Select(i => pattern(random, i))]);
            T[] values = scores.Span.ToArray();
            int[] sorted = [.. Enumerable.Range(0, size).OrderByDescending(i => values[i]).ThenBy(i => i)];
            foreach (int count in Counts)
            {
                using GuardedMemory<int> indices = GuardedMemory<int>.EndingAtGuard(count);
                using GuardedMemory<T> best = GuardedMemory<T>.EndingAtGuard(count);
                int found = select(scores.Span, indices.Span, best.Span);
                Assert.Equal(Math.Min(count, size), found);
                Assert.Equal(sorted[..found], indices.Span[..found].ToArray());
                // To the bit, of NaN, too.
                byte[] expected = MemoryMarshal.AsBytes(new ReadOnlySpan<T>([.. sorted[..found].Select(i => values[i])])).ToArray();
                Assert.Equal(expected, MemoryMarshal.AsBytes(best.Span[..found]).ToArray());
            }
        }
    }
}
