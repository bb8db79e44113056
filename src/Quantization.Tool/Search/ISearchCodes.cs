namespace Quantization.Tool.Search;

/// <summary>A quantizer whose codes are searched. A query can have other codes than the rows it is compared with.</summary>
internal interface ISearchCodes
{
    /// <summary>The bits of an element of a row.</summary>
    static abstract int Width { get; }

    /// <summary>The bits of an element of a query.</summary>
    static abstract int QueryWidth { get; }

    /// <summary>Whether the mean of all vectors is taken off before.</summary>
    static abstract bool IsCentered { get; }

    /// <summary>The bytes of the codes of a row.</summary>
    static abstract int GetRowLength(int dimension);

    /// <summary>The bytes of the codes of a query.</summary>
    static abstract int GetQueryLength(int dimension);

    /// <summary>Quantizes a row, and gives the scale by which what its codes stand for has length 1.</summary>
    static abstract ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes);

    /// <summary>The same of a query.</summary>
    static abstract ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes);

    /// <summary>Finds the rows with the highest scores.</summary>
    /// <param name="query">The codes of the query.</param>
    /// <param name="rows">The codes of all rows.</param>
    /// <param name="dimension">The elements of each.</param>
    /// <param name="best">Where the places of the best go, best first.</param>
    /// <param name="scores">Where their scores go.</param>
    /// <param name="queryParameters">The scale of the query.</param>
    /// <param name="rowParameters">The scale of each row, or one for all.</param>
    /// <returns>How many were found.</returns>
    static abstract int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters);
}
