using System.Runtime.InteropServices;

namespace Quantization.Tests.Kernels;

/// <summary>
/// Runs one kernel at many lengths and places: against a page behind and a page before that may not be touched, at every alignment,
/// and next to bytes that must stay as they are.
/// </summary>
internal sealed class Placements<TSource, TResult> : IDisposable
    where TSource : unmanaged
    where TResult : unmanaged
{
    private const byte Untouched = 0xA5;
    private const int Margin = 64;

    private readonly Subject subject;
    private readonly QuantizerParameters parameters;
    private readonly string what;
    private readonly Kernel kernel;
    private readonly TResult[] expected;
    private readonly GuardedMemory<TSource> sourceBefore, sourceBehind;
    private readonly GuardedMemory<TResult> resultBefore, resultBehind;

    internal Placements(Subject subject, QuantizerParameters parameters, string what, ReadOnlySpan<TSource> source, ReadOnlySpan<TResult> expected, Kernel kernel)
    {
        (this.subject, this.parameters, this.what, this.kernel) = (subject, parameters, what, kernel);
        this.expected = expected.ToArray();
        sourceBefore = GuardedMemory<TSource>.StartingAtGuard(source.Length).With(source);
        sourceBehind = GuardedMemory<TSource>.EndingAtGuard(source.Length).With(source);
        resultBefore = GuardedMemory<TResult>.StartingAtGuard(source.Length);
        resultBehind = GuardedMemory<TResult>.EndingAtGuard(source.Length);
    }

    internal delegate void Kernel(ReadOnlySpan<TSource> source, Span<TResult> destination);

    /// <summary>Up against the guards: the last elements there are, then the first.</summary>
    internal void RunAtGuards(int length)
    {
        int start = expected.Length - length;
        Run(sourceBehind.Span[start..], resultBehind.Span, start, start, length);
        Run(sourceBefore.Span[..length], resultBefore.Span, 0, 0, length);
    }

    /// <summary>At these distances, in elements, from where memory is aligned to a page; the destination is longer than it need be.</summary>
    internal void RunShifted(int length, int sourceShift, int resultShift) =>
        Run(sourceBefore.Span.Slice(sourceShift, length), resultBefore.Span, resultShift, sourceShift, int.Min(length + 3, expected.Length - resultShift));

    private void Run(ReadOnlySpan<TSource> source, Span<TResult> room, int at, int expectedAt, int destinationLength)
    {
        int length = source.Length;
        Span<byte> before = MemoryMarshal.AsBytes(room[int.Max(0, at - Margin)..at]);
        Span<byte> behind = MemoryMarshal.AsBytes(room[(at + length)..int.Min(room.Length, at + length + Margin)]);
        before.Fill(Untouched);
        behind.Fill(Untouched);
        Span<TResult> result = room.Slice(at, length);
        result.Clear();
        kernel(source, room.Slice(at, destinationLength));
        Compare.Equal<TSource, TResult>(subject, parameters, what, source, expected.AsSpan(expectedAt, length), result);
        if (before.ContainsAnyExcept(Untouched) || behind.ContainsAnyExcept(Untouched))
        {
            throw new InvalidOperationException($"{subject}: {what} of {length} elements wrote outside its destination.");
        }
    }

    public void Dispose()
    {
        sourceBefore.Dispose();
        sourceBehind.Dispose();
        resultBefore.Dispose();
        resultBehind.Dispose();
    }
}
