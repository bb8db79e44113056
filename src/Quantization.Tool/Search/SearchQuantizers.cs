using System.Runtime.InteropServices;

namespace Quantization.Tool.Search;

// The quantizers of the search: each declaration is all there is; products of codes and the search over them are generated. Ranges are each vector's own. A scale is
// that by which what the codes stand for has length 1, and not that of the values, so that a score is the cosine of what was stored.

/// <summary>8 bits, a byte for each element.</summary>
[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.Dot | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes8 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static int ISearchCodes.QueryWidth => Bits;

    static bool ISearchCodes.IsCentered => false;

    public static int GetRowLength(int dimension) => dimension;

    public static int GetQueryLength(int dimension) => dimension;

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        var signed = MemoryMarshal.Cast<byte, sbyte>(codes);
        Quantize(vector, signed, ParametersFor(vector));
        return ScaleOf(signed);
    }

    /// <summary>The scale by which codes, of at most 8 bits, have length 1.</summary>
    public static ScaleParameters ScaleOf(ReadOnlySpan<sbyte> codes)
    {
        var squares = DotCodes(codes, codes);
        // Zeros have no length; they are what is left of a vector that is the mean of all.
        return new ScaleParameters(squares == 0 ? 1 : 1 / MathF.Sqrt(squares));
    }

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopK(MemoryMarshal.Cast<byte, sbyte>(query), MemoryMarshal.Cast<byte, sbyte>(rows), best, scores, queryParameters, rowParameters);
}

/// <summary>4 bits, two elements in a byte; queries have 8.</summary>
[Quantizer(4, QuantizationScheme.Scale, Partner = typeof(SearchCodes8), Kernels = QuantizerKernels.Default | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes4 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static int ISearchCodes.QueryWidth => SearchCodes8.Bits;

    static bool ISearchCodes.IsCentered => false;

    public static int GetRowLength(int dimension) => GetPackedLength(dimension);

    public static int GetQueryLength(int dimension) => SearchCodes8.GetQueryLength(dimension);

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        var unpacked = new sbyte[vector.Length];
        Quantize(vector, unpacked, ParametersFor(vector));
        Pack(unpacked, codes);
        return SearchCodes8.ScaleOf(unpacked);
    }

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => SearchCodes8.QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopKPacked(MemoryMarshal.Cast<byte, sbyte>(query), rows, best, scores, queryParameters, rowParameters);
}

/// <summary>A bit, eight elements in a byte: on which side of the mean of all vectors an element lies.</summary>
[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes1 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static int ISearchCodes.QueryWidth => Bits;

    static bool ISearchCodes.IsCentered => true;

    public static int GetRowLength(int dimension) => GetPackedLength(dimension);

    public static int GetQueryLength(int dimension) => GetPackedLength(dimension);

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        var parameters = new ScaleParameters(1 / MathF.Sqrt(vector.Length));
        QuantizePacked(vector, codes, parameters);
        return parameters;
    }

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopKPacked(query, rows, dimension, best, scores, queryParameters, rowParameters);
}

/// <summary>The same rows, for queries of 8 bits.</summary>
[Quantizer(1, QuantizationScheme.Scale, Partner = typeof(SearchCodes8), Kernels = QuantizerKernels.Score)]
internal readonly partial struct SearchSigns : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static int ISearchCodes.QueryWidth => SearchCodes8.Bits;

    static bool ISearchCodes.IsCentered => true;

    public static int GetRowLength(int dimension) => SearchCodes1.GetRowLength(dimension);

    public static int GetQueryLength(int dimension) => SearchCodes8.GetQueryLength(dimension);

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes) => SearchCodes1.QuantizeRow(vector, codes);

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => SearchCodes8.QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopKPacked(MemoryMarshal.Cast<byte, sbyte>(query), rows, best, scores, queryParameters, rowParameters);
}
