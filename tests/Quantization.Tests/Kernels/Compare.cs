using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Bit-for-bit comparison; what differs is told with all that is needed to try it again.</summary>
internal static class Compare
{
    internal static void Equal<TSource, TResult>(Subject subject, QuantizerParameters parameters, string what, ReadOnlySpan<TSource> source, ReadOnlySpan<TResult> expected, ReadOnlySpan<TResult> actual)
        where TSource : unmanaged
        where TResult : unmanaged
    {
        int same = MemoryMarshal.AsBytes(expected).CommonPrefixLength(MemoryMarshal.AsBytes(actual)) / Unsafe.SizeOf<TResult>();
        if (same < expected.Length) Differ(subject, parameters, $"{what} at {same} of {expected.Length}", source[same], expected[same], actual[same]);
    }

    internal static void Equal<TSource, TResult>(Subject subject, QuantizerParameters parameters, string what, TSource source, TResult expected, TResult actual)
        where TSource : unmanaged
        where TResult : unmanaged
    {
        if (!EqualityComparer<TResult>.Default.Equals(expected, actual) || !SameBits(expected, actual)) Differ(subject, parameters, what, source, expected, actual);
    }

    private static bool SameBits<T>(T expected, T actual)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref expected)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref actual)));

    private static void Differ<TSource, TResult>(Subject subject, QuantizerParameters parameters, string what, TSource source, TResult expected, TResult actual) =>
        Assert.Fail($"{subject}, {parameters with { Scale = 0 }} scale {Floats.Show(parameters.Scale)}: {what}, of {Show(source)}, expected {Show(expected)}, got {Show(actual)}.");

    private static string? Show<T>(T value) => value is float x ? Floats.Show(x) : value?.ToString();
}
