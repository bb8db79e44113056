using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <content>Numbers of elements, and single ones.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires the number of elements that a declaration fixes.</summary>
    /// <param name="length">The number of elements given.</param>
    /// <param name="fixedLength">The number that it has to be.</param>
    /// <param name="argument">The argument whose length it is.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireLength(int length, int fixedLength, string argument)
    {
        if (length != fixedLength) ThrowLength(length, fixedLength, argument);
    }

    /// <summary>Requires parameters that are apart from elements in memory: they are read, or written, while those are.</summary>
    /// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="parameters">The parameters of rows or columns.</param>
    /// <param name="elements">The elements read or written.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireParametersApart<TParameters, T>(ReadOnlySpan<TParameters> parameters, ReadOnlySpan<T> elements)
        where TParameters : unmanaged
        where T : unmanaged
    {
        if (MemoryMarshal.AsBytes(parameters).Overlaps(MemoryMarshal.AsBytes(elements))) ThrowParametersOverlap();
    }

    /// <summary>Requires an index of one of the codes that some bytes hold.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="index">The index.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="blockBytes">The bytes of a block, where only whole blocks count.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireIndex(int bytes, int index, int bits, int blockBytes = 1)
    {
        long count = (long)(bytes / blockBytes * blockBytes) * 8 / bits;
        if (index < 0 || index >= count) ThrowIndex(index, count);
    }

    [DoesNotReturn]
    private static void ThrowLength(int length, int fixedLength, string argument) =>
        throw new ArgumentException(Invariant($"The declaration is for {fixedLength} elements, not {length}."), argument);

    [DoesNotReturn]
    private static void ThrowParametersOverlap() =>
        throw new ArgumentException("The parameters overlap the elements in memory.", "parameters");

    [DoesNotReturn]
    private static void ThrowIndex(int index, long count) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, Invariant($"There are {count} codes."));
}
