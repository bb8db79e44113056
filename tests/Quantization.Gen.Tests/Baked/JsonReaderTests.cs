using System.Text.Json;
using Quantization.Gen.Baked;

namespace Quantization.Gen.Tests.Baked;

/// <summary>The reader of JSON takes what the framework's takes, and refuses what that refuses.</summary>
public sealed class JsonReaderTests
{
    private static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static TheoryData<string> Sound =>
    [
        "null", "true", "false", "0", "-0", "-0.0", "10", "1.5", "1e5", "1E+05", "1e-5", "0.5e0", "-123.456e-78", "\"\"", "\"a\"", "[]", "{}", " [ ] ", "\t{\r\n}\n",
        "[1,2,[3,{}],\"\"]", "{\"a\":1,\"A\":2}", "{\"\":{\"\":{}}}", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e4\\uD83D\\uDE00\"", "\"😀 ä \u007f\u2028\"", "\"\\u0000\"",
        Nested(64, "[", "]"), Nested(64, "{\"a\":", "}"), new string('9', 500),
    ];

    public static TheoryData<string> Unsound =>
    [
        "", " ", "nul", "True", "nulll", "+1", "01", "-", "-01", ".5", "1.", "1.e5", "1e", "1e+", "1.5.5", "0x10", "NaN", "Infinity", "1 2", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1;2]",
        "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{\"a\":}", "{1:2}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[{\"a\":1,\"a\":1}]",
        "\"", "\"a", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"", "\"\\u 123\"", "\"\\U0041\"", "\"a\nb\"", "\"a\tb\"", "\"\u0000\"", "'a'", "// Comment.\n1", "1 /* Comment. */", "[1]x", "{}{}", "\u00a01", "\0",
        Nested(65, "[", "]"), Nested(65, "{\"a\":", "}"),
    ];

    [Theory]
    [MemberData(nameof(Sound))]
    public void Sound_texts_are_read(string text)
    {
        using JsonDocument framework = JsonDocument.Parse(text, strict);
        JsonReader reader = new(text);
        Same(framework.RootElement, reader.Read() ?? throw new Xunit.Sdk.XunitException(reader.Reason), text);
    }

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Unsound_texts_are_not(string text)
    {
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text, strict).Dispose());
        JsonReader reader = new(text);
        Assert.Null(reader.Read());
        Assert.NotEmpty(reader.Reason);
        Assert.InRange(reader.Span.Start, 0, text.Length);
        Assert.InRange(reader.Span.End, reader.Span.Start, text.Length);
    }

    /// <summary>The framework leaves such strings unread, and fails when it is asked for them.</summary>
    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("\"\\ud800a\"")]
    public void Half_a_surrogate_pair_is_refused(string text) => Assert.Null(new JsonReader(text).Read());

    [Theory]
    [InlineData("[1, 2", 5, 0, "a ',' or a ']' is expected, but the file ends")]
    [InlineData("[1, 2}", 5, 1, "a ',' or a ']' is expected")]
    [InlineData("[\"abc]", 1, 1, "the string has no end")]
    [InlineData("[\"a\nc\"]", 3, 1, "a control character in a string is written as an escape")]
    [InlineData("[\"ab\\q\"]", 4, 1, "there is no such escape")]
    [InlineData("[\"ab\\u00g0\"]", 4, 1, "four hexadecimal digits follow \\u")]
    [InlineData("[-]", 2, 1, "a digit is expected")]
    [InlineData("[1.]", 3, 1, "a digit is expected after the point")]
    [InlineData("[1e]", 3, 1, "a digit is expected in the exponent")]
    [InlineData("[007]", 1, 1, "a number does not begin with a zero before other digits")]
    [InlineData("{\"a\": 1, \"a\": 2}", 9, 1, "the name 'a' stands twice in an object")]
    [InlineData("{\"a\": 1} 2", 9, 1, "nothing can follow the value that is the whole file")]
    [InlineData("{\"a\": }", 6, 1, "a value is expected")]
    [InlineData("{\"a\": tru}", 6, 1, "a value is expected")]
    public void What_is_wrong_is_said_where_it_is(string text, int start, int length, string reason)
    {
        JsonReader reader = new(text);
        Assert.Null(reader.Read());
        Assert.Equal((start, length, reason), (reader.Span.Start, reader.Span.Length, reader.Reason));
    }

    [Fact]
    public void No_depth_overflows_the_stack()
    {
        JsonReader reader = new(new string('[', 1_000_000));
        Assert.Null(reader.Read());
        Assert.Equal((64, "objects and arrays stand in each other more than 64 deep"), (reader.Span.Start, reader.Reason));
    }

    private static string Nested(int depth, string open, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));

    private static void Same(JsonElement expected, JsonValue actual, string text)
    {
        Assert.Equal(
            expected.ValueKind switch
            {
                JsonValueKind.Object => JsonKind.Object,
                JsonValueKind.Array => JsonKind.Array,
                JsonValueKind.String => JsonKind.String,
                JsonValueKind.Number => JsonKind.Number,
                JsonValueKind.Null => JsonKind.Null,
                _ => JsonKind.Boolean,
            },
            actual.Kind);
        // The framework keeps the text of each value as it is written, quotes included.
        Assert.Equal(expected.GetRawText(), text.Substring(actual.Span.Start, actual.Span.Length));
        if (expected.ValueKind == JsonValueKind.String) Assert.Equal(expected.GetString(), actual.Text);
        if (expected.ValueKind == JsonValueKind.Number) Assert.Equal(expected.GetRawText(), actual.Text);
        if (expected.ValueKind != JsonValueKind.Object) return;
        JsonProperty[] properties = [.. expected.EnumerateObject()];
        Assert.Equal(properties.Select(property => property.Name), actual.Members.Select(member => member.Name));
        for (int i = 0; i < properties.Length; i++) Same(properties[i].Value, actual.Members[i].Value, text);
    }
}
