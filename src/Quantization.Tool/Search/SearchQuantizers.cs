using System.Runtime.InteropServices;

namespace Quantization.Tool.Search;

// The quantizers of the search: each declaration is all there is, sums of products and the search over them are generated. A scale is that of the codes' own length
// and not of the values', so that a score is the cosine of what codes stand for; ranges are each vector's own.

/// <summary>8 bits, a byte for each element.</summary>
[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.Dot | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes8 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static bool ISearchCodes.IsCentered => false;

    public static int GetRowLength(int dimension) => dimension;

    public static int GetQueryLength(int dimension) => dimension;

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        var signed = MemoryMarshal.Cast<byte, sbyte>(codes);
        Quantize(vector, signed, ParametersFor(vector));
        return new ScaleParameters(1 / MathF.Sqrt(DotCodes(signed, signed)));
    }

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopK(MemoryMarshal.Cast<byte, sbyte>(query), MemoryMarshal.Cast<byte, sbyte>(rows), best, scores, queryParameters, rowParameters);
}

/// <summary>4 bits, two elements in a byte.</summary>
[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.Dot | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes4 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

    static bool ISearchCodes.IsCentered => false;

    public static int GetRowLength(int dimension) => GetPackedLength(dimension);

    public static int GetQueryLength(int dimension) => GetPackedLength(dimension);

    public static ScaleParameters QuantizeRow(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        QuantizePacked(vector, codes, ParametersFor(vector));
        return new ScaleParameters(1 / MathF.Sqrt(DotPackedCodes(codes, codes, vector.Length)));
    }

    public static ScaleParameters QuantizeQuery(ReadOnlySpan<float> vector, Span<byte> codes) => QuantizeRow(vector, codes);

    public static int FindBest(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> best, Span<float> scores, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters) =>
        TopKPacked(query, rows, dimension, best, scores, queryParameters, rowParameters);
}

/// <summary>A bit, eight elements in a byte: on which side of the mean of all vectors an element lies.</summary>
[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Default | QuantizerKernels.Score)]
internal readonly partial struct SearchCodes1 : ISearchCodes
{
    static int ISearchCodes.Width => Bits;

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
