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

    /// <summary>The lanes that ranges are collected in, and their kinds.</summary>
    private (string Name, ElementKind Kind)[] Lanes => HasEnds ? [("highest", ElementKind.Float32), ("lowest", ElementKind.Float32)] : [("magnitudes", ElementKind.Int32)];

    /// <summary>Writes the statements that put the ranges of the next blocks into the lanes of vectors.</summary>
    /// <param name="body">What constants go to.</param>
    /// <param name="writer">What statements go to.</param>
    internal void Write(KernelBody body, SourceWriter writer)
    {
        foreach ((string name, ElementKind kind) in Lanes) writer.Line($"{dialect.TypeOf(kind)} {name} = default;");
        if (HasEnds) writer.Line($"{Integers} notFinite = default;");
        int columns = size / dialect.Lanes;
        bool four = columns <= MostColumns;
        string last = format.Rule == BlockRule.PartMagnitude ? $"({Literal.Of(format.PartCount)} * count) - 1" : "count - 1";
        writer.Line("// Lanes without a block of their own take the last one.");
        writer.Line($"nuint last = {last};");
        using (writer.Block($"for (nuint b = 0; b < {Literal.Of(dialect.Lanes)}; b{(four ? " += 4" : "++")})"))
        {
            if (four) WriteFour(body, columns);
            else WriteOne(body, columns);
            writer.Lines(body.Statements);
        }

        body.Clear();
    }

    // Four blocks at once, whose ranges are found together.
    private void WriteFour(KernelBody body, int columns)
    {
        for (int k = 0; k < 4; k++)
        {
            string index = k == 0 ? "b" : $"b + {Literal.Of(k)}";
            body.Line($"ref float source{Literal.Of(k)} = ref Unsafe.Add(ref values, Math.Min({index}, last) * {Literal.Of(size)});");
        }

        for (int k = 0; k < 4; k++) WriteStep(body, columns, $"source{Literal.Of(k)}", "0", Literal.Of(k), first: true);
        foreach ((string name, ElementKind kind) in Lanes)
        {
            (string method, string range) = name switch { "highest" => ("Greatest", "high"), "lowest" => ("Least", "low"), _ => ("Greatest", "magnitude") };
            body.Line($"{name} = {dialect.ShiftInFour(name, $"BlockLanes.{method}({range}0, {range}1, {range}2, {range}3)", kind)};");
        }
    }

    private void WriteOne(KernelBody body, int columns)
    {
        int unroll = MostColumns;
        while (columns % unroll != 0) unroll--;
        body.Line($"ref float source = ref Unsafe.Add(ref values, Math.Min(b, last) * {Literal.Of(size)});");
        if (HasEnds) body.Line($"{Floats} high = {dialect.Read("source", "0")}, low = high;");
        else body.Line($"{Integers} magnitude = default;");
        body.Line($"for (nuint e = 0; e < {Literal.Of(size)}; e += {Literal.Of(unroll * dialect.Lanes)})");
        body.Line("{");
        var inner = new KernelBody(dialect.TypeOf);
        WriteStep(inner, unroll, "source", "e", "", first: false);
        foreach (string line in inner.Statements) body.Line("    " + line);
        body.Line("}");
        foreach ((string name, ElementKind kind) in Lanes)
        {
            string range = name switch { "highest" => "VectorRange.Greatest(high)", "lowest" => "VectorRange.Least(low)", _ => "VectorRange.Greatest(magnitude)" };
            body.Line($"{name} = {dialect.ShiftIn(body, name, range, kind)};");
        }
    }

    private void WriteStep(KernelBody body, int count, string source, string start, string suffix, bool first)
    {
        var x = new Columns(suffix.Length > 0 ? $"x{suffix}_" : "x", count, ElementKind.Float32);
        for (int c = 0; c < count; c++)
        {
            int offset = c * dialect.Lanes;
            string index = start == "0" ? Literal.Of(offset) : offset == 0 ? start : $"{start} + {Literal.Of(offset)}";
            body.Line($"{Floats} {x[c]} = {dialect.Read(source, index)};");
        }

        if (!HasEnds)
        {
            string bits = dialect.Splat("int.MaxValue");
            string greatest = Tree([.. x.Names.Select(v => $"({v}.AsInt32() & {bits})")], dialect.MaxInt32);
            body.Line(first ? $"{Integers} magnitude{suffix} = {greatest};" : $"magnitude = {dialect.MaxInt32("magnitude", greatest)};");
            return;
        }

        string high = Tree([.. x.Names], (a, b) => dialect.Max(ElementKind.Float32, a, b)), low = Tree([.. x.Names], (a, b) => dialect.Min(ElementKind.Float32, a, b));
        body.Line(first ? $"{Floats} high{suffix} = {high};" : $"high = {dialect.Max(ElementKind.Float32, "high", high)};");
        body.Line(first ? $"{Floats} low{suffix} = {low};" : $"low = {dialect.Min(ElementKind.Float32, "low", low)};");
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
