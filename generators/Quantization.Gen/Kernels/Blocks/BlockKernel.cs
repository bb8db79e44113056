using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes one kernel over whole blocks: the choice among dialects, and a loop over blocks in each.</summary>
internal abstract class BlockKernel(BlockFormat format, string name)
{
    /// <summary>The format.</summary>
    protected BlockFormat Format { get; } = format;

    /// <summary>The name of its methods.</summary>
    protected string Name { get; } = name;

    /// <summary>What it does, for the documentation of its methods.</summary>
    protected abstract string Summary { get; }

    /// <summary>What its methods return.</summary>
    protected virtual string Result => "void";

    /// <summary>What its methods are given besides a number of blocks.</summary>
    protected abstract string Declared { get; }

    /// <summary>The same as a call passes it on.</summary>
    protected abstract string Passed { get; }

    /// <summary>The generic implementation's call for so many blocks.</summary>
    protected abstract string Generic { get; }

    /// <summary>Whether a dialect can say it.</summary>
    protected virtual bool CanBeSaid(BlockDialect dialect) => true;

    /// <summary>Writes the body of the method of a dialect.</summary>
    protected abstract void WriteBody(BlockDialect dialect, SourceWriter writer);

    /// <summary>Writes its methods.</summary>
    internal void Write(IReadOnlyList<BlockDialect> dialects, SourceWriter writer)
    {
        BlockDialect[] said = [.. dialects.Where(CanBeSaid)];
        writer.Line($"/// <summary>{Summary} any number of blocks; the caller has checked everything.</summary>");
        using (writer.Block($"internal static {Result} {Name}({Declared}, nuint blocks)"))
        {
            string otherwise = "";
            string returns = Result == "void" ? "" : "return ";
            foreach (BlockDialect dialect in said)
            {
                writer.Line($"{otherwise}if ({dialect.IsSupported}) {returns}{Name}{dialect.Name}({Passed}, blocks);");
                otherwise = Result == "void" ? "else " : "";
            }

            writer.Line($"{otherwise}{returns}{Generic};");
        }

        foreach (BlockDialect dialect in said)
        {
            writer.Line();
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (writer.Block($"private static {Result} {Name}{dialect.Name}({Declared}, nuint blocks)")) WriteBody(dialect, writer);
        }
    }

    /// <summary>Writes what a body has collected since the last time, in a scope of its own under a comment.</summary>
    protected static void WriteScope(KernelBody body, string comment, SourceWriter writer)
    {
        writer.Line($"// {comment}");
        writer.Line("{");
        writer.Lines(body.Statements.Select(line => line.Length > 0 ? "    " + line : line));
        writer.Line("}");
        body.Clear();
    }

    /// <summary>The elements of a group, for a reader: <c>elements 0–15, 32–47</c>; and of those like it that follow.</summary>
    protected static string Elements(BlockRun run, int lanes)
    {
        int[] group = run.Group;
        var ranges = new List<(int First, int Last)>();
        foreach (int e in group.OrderBy(e => e))
        {
            if (ranges.Count > 0 && ranges[ranges.Count - 1].Last + 1 == e) ranges[ranges.Count - 1] = (ranges[ranges.Count - 1].First, e + lanes - 1);
            else ranges.Add((e, e + lanes - 1));
        }

        return "Elements " + string.Join(", ", ranges.Select(r => $"{Literal.Of(r.First)} to {Literal.Of(r.Last)}")) + (run.Count > 1 ? $"; in each turn {Literal.Of(run.Elements)} further." : ".");
    }
}
