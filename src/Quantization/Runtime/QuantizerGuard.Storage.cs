using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <content>Packed codes, rows and columns, and multipliers.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires a destination that holds the packed codes and is apart from the source in memory.</summary>
    /// <typeparam name="TSource">The element type read.</typeparam>
    /// <param name="source">What will be read.</param>
    /// <param name="destination">Where packed codes will be written.</param>
    /// <param name="packedLength">The bytes that will be written.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequirePacked<TSource>(ReadOnlySpan<TSource> source, Span<byte> destination, int packedLength)
        where TSource : unmanaged
    {
        if (destination.Length < packedLength) ThrowTooFewBytes("destination", packedLength, destination.Length);
        if (Overlap(source, source.Length, destination, packedLength)) ThrowOverlap();
    }

    /// <summary>Requires a source that has the packed codes of every element of a destination, and is apart from it in memory.</summary>
    /// <typeparam name="TDestination">The element type written.</typeparam>
    /// <param name="source">Where packed codes will be read.</param>
    /// <param name="destination">What will be written, to its end.</param>
    /// <param name="packedLength">The bytes that will be read.</param>
    /// <exception cref="ArgumentException">The source is too short, or the destination overlaps it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireUnpacked<TDestination>(ReadOnlySpan<byte> source, Span<TDestination> destination, int packedLength)
        where TDestination : unmanaged
    {
        if (source.Length < packedLength) ThrowTooFewBytes("source", packedLength, source.Length);
        if (Overlap(source, packedLength, destination, destination.Length)) ThrowOverlap();
    }

    /// <summary>Requires a first element with which a group of packed codes begins.</summary>
    /// <param name="firstElement">The index of the element.</param>
    /// <param name="group">The elements of a group: 8, or a block.</param>
    /// <exception cref="ArgumentException">It is no multiple of the group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireGroup(int firstElement, int group)
    {
        if (firstElement < 0 || firstElement % group != 0) ThrowGroup(firstElement, group);
    }

    /// <summary>Requires a number of elements that is whole blocks.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="blockSize">The elements of a block.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireBlocks(int count, int blockSize)
    {
        if (count % blockSize != 0) ThrowNotBlocks(count, blockSize, nameof(count));
    }

    /// <summary>Requires a source of whole rows, as many as there are parameters.</summary>
    /// <param name="length">The elements of the source.</param>
    /// <param name="rowLength">The elements of a row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentException">The source has another number of elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length of a row is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireRows(int length, int rowLength, int rows)
    {
        if (rowLength < 0 || (long)rowLength * rows != length) ThrowRows(length, rowLength, rows);
    }

    /// <summary>Requires a source of whole rows, each with as many elements as there are parameters.</summary>
    /// <param name="length">The elements of the source.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">The source has another number of elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireColumns(int length, int columns)
    {
        if (columns == 0 ? length != 0 : length % columns != 0) ThrowColumns(length, columns);
    }

    /// <summary>Requires a positive, finite multiplier.</summary>
    /// <param name="multiplier">The multiplier.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireMultiplier(float multiplier)
    {
        // Written so that NaN fails it.
        if (!(multiplier > 0f && multiplier <= float.MaxValue)) ThrowMultiplier(multiplier);
    }

    /// <summary>Requires a multiplier that is not negative and a shift of 1 to 62, with which no product overflows.</summary>
    /// <param name="multiplier">The multiplier.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not so.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireMultiplier(FixedPointMultiplier multiplier)
    {
        if (multiplier.Multiplier < 0 || multiplier.Shift is < 1 or > 62) ThrowMultiplier(multiplier);
    }

    /// <summary>Requires a zero point, given by itself, within the code range.</summary>
    /// <param name="zeroPoint">The zero point.</param>
    /// <param name="minCode">The least that it can be.</param>
    /// <param name="maxCode">The greatest that it can be: both are 0 where the scheme has no zero point.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireOwnZeroPoint(int zeroPoint, int minCode, int maxCode)
    {
        if (zeroPoint < minCode || zeroPoint > maxCode) ThrowOwnZeroPoint(zeroPoint, minCode, maxCode);
    }

    [DoesNotReturn]
    internal static void ThrowTooFewBytes(string name, long needed, int length) =>
        throw new ArgumentException(Invariant($"The {name} has {length} bytes; the packed codes take {needed}."), name);

    [DoesNotReturn]
    private static void ThrowGroup(int firstElement, int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        throw new ArgumentException(Invariant($"Packed codes are read from a multiple of {group}; {firstElement} is none."), nameof(firstElement));
    }

    [DoesNotReturn]
    private static void ThrowRows(int length, int rowLength, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowLength);
        throw new ArgumentException(Invariant($"The source has {length} elements, not {rows} rows of {rowLength}: one row for each of the parameters."), "source");
    }

    [DoesNotReturn]
    private static void ThrowColumns(int length, int columns) =>
        throw new ArgumentException(Invariant($"The source has {length} elements, which are not whole rows of {columns} columns: one column for each of the parameters."), "source");

    [DoesNotReturn]
    private static void ThrowMultiplier(float multiplier) =>
        throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "The multiplier must be positive and finite.");

    [DoesNotReturn]
    private static void ThrowMultiplier(FixedPointMultiplier multiplier) =>
        throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "The multiplier must not be negative, and its shift must be 1 to 62.");

    [DoesNotReturn]
    private static void ThrowOwnZeroPoint(int zeroPoint, int minCode, int maxCode) =>
        throw new ArgumentOutOfRangeException(
            nameof(zeroPoint), zeroPoint, minCode == maxCode ? "Only the affine scheme has a zero point." : Invariant($"The zero point must be within the code range {minCode} to {maxCode}."));
}
