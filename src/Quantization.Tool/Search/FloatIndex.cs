using System.Numerics.Tensors;

namespace Quantization.Tool.Search;

/// <summary>The vectors as they are: exact, and what the others are measured by.</summary>
internal sealed class FloatIndex(WordVectors vectors) : ISearchIndex
{
    private readonly float[] _scores = new float[vectors.Count];

    public int Bits => 32;

    public int QueryBits => Bits;

    public long Bytes => sizeof(float) * (long)vectors.Values.Length;

    public int Search(ReadOnlySpan<float> query, Span<int> nearest, Span<float> cosines)
    {
        var values = vectors.Values.Span;
        for (var i = 0; i < _scores.Length; i++)
            _scores[i] = TensorPrimitives.Dot(query, values.Slice(i * query.Length, query.Length));
        return TopK.Select(_scores, nearest, cosines);
    }
}
