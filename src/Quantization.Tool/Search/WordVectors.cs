using System.Numerics.Tensors;

namespace Quantization.Tool.Search;

/// <summary>Words with a vector of length 1 for each, row after row, so that the cosine of two is the dot product of their rows.</summary>
internal sealed class WordVectors
{
    private readonly Dictionary<string, int> _places = [];

    /// <summary>Makes the words and vectors of a file ready to be compared.</summary>
    /// <param name="words">The words, in the order of the file.</param>
    /// <param name="dimension">The elements of a vector.</param>
    /// <param name="values">The vectors, row after row, all finite; they are scaled here.</param>
    public WordVectors(IReadOnlyList<string> words, int dimension, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, words.Count * dimension, nameof(values));
        var kept = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var row = values.AsSpan(i * dimension, dimension);
            // By the largest element first, because squares of floats can overflow or vanish.
            var largest = TensorPrimitives.MaxMagnitude(row);
            // A vector of zeros points nowhere, and is as near to every word as to any other.
            if (largest == 0 || !_places.TryAdd(words[i], kept.Count))
                continue;
            TensorPrimitives.Divide(row, MathF.Abs(largest), row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
            row.CopyTo(values.AsSpan(kept.Count * dimension));
            kept.Add(words[i]);
        }

        (Words, Dimension, Values) = (kept, dimension, values.AsMemory(0, kept.Count * dimension));
        LeftOut = words.Count - kept.Count;
    }

    /// <summary>The words, each once, in the order of the file, which commonly is that of their frequency.</summary>
    public IReadOnlyList<string> Words { get; }

    public int Count => Words.Count;

    /// <summary>The elements of a vector.</summary>
    public int Dimension { get; }

    /// <summary>All vectors, row after row.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>How many words of the file are not here, because their vector is all zeros or they came a second time.</summary>
    public int LeftOut { get; }

    public ReadOnlySpan<float> Row(int index) => Values.Span.Slice(index * Dimension, Dimension);

    /// <summary>The place of a word; null where it has none.</summary>
    public int? Find(string word) => _places.TryGetValue(word, out var place) ? place : null;
}
