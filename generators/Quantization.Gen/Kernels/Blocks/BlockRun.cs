using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Groups of columns that differ by where they are alone: of long blocks they are written once, in a loop.</summary>
/// <param name="Group">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">The bytes from one to the next.</param>
/// <param name="Elements">The elements from one to the next.</param>
internal sealed record BlockRun(int[] Group, int Count, int Bytes, int Elements)
{
    private const int MostUnrolled = 256;

    /// <summary>The runs of a format's groups, in order; blocks that are not long are written out.</summary>
    internal static IEnumerable<BlockRun> Of(BlockFormat format, IReadOnlyList<int[]> groups)
    {
        bool loops = format.Size > MostUnrolled && format.Planes.Length == 1 && format.PartSize == 0;
        for (int g = 0; g < groups.Count;)
        {
            int count = 1, bytes = 0, elements = 0;
            if (loops && g + 1 < groups.Count)
            {
                (bytes, elements) = Step(format.Planes[0], groups[g], groups[g + 1]);
                while (g + count < groups.Count && Moves(format.Planes[0], groups[g + count - 1], groups[g + count], bytes, elements)) count++;
            }

            yield return new BlockRun(groups[g], count, bytes, elements);
            g += count;
        }
    }

    /// <summary>Writes a group's statements, in a loop where there are several.</summary>
    /// <param name="writer">What they go to.</param>
    /// <param name="statements">Writes those of the group in a scope of its own.</param>
    /// <param name="blocks">The reference to the block.</param>
    /// <param name="values">The reference to its values.</param>
    internal void Write(SourceWriter writer, Action<SourceWriter> statements, string blocks, string values)
    {
        if (Count == 1)
        {
            statements(writer);
            return;
        }

        using (writer.Block($"for (nuint turn = 0; turn < {Literal.Of(Count)}; turn++)"))
        {
            statements(writer);
            writer.Line(BlockText.Advance(blocks, Bytes));
            writer.Line(BlockText.Advance(values, Elements));
        }

        writer.Line();
        writer.Line($"{blocks} = ref Unsafe.Subtract(ref {blocks}, {Literal.Of(Count * Bytes)});");
        writer.Line($"{values} = ref Unsafe.Subtract(ref {values}, {Literal.Of(Count * Elements)});");
    }

    private static (int Bytes, int Elements) Step(CodePlane plane, int[] group, int[] next) => (FirstByte(plane, next[0]) - FirstByte(plane, group[0]), next[0] - group[0]);

    // Whether a group is another one, moved.
    private static bool Moves(CodePlane plane, int[] group, int[] next, int bytes, int elements) =>
        group.Length == next.Length
        && Enumerable.Range(0, group.Length).All(c => next[c] == group[c] + elements && FirstByte(plane, next[c]) == FirstByte(plane, group[c]) + bytes && FieldOf(plane, next[c]) == FieldOf(plane, group[c]));

    private static int FirstByte(CodePlane plane, int element) => IsStream(plane) ? element * plane.Bits / 8 : plane.PlaceOf(element).Byte;

    private static int FieldOf(CodePlane plane, int element) => IsStream(plane) ? 0 : plane.PlaceOf(element).Field;

    private static bool IsStream(CodePlane plane) => plane.Order == PlaneOrder.Stream || plane.Run == 1;
}
