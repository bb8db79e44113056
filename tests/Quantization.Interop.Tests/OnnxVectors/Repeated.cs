using System.Numerics;
using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

internal delegate void ElementKernel<TSource, TResult>(ReadOnlySpan<TSource> source, Span<TResult> destination);

/// <summary>A few elements and their results, repeated to every length up to some steps of a kernel, so that vectors and tails both run.</summary>
internal static class Repeated
{
    private const int Longest = 300;

    internal static void Check<TSource, TResult>(TSource[] source, TResult[] expected, ElementKernel<TSource, TResult> kernel)
        where TResult : unmanaged, INumber<TResult>
    {
        Assert.Equal(source.Length, expected.Length);
        for (int length = 1; length <= Longest; length++)
        {
            TResult[] results = new TResult[length];
            kernel(To(length, source), results);
            Bits.AssertSame<TResult>("Repeated", To(length, expected), results);
        }
    }

    /// <summary>The same from values to packed codes.</summary>
    internal static void CheckPacking<TSource>(TSource[] source, int[] expected, int bits, ElementKernel<TSource, byte> kernel)
    {
        Assert.Equal(source.Length, expected.Length);
        for (int length = 1; length <= Longest; length++)
        {
            byte[] packed = PackedBits.Write(To(length, expected), bits), results = new byte[packed.Length];
            kernel(To(length, source), results);
            Bits.AssertSame<byte>("Repeated and packed", packed, results);
        }
    }

    /// <summary>The same from packed codes to values.</summary>
    internal static void CheckUnpacking<TResult>(int[] codes, int bits, TResult[] expected, ElementKernel<byte, TResult> kernel)
        where TResult : unmanaged, INumber<TResult>
    {
        Assert.Equal(codes.Length, expected.Length);
        for (int length = 1; length <= Longest; length++)
        {
            TResult[] results = new TResult[length];
            kernel(PackedBits.Write(To(length, codes), bits), results);
            Bits.AssertSame<TResult>("Packed and repeated", To(length, expected), results);
        }
    }

    private static T[] To<T>(int length, T[] elements) => [.. Enumerable.Range(0, length).Select(i => elements[i % elements.Length])];
}
