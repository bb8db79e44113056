using System.IO.Compression;
using System.Text;
using Quantization.Tool.Data;
using Quantization.Tool.Search;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class WordVectorFileTests
{
    private const string Json = """
        {"precision": 8, "l2NormIndex": 2, "size": 3, "dimensions": 2, "words": ["a", "[b]", "\u00e9"], "more": {"nested": [1, {"vectors": 2}]},
         "vectors": {"a": [3, -4, 5, 0], "[b]": [0, 2.5e-1, 0.25, 1], "\u00e9": [-1e0, 0, 1, 2]}, "unkVector": [0, 0, 0, -1]}
        """;

    [Theory]
    [InlineData("vectors.txt", "a 3 -4\n[b] 0 2.5e-1\né -1 0\n")]
    [InlineData("vectors.vec", "3 2\na 3 -4\n[b] 0 0.25\né -1 0")]
    [InlineData("vectors", "a 3 -4 \r\n\r\n[b] 0 .25 \r\né -1 0 \r\n\r\n")]
    [InlineData("vectors.JSON", Json)]
    public void Words_come_in_the_order_of_the_file_with_vectors_of_length_1(string name, string content)
    {
        AssertIsExample(WordVectorFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), name));
        AssertIsExample(WordVectorFile.Read(new OneByteStream(Encoding.UTF8.GetBytes(content)), name));
        AssertIsExample(WordVectorFile.Read(new MemoryStream(Compress(content)), name + ".gz"));

        static void AssertIsExample(WordVectors vectors)
        {
            Assert.Equal(["a", "[b]", "é"], vectors.Words);
            Assert.Equal((3, 2, 0), (vectors.Count, vectors.Dimension, vectors.LeftOut));
            Assert.Equal([0.6f, -0.8f, 0, 1, -1, 0], vectors.Values.ToArray(), static (expected, actual) => MathF.Abs(expected - actual) < 1e-6f);
            Assert.Equal((1, null), (vectors.Find("[b]"), vectors.Find("A")));
        }
    }

    [Fact]
    public void Words_can_hold_spaces_where_the_number_of_elements_is_known()
    {
        Assert.Equal(["x", "new york 1", "1"], Read("words.txt", "x 1 2 3\nnew york 1 1 2 3\n1 1 2 3\n").Words);
        // A first line of two numbers is that of word2vec, and one of three is a word.
        Assert.Equal(["7"], Read("words.txt", "7 1 2\n").Words);
    }

    [Fact]
    public void Vectors_of_any_length_get_length_1_and_those_of_zeros_and_second_ones_are_left_out()
    {
        var vectors = Read("words.txt", "huge 3e38 -3e38\nnone 0 -0\ntiny 1e-45 0\nhuge 1 0\nsmall 3e-30 4e-30\n");

        Assert.Equal(["huge", "tiny", "small"], vectors.Words);
        Assert.Equal(2, vectors.LeftOut);
        Assert.Equal([0.70710678f, -0.70710678f, 1, 0, 0.6f, 0.8f], vectors.Values.ToArray(), static (expected, actual) => MathF.Abs(expected - actual) < 1e-6f);
        Assert.Equal((0, 1, 2), (vectors.Find("huge"), vectors.Find("tiny"), vectors.Find("small")));
    }

    [Fact]
    public void Words_longer_than_what_is_read_at_once_are_read()
    {
        var word = new string('w', 3_000_000);
        Assert.Equal([word], Read("words.json", $$"""{"other": "{{word}}", "dimensions": 1, "vectors": {"{{word}}": [2] } }""").Words);
    }

    [Theory]
    [InlineData("no line", "words.txt", "\n\n")]
    [InlineData("no word has a vector", "words.txt", "a 0 0\n")]
    [InlineData("vectors of 0 elements", "words.txt", "word\n")]
    [InlineData("vectors of 2000000000 elements", "words.txt", "3 2000000000\na 1\n")]
    [InlineData("line 2 has not a word and 2 numbers", "words.txt", "a 1 2\nb 1\n")]
    [InlineData("line 3 has not a word and 2 numbers", "words.txt", "a 1 2\n\n 1 2\n")]
    [InlineData("line 2 has 'NaN'", "words.txt", "a 1 2\nb NaN 1\n")]
    [InlineData("line 1 has '1e39'", "words.txt", "a 1e39 2\n")]
    [InlineData("line 1 has '1,5'", "words.txt", "a 1,5 2\n")]
    [InlineData("line 2 has ''", "words.txt", "a 1 2\nb  1\n")]
    [InlineData("states 3 words; there are 1", "words.txt", "3 2\na 1 2\n")]
    [InlineData("an object is to be where there is StartArray", "words.json", "[]")]
    [InlineData("UTF-16", "words.json", """{"dimensions": 1, "vectors": {"\ud800": [1]}}""")]
    [InlineData("there are no vectors", "words.json", """{"dimensions": 2}""")]
    [InlineData("no word has a vector", "words.json", """{"dimensions": 2, "vectors": {}}""")]
    [InlineData("dimensions must be stated before vectors", "words.json", """{"vectors": {"a": [1]}, "dimensions": 1}""")]
    [InlineData("dimensions is no integer", "words.json", """{"dimensions": 1.5}""")]
    [InlineData("vectors of -1 elements", "words.json", """{"dimensions": -1, "vectors": {}}""")]
    [InlineData("the word 'a' has not 2 finite numbers", "words.json", """{"dimensions": 2, "vectors": {"a": [1]}}""")]
    [InlineData("the word 'a' has not 2 finite numbers", "words.json", """{"dimensions": 2, "vectors": {"a": [1, 1e39]}}""")]
    [InlineData("the word 'a' has what is no number", "words.json", """{"dimensions": 1, "vectors": {"a": [1, [2]]}}""")]
    [InlineData("an array for the word 'a'", "words.json", """{"dimensions": 1, "vectors": {"a": 1}}""")]
    [InlineData("", "words.json", """{"dimensions": 1, "vectors": {"a": [1]}} {}""")]
    [InlineData("", "words.txt.gz", "no gzip")]
    public void Damaged_files_are_refused_by_name(string problem, string name, string content)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(name, content));
        Assert.StartsWith(name + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_that_ends_anywhere_is_refused()
    {
        var whole = Json.TrimEnd();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => Read("words.json", whole[..length]));
    }

    [Fact]
    public void The_full_file_begins_with_the_bundled_words()
    {
        var bundled = BundledData.LoadWordVectors();
        Assert.Equal((3000, 100, 0), (bundled.Count, bundled.Dimension, bundled.LeftOut));

        var full = WordVectorFile.Load(FullWordVectors.Require());

        Assert.Equal((341_479, 100, 0), (full.Count, full.Dimension, full.LeftOut));
        Assert.Equal(bundled.Words, full.Words.Take(bundled.Count));
        Assert.True(bundled.Values.Span.SequenceEqual(full.Values.Span[..bundled.Values.Length]));
    }

    private static WordVectors Read(string name, string content) => WordVectorFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), name);

    private static byte[] Compress(string content)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(content));
        return compressed.ToArray();
    }

    /// <summary>Gives a byte at a time, so that every place is one where more must be read.</summary>
    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
