using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <content>Checks of blocks that carry their own parameters.</content>
public static partial class QuantizerGuard
{
    /// <summary>The bytes that blocks of some elements take.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <returns>The bytes of as many blocks.</returns>
    /// <exception cref="ArgumentException">The elements are not whole blocks.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the bytes are more than a span has.</exception>
    public static int GetByteCount(int count, int size, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count % size != 0) ThrowNotBlocks(count, size, nameof(count));
        long all = (long)(count / size) * bytes;
        return all <= int.MaxValue ? (int)all : throw new ArgumentOutOfRangeException(nameof(count), count, "The blocks of so many elements take more bytes than a span has.");
    }

    /// <summary>Requires values that are whole blocks, and a destination for those, apart from them in memory.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Where the blocks will be written.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <returns>The number of blocks.</returns>
    /// <exception cref="ArgumentException">The values are not whole blocks, or the destination is too short or overlaps them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RequireBlocks(ReadOnlySpan<float> source, Span<byte> destination, int size, int bytes)
    {
        int blocks = source.Length / size;
        if (blocks * size != source.Length) ThrowNotBlocks(source.Length, size, nameof(source));
        if (destination.Length < (long)blocks * bytes) ThrowTooShortForBlocks((long)blocks * bytes, destination.Length);
        if (Overlap(source, source.Length, destination, blocks * bytes)) ThrowOverlap();
        return blocks;
    }

    /// <summary>Requires bytes that are whole blocks, and a destination for their values, apart from them in memory.</summary>
    /// <param name="source">The blocks.</param>
    /// <param name="destination">Where the values will be written.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <returns>The number of blocks.</returns>
    /// <exception cref="ArgumentException">The bytes are not whole blocks, or the destination is too short or overlaps them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RequireWholeBlocks(ReadOnlySpan<byte> source, Span<float> destination, int size, int bytes)
    {
        int blocks = CountBlocks(source, bytes, nameof(source));
        if (destination.Length < (long)blocks * size) ThrowTooShortForValues((long)blocks * size, destination.Length);
        if (Overlap(source, source.Length, destination, blocks * size)) ThrowOverlap();
        return blocks;
    }

    /// <summary>Requires values that are whole blocks, and a destination for as many, their very memory or apart from it.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Where as many values will be written.</param>
    /// <param name="size">The elements of a block.</param>
    /// <returns>The number of blocks.</returns>
    /// <exception cref="ArgumentException">The values are not whole blocks, or the destination is too short or overlaps them without starting with them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RequireBlocksInPlaceOrApart(ReadOnlySpan<float> source, Span<float> destination, int size)
    {
        if (source.Length % size != 0) ThrowNotBlocks(source.Length, size, nameof(source));
        RequireInPlaceOrApart(source, destination);
        return source.Length / size;
    }

    /// <summary>Requires whole blocks, and a value for each of their elements.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="values">The values.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <returns>The number of blocks.</returns>
    /// <exception cref="ArgumentException">The bytes are not whole blocks, or the values are not as many as their elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RequireBlocksAndValues(ReadOnlySpan<byte> blocks, ReadOnlySpan<float> values, int size, int bytes)
    {
        int count = CountBlocks(blocks, bytes, nameof(blocks));
        if ((long)count * size != values.Length) ThrowElementsDiffer((long)count * size, values.Length, nameof(values));
        return count;
    }

    /// <summary>Requires whole blocks of two formats with as many elements.</summary>
    /// <param name="blocks">The blocks of one format.</param>
    /// <param name="partners">The blocks of the other.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <param name="partnerSize">The elements of a block of the other format.</param>
    /// <param name="partnerBytes">The bytes of a block of the other format.</param>
    /// <returns>The number of blocks of the first format.</returns>
    /// <exception cref="ArgumentException">The bytes of either are not whole blocks, or not of as many elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RequireBlocksAndPartners(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> partners, int size, int bytes, int partnerSize, int partnerBytes)
    {
        int count = CountBlocks(blocks, bytes, nameof(blocks)), others = CountBlocks(partners, partnerBytes, nameof(partners));
        if ((long)count * size != (long)others * partnerSize) ThrowElementsDiffer((long)count * size, (long)others * partnerSize, nameof(partners));
        return count;
    }

    /// <summary>Requires as many bytes as a block has.</summary>
    /// <param name="block">The bytes.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static void RequireBlock(ReadOnlySpan<byte> block, int bytes)
    {
        if (block.Length < bytes) throw new ArgumentException(Invariant($"A block has {bytes} bytes; there are {block.Length}."), nameof(block));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBlocks(ReadOnlySpan<byte> blocks, int bytes, string argument)
    {
        int count = blocks.Length / bytes;
        if (count * bytes != blocks.Length) ThrowNotBlockBytes(blocks.Length, bytes, argument);
        return count;
    }

    [DoesNotReturn]
    private static void ThrowNotBlocks(int count, int size, string argument) =>
        throw new ArgumentException(Invariant($"{count} elements are not whole blocks of {size}."), argument);

    [DoesNotReturn]
    private static void ThrowNotBlockBytes(int length, int bytes, string argument) =>
        throw new ArgumentException(Invariant($"{length} bytes are not whole blocks of {bytes} bytes."), argument);

    [DoesNotReturn]
    private static void ThrowTooShortForBlocks(long needed, int destination) =>
        throw new ArgumentException(Invariant($"The destination holds {destination} bytes, fewer than the {needed} of the blocks."), nameof(destination));

    [DoesNotReturn]
    private static void ThrowTooShortForValues(long needed, int destination) =>
        throw new ArgumentException(Invariant($"The destination holds {destination} elements, fewer than the {needed} of the blocks."), nameof(destination));

    [DoesNotReturn]
    private static void ThrowElementsDiffer(long elements, long others, string argument) =>
        throw new ArgumentException(Invariant($"The blocks have {elements} elements, the {argument} {others}."), argument);
}
