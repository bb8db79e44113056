using System.Text;

namespace Quantization.Gen.Emission;

/// <summary>Writes indented C#, always with <c>\n</c>.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int indent;

    /// <summary>Writes a line, or an empty one.</summary>
    internal void Line(string line = "")
    {
        if (line.Length > 0) text.Append(' ', 4 * indent).Append(line);
        text.Append('\n');
    }

    /// <summary>Writes a text of several lines, each at the current indentation.</summary>
    internal void Lines(string lines)
    {
        foreach (string line in lines.Split('\n')) Line(line.TrimEnd('\r'));
    }

    /// <summary>Writes lines one after another.</summary>
    internal void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines) Line(line);
    }

    /// <summary>Opens a block below a header, or without one; disposing closes it.</summary>
    internal Closing Block(string header)
    {
        if (header.Length > 0) Lines(header);
        Line("{");
        indent++;
        return new Closing(this);
    }

    public override string ToString() => text.ToString();

    /// <summary>Closes a block.</summary>
    internal readonly struct Closing(SourceWriter? writer) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null) return;
            writer.indent--;
            writer.Line("}");
        }
    }
}
