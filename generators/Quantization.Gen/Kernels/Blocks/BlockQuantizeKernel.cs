using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Values to blocks, as many at a time as a vector has lanes: the range of each → the parameters of all at once → the codes of each → pack → store.
/// What is not finite is left to the generic implementation.
/// </summary>
internal sealed class BlockQuantizeKernel(BlockFormat format) : BlockKernel(format, "Quantize")
{
    protected override string Summary => "Quantizes";

    protected override string Declared => "ref float values, ref byte target";

    protected override string Passed => "ref values, ref target";

    protected override string Generic => "Generic.Quantize(ref values, ref target, blocks)";

    // Parts that have scales of their own have lanes of their own.
    private int LanesOfBlock => Format.Rule == BlockRule.PartMagnitude ? Format.PartCount : 1;

    protected override bool CanBeSaid(BlockDialect dialect) => BlockCodes.CanWrite(Format, dialect) && dialect.Lanes >= LanesOfBlock;

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        var ranges = new BlockRangeStages(Format, dialect);
        var scales = new BlockScaleStages(Format, dialect, body);
        SourceWriter range = new(), parameters = new(), codes = new(), late = new();
        string batch = Literal.Of(dialect.Lanes / LanesOfBlock);
        ranges.Write(body, range);
        scales.Write();
        parameters.Lines(body.Statements);
        body.Clear();
        WriteCodes(dialect, body, codes);
        bool isLate = Format.Rule == BlockRule.LeastSquares || Format.Sums == BlockSums.Half;
        if (isLate) WriteLate(dialect, body, scales, late);

