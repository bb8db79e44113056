using System.Numerics.Tensors;

namespace Quantization.Tool.Search;

/// <summary>The vectors as codes, which are searched as they are: no value is restored.</summary>
internal sealed class CodeIndex<TCodes> : ISearchIndex
    where TCodes : ISearchCodes
{
    private readonly int _dimension;
    private readonly byte[] _rows;
    private readonly ScaleParameters[] _parameters;
    private readonly float[] _center;
    private readonly float[] _vector;
    private readonly byte[] _query;

    /// <summary>Quantizes all vectors.</summary>
    public CodeIndex(WordVectors vectors)
    {
        _dimension = vectors.Dimension;
        _center = TCodes.IsCentered ? Mean(vectors) : [];
        _vector = new float[_dimension];
        _query = new byte[TCodes.GetQueryLength(_dimension)];
        var length = TCodes.GetRowLength(_dimension);
        _rows = new byte[vectors.Count * length];
        var parameters = new ScaleParameters[vectors.Count];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = TCodes.QuantizeRow(Center(vectors.Row(i)), _rows.AsSpan(i * length, length));
        // Signs all have one length.
        _parameters = parameters.AsSpan().ContainsAnyExcept(parameters[0]) ? parameters : parameters[..1];
    }

    public int Bits => TCodes.Width;

    public int QueryBits => TCodes.QueryWidth;

    public long Bytes => _rows.Length + sizeof(float) * ((long)_parameters.Length + _center.Length);

    public int Search(ReadOnlySpan<float> query, Span<int> nearest, Span<float> cosines)
    {
        var parameters = TCodes.QuantizeQuery(Center(query), _query);
        return TCodes.FindBest(_query, _rows, _dimension, nearest, cosines, parameters, _parameters);
    }

    private ReadOnlySpan<float> Center(ReadOnlySpan<float> vector)
    {
        if (_center.Length == 0)
            return vector;
        TensorPrimitives.Subtract(vector, _center, _vector);
        return _vector;
    }

    private static float[] Mean(WordVectors vectors)
    {
        var sums = new double[vectors.Dimension];
        for (var i = 0; i < vectors.Count; i++)
        {
            var row = vectors.Row(i);
            for (var j = 0; j < row.Length; j++)
                sums[j] += row[j];
        }

        return [.. sums.Select(sum => (float)(sum / vectors.Count))];
    }
}
