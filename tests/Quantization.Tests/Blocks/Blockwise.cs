using System.Runtime.InteropServices;

namespace Quantization.Tests.Blocks;

/// <summary>
/// Runs a kernel on some of a number of blocks: against a page behind and a page before that may not be touched, at odd addresses, and next to
/// bytes that must stay as they are. Blocks do not depend on each other, so what is expected of some is a part of what is expected of all.
/// </summary>
internal sealed class Blockwise<TSource, TResult> : IDisposable
    where TSource : unmanaged
    where TResult : unmanaged
{
    private const byte Untouched = 0xA5;
    private const int Margin = 64;

    private readonly BlockSubject subject;
    private readonly string what;
    private readonly SpanCall<TSource, TResult> call;
    private readonly TSource[] source;
    private readonly TResult[] expected;
    private readonly int sourceSize, resultSize;
    private readonly GuardedMemory<TSource> sourceBefore, sourceBehind;
    private readonly GuardedMemory<TResult> resultBefore, resultBehind;

    internal Blockwise(BlockSubject subject, string what, SpanCall<TSource, TResult> call, TSource[] source, TResult[] expected, int blocks)
    {
        (this.subject, this.what, this.call, this.source, this.expected) = (subject, what, call, source, expected);
        (sourceSize, resultSize) = (source.Length / blocks, expected.Length / blocks);
        sourceBefore = GuardedMemory<TSource>.StartingAtGuard(source.Length).With(source);
        sourceBehind = GuardedMemory<TSource>.EndingAtGuard(source.Length).With(source);
        resultBefore = GuardedMemory<TResult>.StartingAtGuard(expected.Length);
        resultBehind = GuardedMemory<TResult>.EndingAtGuard(expected.Length);
    }

    private int Blocks => expected.Length / resultSize;

    /// <summary>Up against the guards: the last blocks there are, then the first, then source and destination at opposite ones.</summary>
    internal void RunAtGuards(int count)
    {
        int last = Blocks - count;
        Run(sourceBehind.Span[(last * sourceSize)..], resultBehind.Span[(last * resultSize)..], last);
        Run(sourceBefore.Span[..(count * sourceSize)], resultBefore.Span[..(count * resultSize)], 0);
        Run(sourceBehind.Span[(last * sourceSize)..], resultBefore.Span[..(count * resultSize)], last);
    }

    /// <summary>So many elements from where memory is aligned to a page; the destination has room behind, which must stay as it is, as what is before.</summary>
    internal void RunShifted(int count, int sourceShift, int resultShift)
    {
        int length = count * sourceSize;
        source.AsSpan(0, length).CopyTo(sourceBefore.Span[sourceShift..]);
        Span<TResult> room = resultBefore.Span, result = room.Slice(resultShift, count * resultSize);
        Span<byte> before = MemoryMarshal.AsBytes(room[..resultShift]), behind = MemoryMarshal.AsBytes(room.Slice(resultShift + result.Length, Margin));
        before.Fill(Untouched);
        behind.Fill(Untouched);
        result.Clear();
        call(sourceBefore.Span.Slice(sourceShift, length), room[resultShift..]);
        if (before.ContainsAnyExcept(Untouched) || behind.ContainsAnyExcept(Untouched))
        {
            throw new InvalidOperationException($"{subject}: {what} of {count} blocks wrote outside its destination.");
        }

        Same.Require(subject, what, expected.AsSpan(0, result.Length), result, resultSize);
        source.AsSpan().CopyTo(sourceBefore.Span);
    }

    public void Dispose()
    {
        sourceBefore.Dispose();
        sourceBehind.Dispose();
        resultBefore.Dispose();
        resultBehind.Dispose();
    }

    private void Run(ReadOnlySpan<TSource> from, Span<TResult> to, int firstBlock)
    {
        to.Clear();
        call(from, to);
        Same.Require(subject, $"{what} of {from.Length / sourceSize} blocks", expected.AsSpan(firstBlock * resultSize, to.Length), to, resultSize);
    }
}

/// <summary>Comparisons bit for bit, in which one NaN is as good as another.</summary>
internal static class Same
{
    /// <summary>Demands equal results, and says where the first one differs.</summary>
    internal static void Require<T>(BlockSubject subject, string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, int blockSize)
        where T : unmanaged
    {
        if (expected.Length != actual.Length) throw new InvalidOperationException($"{subject}: {what} has {actual.Length} of {expected.Length} results.");
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual))) return;
        for (int i = 0; i < expected.Length; i++)
        {
            if (Equal(expected[i], actual[i])) continue;
            throw new InvalidOperationException($"{subject}: {what} differs at {i % blockSize} of block {i / blockSize}: expected {expected[i]}, got {actual[i]}.");
        }
    }

    /// <summary>Whether two results are the same.</summary>
    internal static bool Equal<T>(T expected, T actual)
        where T : unmanaged =>
        (expected, actual) is (float a, float b)
            ? BitConverter.SingleToUInt32Bits(a) == BitConverter.SingleToUInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b))
            : expected.Equals(actual);
}
