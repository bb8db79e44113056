using System.Globalization;
using System.Text;

namespace Quantization.Gen.Emission;

/// <summary>Words of others as a documentation comment can hold them: one line, well-formed, and no sign that changes how the rest is read.</summary>
internal static class CommentText
{
    /// <summary>The text with <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as entities, and what is invisible or unpaired as <c>\uXXXX</c>.</summary>
    internal static string Of(string text)
    {
        var written = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) written.Append(text, i++, 2);
            else if (text[i] == '&') written.Append("&amp;");
            else if (text[i] == '<') written.Append("&lt;");
            else if (text[i] == '>') written.Append("&gt;");
            else if (IsVisible(text[i])) written.Append(text[i]);
            else written.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
        }

        return written.ToString();
    }

    // Control characters would break the line or the markup, formatting ones reorder what is shown, and unassigned ones may be no characters of XML.
    private static bool IsVisible(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