        writer.Lines(body.Hoisted);
        writer.Line("// What is known of a block stands in its lane.");
        writer.Lines(ranges.Declarations());
        using (writer.Block("while (blocks > 0)"))
        {
            writer.Line($"nuint count = Math.Min(blocks, {batch});");
            string lanes = LanesOfBlock == 1 ? "count" : $"{Literal.Of(LanesOfBlock)} * count";
            int size = LanesOfBlock == 1 ? Format.Size : Format.PartSize;
            using (writer.Block($"for (nuint b = 0; b < {lanes}; b++)"))
            {
                writer.Line($"ref float source = ref Unsafe.Add(ref values, b * {Literal.Of(size)});");
                Append(writer, range);
            }

            writer.Line();
            using (writer.Block($"if ({scales.Refused})"))
            {
                writer.Line("// Rare: the generic implementation knows what becomes of what is not finite.");
                writer.Line("Generic.Quantize(ref values, ref target, count);");
            }

            using (writer.Block("else"))
            {
                Append(writer, parameters);
                if (isLate) writer.Line(Format.Sums == BlockSums.Half ? $"{dialect.TypeOf(ElementKind.Int32)} sums = default;" : $"{dialect.TypeOf(ElementKind.Float32)} best = default;");
                using (writer.Block("for (nuint b = 0; b < count; b++)"))
                {
                    writer.Line($"ref float source = ref Unsafe.Add(ref values, b * {Literal.Of(Format.Size)});");
                    writer.Line($"ref byte destination = ref Unsafe.Add(ref target, b * {Literal.Of(Format.Bytes)});");
                    Append(writer, codes);
                }

                if (isLate) Append(writer, late);
            }

            writer.Line();
            writer.Line($"values = ref Unsafe.Add(ref values, count * {Literal.Of(Format.Size)});");
            writer.Line($"target = ref Unsafe.Add(ref target, count * {Literal.Of(Format.Bytes)});");
            writer.Line("blocks -= count;");
        }
    }

    private void WriteCodes(BlockDialect dialect, KernelBody body, SourceWriter codes)
    {
        var encode = new BlockEncodeStages(Format, dialect, body);
        var planes = new BlockCodes(Format, dialect);
        string floats = dialect.TypeOf(ElementKind.Float32), integers = dialect.TypeOf(ElementKind.Int32);
        codes.Lines(encode.Parameters(name => Lane(floats, "float", name, "b")));
        if (Format.Rule == BlockRule.PartMagnitude)
        {
            codes.Line($"ref int scalesStored = ref Unsafe.Add(ref Unsafe.As<{integers}, int>(ref stored), b * {Literal.Of(Format.PartCount)});");
            codes.Line($"Unsafe.WriteUnaligned(ref destination, (uint)(scalesStored | (Unsafe.Add(ref scalesStored, 1) << 8) | (Unsafe.Add(ref scalesStored, 2) << 16) | (Unsafe.Add(ref scalesStored, 3) << 24)));");
        }
        else
        {
            if (Format.Rule != BlockRule.LeastSquares) codes.Line(Stored(Format.Scale!, Lane(integers, "int", "stored", "b")));
            if (Format.Minimum is { } minimum) codes.Line(Stored(minimum, Lane(integers, "int", "storedMinimum", "b")));
        }

        bool scalesLate = Format.Rule == BlockRule.LeastSquares;
        if (scalesLate) codes.Lines(["SixtyFour<float> terms = default;", "ref float term = ref terms[0];"]);
        if (Format.Sums == BlockSums.Half) codes.Line($"{integers} sum = {integers}.Zero;");
        foreach (int[] group in planes.Groups)
        {
            Columns fields = encode.ToFields(group, (name, part) => Lane(floats, "float", name, $"(b * {Literal.Of(Format.PartCount)}) + {Literal.Of(part)}"));
            planes.Write(body, group, fields);
            if (Format.Sums == BlockSums.Half) body.Line($"sum += {string.Join(" + ", fields.Names)};");
            if (Format.Sums == BlockSums.Int16) WriteSums(dialect, body, group, fields);
            if (Format.Rule == BlockRule.LeastSquares) WriteTerms(dialect, body, group, fields);
            WriteScope(body, Elements(group, dialect.Lanes), codes);
        }

        if (Format.Sums == BlockSums.Half) codes.Line($"{Lane(integers, "int", "sums", "b")} = BlockReduction.Sum(sum);");
        if (scalesLate) codes.Line($"{Lane(floats, "float", "best", "b")} = BlockReduction.Quotient(ref term, {Literal.Of(Format.Size)});");
    }

    // What is only known with the codes of all blocks.
    private void WriteLate(BlockDialect dialect, KernelBody body, BlockScaleStages scales, SourceWriter writer)
    {
        string floats = dialect.TypeOf(ElementKind.Float32), integers = dialect.TypeOf(ElementKind.Int32);
        BlockField field;
        if (Format.Sums == BlockSums.Half)
        {
            field = new BlockField(Format.SumsOffset, ScaleType.Half);
            body.Line($"{floats} product = scale * {dialect.VectorClass}.ConvertToSingle(sums);");
            scales.Store("late", "product", field.Type);
        }
        else
        {
            field = Format.Scale!;
            body.Comment("The best scale for these codes; where it is no float the first stays.");
            body.Line($"{floats} last = {dialect.VectorClass}.ConditionalSelect({dialect.VectorClass}.LessThanOrEqual({dialect.VectorClass}.Abs(best), {dialect.Splat("float.MaxValue")}), best, scale) & {dialect.VectorClass}.Equals(inverse, inverse);");
            scales.Store("late", "last", field.Type);
        }

        writer.Lines(body.Statements);
        body.Clear();
        using (writer.Block("for (nuint b = 0; b < count; b++)"))
        {
            writer.Line($"ref byte destination = ref Unsafe.Add(ref target, b * {Literal.Of(Format.Bytes)});");
            writer.Line(Stored(field, Lane(integers, "int", "late", "b")));
        }
    }

    // A lane of a vector in memory.
    private static string Lane(string vector, string type, string name, string index) => $"Unsafe.Add(ref Unsafe.As<{vector}, {type}>(ref {name}), {index})";

    private static string Stored(BlockField field, string bits)
    {
        string place = $"ref Unsafe.Add(ref destination, {Literal.Of(field.Offset)})";
        return field.Size switch
        {
            4 => $"Unsafe.WriteUnaligned({place}, {bits});",
            2 => $"Unsafe.WriteUnaligned({place}, (ushort){bits});",
            _ => $"Unsafe.Add(ref destination, {Literal.Of(field.Offset)}) = (byte){bits};",
        };
    }

    // Sixteen codes a sum: a column, or several of narrower vectors.
    private void WriteSums(BlockDialect dialect, KernelBody body, int[] group, Columns fields)
    {
        int columns = 16 / dialect.Lanes;
        for (int c = 0; c < group.Length; c += columns)
        {
            string sum = string.Join(" + ", Enumerable.Range(c, columns).Select(k => fields[k]));
            body.Line($"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {Literal.Of(Format.SumsOffset + (group[c] / 8))}), (short)BlockReduction.Sum({sum}));");
        }
    }

    // The terms of both sums of a least-squares scale, which are added in the order of elements.
    private void WriteTerms(BlockDialect dialect, KernelBody body, int[] group, Columns fields)
    {
        Columns levels = dialect.Lookup(body, fields, "quantized", Format.Levels!, "levels");
        for (int c = 0; c < group.Length; c++)
        {
            string number = Literal.Of(c);
            body.Line($"{dialect.TypeOf(ElementKind.Float32)} weighted{number} = x{number} * x{number} * {levels[c]};");
            body.Line(BlockDialect.Write($"(weighted{number} * x{number})", "term", Literal.Of(group[c])));
            body.Line(BlockDialect.Write($"(weighted{number} * {levels[c]})", "term", Literal.Of(Format.Size + group[c])));
        }
    }

    private static void Append(SourceWriter writer, SourceWriter lines) => writer.Lines(lines.ToString().TrimEnd('\n'));
}
