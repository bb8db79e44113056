using Microsoft.CodeAnalysis.Text;

namespace Quantization.Gen.Baked;

/// <summary>What kind of value stands in a JSON text.</summary>
internal enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A value of a JSON text and where it stands.</summary>
/// <param name="kind">The kind.</param>
/// <param name="span">Where it stands.</param>
/// <param name="text">The number as it is written, or the string that is meant.</param>
/// <param name="members">The members of an object in their order.</param>
/// <param name="items">What an array holds, in its order.</param>
internal sealed class JsonValue(JsonKind kind, TextSpan span, string text = "", IReadOnlyList<JsonMember>? members = null, IReadOnlyList<JsonValue>? items = null)
{
    public JsonKind Kind { get; } = kind;

    public TextSpan Span { get; } = span;

    public string Text { get; } = text;

    public IReadOnlyList<JsonMember> Members { get; } = members ?? [];

    public IReadOnlyList<JsonValue> Items { get; } = items ?? [];

    /// <summary>The member of that name, or null.</summary>
    public JsonMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <summary>A member of an object: its name, where that stands, and its value.</summary>
internal sealed class JsonMember(string name, TextSpan span, JsonValue value)
{
    public string Name { get; } = name;

    public TextSpan Span { get; } = span;

    public JsonValue Value { get; } = value;
}
