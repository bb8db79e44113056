using System.Numerics.Tensors;

namespace Quantization.Tool.Search;

/// <summary>Takes more than are asked for out of an index, and puts those in order by the vectors themselves.</summary>
internal sealed class RerankedIndex : ISearchIndex
{
    private readonly WordVectors _vectors;
    private readonly ISearchIndex _index;
    private readonly int[] _candidates;
    private readonly float[] _scores;

    /// <summary>Makes one of another.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="index">The same in codes.</param>
    /// <param name="candidates">How many are taken out of it.</param>
    public RerankedIndex(WordVectors vectors, ISearchIndex index, int candidates)
    {
        (_vectors, _index) = (vectors, index);
        _candidates = new int[Math.Min(candidates, vectors.Count)];
        _scores = new float[_candidates.Length];
    }

    public int Bits => _index.Bits;

    public int QueryBits => _index.QueryBits;

    /// <summary>What is gone through: of the vectors themselves only a few are read, and they can be anywhere.</summary>
    public long Bytes => _index.Bytes;

    public int Search(ReadOnlySpan<float> query, Span<int> nearest, Span<float> cosines)
    {
        var candidates = _candidates.AsSpan(0, _index.Search(query, _candidates, _scores));
        for (var i = 0; i < candidates.Length; i++)
            _scores[i] = TensorPrimitives.Dot(query, _vectors.Row(candidates[i]));
        var count = TopK.Select(_scores.AsSpan(0, candidates.Length), nearest, cosines);
        foreach (ref var place in nearest[..count])
            place = candidates[place];
        return count;
    }
}
