using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>What a rule takes from the values of a block (or of a part, where parts have scales of their own): the largest magnitude, or both ends.</summary>
internal sealed class BlockRangeStages(BlockFormat format, BlockDialect dialect)
{
    private const int MostColumns = 8;

    private readonly int size = format.Rule == BlockRule.PartMagnitude ? format.PartSize : format.Size;

    /// <summary>Whether the rule asks for both ends and not only for the largest magnitude.</summary>
    internal bool HasEnds => format.Rule is BlockRule.Span or BlockRule.StoredSpan or BlockRule.SignedMagnitude or BlockRule.SignedBytes or BlockRule.LeastSquares;

    private string Floats => dialect.TypeOf(ElementKind.Float32);

    private string Integers => dialect.TypeOf(ElementKind.Int32);

    /// <summary>Declarations of what the lanes of blocks are collected in.</summary>
    internal IEnumerable<string> Declarations()
    {
        if (HasEnds)
        {
            yield return $"{Floats} highest = default, lowest = default;";
            yield return $"{Integers} notFinite = default;";
        }
        else
        {
            yield return $"{Integers} magnitudes = default;";
        }
    }

    /// <summary>Writes the statements that put the range of <c>source</c> into lane <c>b</c>.</summary>
    internal void Write(KernelBody body, SourceWriter writer)
    {
        int columns = size / dialect.Lanes, unroll = columns;
        while (unroll > MostColumns || columns % unroll != 0) unroll--;
        if (unroll == columns)
        {
            WriteStep(body, unroll, "0", first: true);
        }
        else
        {
            string step = Literal.Of(unroll * dialect.Lanes);
            if (HasEnds) body.Line($"{Floats} high = {dialect.Read("source", "0")}, low = high;");
            else body.Line($"{Integers} magnitude = default;");
            body.Line($"for (nuint e = 0; e < {Literal.Of(size)}; e += {step})");
            body.Line("{");
            var inner = new KernelBody(dialect.TypeOf);
            WriteStep(inner, unroll, "e", first: false);
            foreach (string line in inner.Hoisted.Concat(inner.Statements)) body.Line("    " + line);
            body.Line("}");
        }

        if (HasEnds)
        {
            body.Line(Lane("highest", "VectorRange.Greatest(high)", "float"));
            body.Line(Lane("lowest", "VectorRange.Least(low)", "float"));
        }
        else
        {
            body.Line(Lane("magnitudes", "VectorRange.Greatest(magnitude)", "int"));
        }

        writer.Lines(body.Statements);
        body.Clear();
    }

    /// <summary>A statement that sets lane b of a vector.</summary>
    private string Lane(string vector, string value, string type) => $"Unsafe.Add(ref Unsafe.As<{dialect.TypeOf(type == "int" ? ElementKind.Int32 : ElementKind.Float32)}, {type}>(ref {vector}), b) = {value};";

    private void WriteStep(KernelBody body, int count, string start, bool first)
    {
        Columns x = new("x", count, ElementKind.Float32);
        for (int c = 0; c < count; c++)
        {
            int offset = c * dialect.Lanes;
            string index = start == "0" ? Literal.Of(offset) : offset == 0 ? start : $"{start} + {Literal.Of(offset)}";
            body.Line($"{Floats} {x[c]} = {dialect.Read("source", index)};");
        }

        if (!HasEnds)
        {
            string bits = dialect.Splat("int.MaxValue");
            Columns magnitude = body.Each(x, "m", ElementKind.Int32, v => $"{v}.AsInt32() & {bits}");
            string greatest = Tree([.. magnitude.Names], dialect.MaxInt32);
            body.Line(first ? $"{Integers} magnitude = {greatest};" : $"magnitude = {dialect.MaxInt32("magnitude", greatest)};");
            return;
        }

        string high = Tree([.. x.Names], (a, b) => dialect.Max(ElementKind.Float32, a, b)), low = Tree([.. x.Names], (a, b) => dialect.Min(ElementKind.Float32, a, b));
        if (first)
        {
            body.Line($"{Floats} high = {high};");
            body.Line($"{Floats} low = {low};");
        }
        else
        {
            body.Line($"high = {dialect.Max(ElementKind.Float32, "high", high)};");
            body.Line($"low = {dialect.Min(ElementKind.Float32, "low", low)};");
        }

        // The difference of a number and itself is 0, of anything else NaN.
        body.Line($"notFinite |= {string.Join(" | ", x.Names.Select(v => $"({v} - {v}).AsInt32()"))};");
    }

    // Pairwise, so that no step waits for the one before it.
    private static string Tree(string[] names, Func<string, string, string> join)
    {
        while (names.Length > 1)
        {
            names = [.. Enumerable.Range(0, (names.Length + 1) / 2).Select(i => (2 * i) + 1 < names.Length ? join(names[2 * i], names[(2 * i) + 1]) : names[2 * i])];
        }

        return names[0];
    }
}
