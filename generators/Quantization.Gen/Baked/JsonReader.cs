using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Quantization.Arithmetic;

namespace Quantization.Gen.Baked;

/// <summary>
/// Reads JSON as RFC 8259 has it, and nothing more: no comments, no trailing commas, no name twice in an object. A compiler loads
/// no assembly beside the generator's, so that one reads for itself.
/// </summary>
internal sealed class JsonReader(string text)
{
    private int at;

    /// <summary>Why there is no value, once <see cref="Read"/> has found none.</summary>
    internal string Reason { get; private set; } = "";

    /// <summary>Where that is: one character, or none at the end of the text.</summary>
    internal TextSpan Span { get; private set; }

    /// <summary>Reads the value that is the whole text; null where it is none.</summary>
    internal JsonValue? Read()
    {
        if (Value(0) is not { } value) return null;
        SkipSpace();
        return at == text.Length ? value : Fail("nothing can follow the value that is the whole file");
    }

    private JsonValue? Value(int depth)
    {
        SkipSpace();
        return Next() switch
        {
            '{' or '[' when depth == CalibrationWords.MostDepth => Fail($"objects and arrays stand in each other more than {CalibrationWords.MostDepth.ToString(CultureInfo.InvariantCulture)} deep"),
            '{' => Object(depth),
            '[' => Array(depth),
            '"' => String(),
            '-' or (>= '0' and <= '9') => Number(),
            't' => Word("true", JsonKind.Boolean),
            'f' => Word("false", JsonKind.Boolean),
            'n' => Word("null", JsonKind.Null),
            _ => Fail("a value is expected"),
        };
    }

    private JsonValue? Object(int depth)
    {
        int start = at++;
        List<JsonMember> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        SkipSpace();
        if (Take('}')) return new JsonValue(JsonKind.Object, From(start));
        do
        {
            SkipSpace();
            if (Next() != '"') return Fail("a name in double quotes is expected");
            if (String() is not { } name) return null;
            if (!names.Add(name.Text)) return FailAt(name.Span.Start, $"the name '{name.Text}' stands twice in an object");
            SkipSpace();
            if (!Take(':')) return Fail("a ':' is expected");
            if (Value(depth + 1) is not { } value) return null;
            members.Add(new JsonMember(name.Text, name.Span, value));
            SkipSpace();
        }
        while (Take(','));
        return Take('}') ? new JsonValue(JsonKind.Object, From(start), members: members) : Fail("a ',' or a '}' is expected");
    }

    private JsonValue? Array(int depth)
    {
        int start = at++;
        SkipSpace();
        if (Take(']')) return new JsonValue(JsonKind.Array, From(start));
        List<JsonValue> items = [];
        do
        {
            if (Value(depth + 1) is not { } item) return null;
            items.Add(item);
            SkipSpace();
        }
        while (Take(','));
        return Take(']') ? new JsonValue(JsonKind.Array, From(start), items: items) : Fail("a ',' or a ']' is expected");
    }

    private JsonValue? String()
    {
        int start = at++;
        StringBuilder value = new();
        while (!Take('"'))
        {
            if (at == text.Length) return FailAt(start, "the string has no end");
            if (text[at] < ' ') return Fail("a control character in a string is written as an escape");
            if (text[at] != '\\') value.Append(text[at++]);
            else if (!Escape(value)) return null;
        }

        string read = value.ToString();
        return CalibrationRules.IsUnicode(read) ? new JsonValue(JsonKind.String, From(start), read) : FailAt(start, "the string is not valid Unicode: it has half of a surrogate pair");
    }

    private bool Escape(StringBuilder value)
    {
        int start = at++;
        char meant = Next() switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => 'u',
            _ => '\0',
        };
        if (meant == 'u')
        {
            string digits = text.Substring(Math.Min(at + 1, text.Length), Math.Max(0, Math.Min(4, text.Length - at - 1)));
            if (digits.Length != 4 || !digits.All(IsHexadecimal)) return FailAt(start, "four hexadecimal digits follow \\u") is not null;
            value.Append((char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            at += 5;
            return true;
        }

        if (meant == '\0') return FailAt(start, "there is no such escape") is not null;
        value.Append(meant);
        at++;
        return true;
    }

    private JsonValue? Number()
    {
        int start = at;
        Take('-');
        if (!Take('0') && !Digits()) return Fail("a digit is expected");
        if (Take('.') && !Digits()) return Fail("a digit is expected after the point");
        if (Take('e') || Take('E'))
        {
            if (!Take('+')) Take('-');
            if (!Digits()) return Fail("a digit is expected in the exponent");
        }

        if (Next() is >= '0' and <= '9') return FailAt(start, "a number does not begin with a zero before other digits");
        return new JsonValue(JsonKind.Number, From(start), text.Substring(start, at - start));
    }

    private bool Digits()
    {
        int start = at;
        while (Next() is >= '0' and <= '9') at++;
        return at > start;
    }

    private JsonValue? Word(string word, JsonKind kind)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return Fail("a value is expected");
        int start = at;
        at += word.Length;
        return new JsonValue(kind, From(start), word);
    }

    private void SkipSpace()
    {
        while (Next() is ' ' or '\t' or '\n' or '\r') at++;
    }

    // The end of the text reads as a character that nothing begins with.
    private char Next() => at < text.Length ? text[at] : '\0';

    private bool Take(char letter)
    {
        if (Next() != letter || at == text.Length) return false;
        at++;
        return true;
    }

    private TextSpan From(int start) => TextSpan.FromBounds(start, at);

    private JsonValue? Fail(string reason) => FailAt(at, at == text.Length ? $"{reason}, but the file ends" : reason);

    private JsonValue? FailAt(int place, string reason)
    {
        Reason = reason;
        Span = new TextSpan(place, place < text.Length ? 1 : 0);
        return null;
    }

    private static bool IsHexadecimal(char letter) => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
