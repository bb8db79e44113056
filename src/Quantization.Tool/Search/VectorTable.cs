namespace Quantization.Tool.Search;

/// <summary>What a reader has read of a file of word vectors so far.</summary>
internal sealed class VectorTable
{
    // Rows are gathered in pieces of about this many elements, so that their number need not be known, and one that a file states need not be believed.
    private const int PieceLength = 1 << 22;

    private readonly List<float[]> _pieces = [];
    private readonly int _rowsOfPiece;

    public VectorTable(int dimension)
    {
        if (dimension is < 1 or > MaxDimension)
            throw new InvalidDataException($"vectors of {dimension} elements; there may be 1 to {MaxDimension}.");
        Dimension = dimension;
        _rowsOfPiece = PieceLength / dimension;
    }

    /// <summary>The most elements that a vector can have.</summary>
    public const int MaxDimension = 1 << 16;

    public int Dimension { get; }

    public List<string> Words { get; } = [];

    /// <summary>The place for the vector of another word.</summary>
    public Span<float> Add(string word)
    {
        // What one array holds.
        if ((Words.Count + 1L) * Dimension > Array.MaxLength)
            throw new InvalidDataException($"more than {Array.MaxLength} elements of vectors.");
        var (piece, row) = (Words.Count / _rowsOfPiece, Words.Count % _rowsOfPiece);
        if (piece == _pieces.Count)
            _pieces.Add(new float[_rowsOfPiece * Dimension]);
        Words.Add(word);
        return _pieces[piece].AsSpan(row * Dimension, Dimension);
    }

    /// <summary>All vectors, row after row.</summary>
    public float[] ToValues()
    {
        var values = GC.AllocateUninitializedArray<float>(Words.Count * Dimension);
        for (var piece = 0; piece < _pieces.Count; piece++)
        {
            var begin = piece * _pieces[piece].Length;
            _pieces[piece].AsSpan(0, Math.Min(_pieces[piece].Length, values.Length - begin)).CopyTo(values.AsSpan(begin));
        }

        return values;
    }
}
