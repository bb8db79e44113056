using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <content>The operands of scores.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires so few codes in a row that no sum of products overflows.</summary>
    /// <param name="dimension">The number of codes.</param>
    /// <param name="most">The greatest number that is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or greater.</exception>
    public static void RequireDimension(int dimension, int most)
    {
        if (dimension < 0 || dimension > most) ThrowDimension(dimension, most);
    }

    /// <summary>Requires whole rows.</summary>
    /// <param name="rows">The elements of all rows.</param>
    /// <param name="rowLength">The elements of one.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">They are not whole.</exception>
    public static int RequireWholeRows(int rows, int rowLength)
    {
        if (rows == 0) return 0;
        if (rowLength == 0 || rows % rowLength != 0) ThrowRows(rows, rowLength);
        return rows / rowLength;
    }

    /// <summary>Requires whole rows, and a destination that has room for their scores and is apart from what is read.</summary>
    /// <typeparam name="TQuery">The element type of the query.</typeparam>
    /// <typeparam name="TRow">The element type of the rows.</typeparam>
    /// <typeparam name="TScore">The type of a score.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowLength">The elements of one.</param>
    /// <param name="destination">Where the score of each row goes.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">Rows are not whole, or the destination is too short or overlaps what is read.</exception>
    public static int RequireScores<TQuery, TRow, TScore>(ReadOnlySpan<TQuery> query, ReadOnlySpan<TRow> rows, int rowLength, Span<TScore> destination)
        where TQuery : unmanaged
        where TRow : unmanaged
        where TScore : unmanaged
    {
        int count = RequireWholeRows(rows.Length, rowLength);
        if (destination.Length < count) ThrowTooFewScores(count, destination.Length);
        if (Overlap(query, query.Length, destination, count)) ThrowScoresOverlap("the query");
        if (Overlap(rows, rows.Length, destination, count)) ThrowScoresOverlap("the rows");
        return count;
    }

    /// <summary>Requires valid parameters, one for all rows or one for each.</summary>
    /// <param name="rowParameters">The parameters.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="destination">Where scores go, which is apart from them.</param>
    /// <exception cref="ArgumentException">There are more or fewer, or they overlap the destination.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A scale is not positive and finite.</exception>
    public static void RequireRowParameters(ReadOnlySpan<ScaleParameters> rowParameters, int rows, Span<float> destination)
    {
        if (rowParameters.Length != 1 && rowParameters.Length != rows) ThrowRowParameters(rowParameters.Length, rows);
        if (Overlap(rowParameters, rowParameters.Length, destination, rows)) ThrowScoresOverlap("the parameters of rows");
        foreach (ScaleParameters parameters in rowParameters) RequireOperand(parameters, nameof(rowParameters));
    }

    /// <summary>Requires as much room for scores as for indices, apart from it.</summary>
    /// <param name="indices">Where the indices of the best go.</param>
    /// <param name="scores">Where their scores go.</param>
    /// <exception cref="ArgumentException">There is more or less, or it is the same memory.</exception>
    public static void RequireBest(Span<int> indices, Span<float> scores)
    {
        if (scores.Length != indices.Length) ThrowBest(indices.Length, scores.Length);
        if (MemoryMarshal.Cast<int, float>(indices).Overlaps(scores)) throw new ArgumentException("The scores overlap the indices in memory.", nameof(scores));
    }

    [DoesNotReturn]
    private static void ThrowDimension(int dimension, int most) =>
        throw new ArgumentOutOfRangeException(nameof(dimension), dimension, Invariant($"There must be 0 to {most} codes in a row; sums of more products may not fit in 32 bits."));

    [DoesNotReturn]
    private static void ThrowRows(int rows, int rowLength) =>
        throw new ArgumentException(Invariant($"There are {rows} elements, which are no whole rows of {rowLength}."), nameof(rows));

    [DoesNotReturn]
    private static void ThrowTooFewScores(int rows, int destination) =>
        throw new ArgumentException(Invariant($"The destination holds {destination} scores, fewer than the {rows} rows."), nameof(destination));

    [DoesNotReturn]
    private static void ThrowScoresOverlap(string what) =>
        throw new ArgumentException($"The destination overlaps {what} in memory.", "destination");

    [DoesNotReturn]
    private static void ThrowRowParameters(int parameters, int rows) =>
        throw new ArgumentException(Invariant($"There must be one set of parameters for all {rows} rows, or one for each; there are {parameters}."), "rowParameters");

    [DoesNotReturn]
    private static void ThrowBest(int indices, int scores) =>
        throw new ArgumentException(Invariant($"There must be room for {indices} scores, as for indices; there is for {scores}."), nameof(scores));
}
