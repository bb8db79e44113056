using System.Globalization;

namespace Quantization.Tool.Search;

/// <summary>
/// The text format of word2vec and GloVe: a line for each word, the word and its elements with a space before each. Files of word2vec begin with a line of
/// two integers, the number of words and the elements of a vector.
/// </summary>
internal static class WordVectorText
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static VectorTable Read(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        VectorTable? table = null;
        long? stated = null;
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            var content = line.AsSpan().TrimEnd();
            if (content.IsEmpty)
                continue;
            if (number == 1 && Header(content) is { } header)
            {
                (stated, table) = (header.Words, new VectorTable(header.Dimension));
                continue;
            }

            table ??= new VectorTable(content.Count(' '));
            ReadWord(content, number, table);
        }

        if (stated is { } words && words != table!.Words.Count)
            throw new InvalidDataException($"the first line states {words} words; there are {table.Words.Count}.");
        return table ?? throw new InvalidDataException("no line.");
    }

    private static (long Words, int Dimension)? Header(ReadOnlySpan<char> line)
    {
        var space = line.IndexOf(' ');
        return space > 0
            && long.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var words)
            && int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var dimension) ? (words, dimension) : null;
    }

    // From the end, because some files have words with spaces.
    private static void ReadWord(ReadOnlySpan<char> line, long number, VectorTable table)
    {
        var word = line;
        for (var i = 0; i < table.Dimension; i++)
        {
            var space = word.LastIndexOf(' ');
            if (space <= 0)
                throw new InvalidDataException($"line {number} has not a word and {table.Dimension} numbers.");
            word = word[..space];
        }

        var rest = line[(word.Length + 1)..];
        var row = table.Add(word.ToString());
        foreach (ref var element in row)
        {
            var end = rest.IndexOf(' ');
            var text = end < 0 ? rest : rest[..end];
            if (!float.TryParse(text, Number, CultureInfo.InvariantCulture, out element) || !float.IsFinite(element))
                throw new InvalidDataException($"line {number} has '{text}' where a finite number is to be.");
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }
}
