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

    private bool StoresLate => Format.Rule == BlockRule.LeastSquares || Format.Sums == BlockSums.Half;

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        var ranges = new BlockRangeStages(Format, dialect);
        var scales = new BlockScaleStages(Format, dialect, body);
        SourceWriter range = new(), parameters = new(), codes = new(), late = new();
        ranges.Write(body, range);
        scales.Write();
        foreach (string name in Kept()) body.Line(BlockDialect.Write(name, IsStored(name) ? "stores" : "lanes", Literal.Of(PlaceOf(name))));
        parameters.Lines(body.Statements);
        body.Clear();
        WriteCodes(dialect, body, codes);
        if (StoresLate) WriteLate(dialect, body, scales, late);

        writer.Lines(body.Hoisted);
        writer.Line("// What the codes of a block are made with, a block a lane; and what is stored of it.");
        writer.Line("BlockScratch scratch = default;");
        writer.Line("ref float lanes = ref scratch.Align();");
        writer.Line("ref int stores = ref Unsafe.As<float, int>(ref lanes);");
        if (Format.Rule == BlockRule.LeastSquares)
        {
            writer.Line($"Span<float> terms = stackalloc float[{Literal.Of(2 * Format.Size * dialect.Lanes)}];");
        }

        using (writer.Block("while (blocks > 0)"))
        {
            writer.Line($"nuint count = Math.Min(blocks, {Literal.Of(dialect.Lanes / LanesOfBlock)});");
            Append(writer, range);
            writer.Line();
            using (writer.Block($"if ({scales.Refused})"))
            {
                writer.Line("// Rare: the generic implementation knows what becomes of what is not finite.");
                writer.Line("Generic.Quantize(ref values, ref target, count);");
            }

            using (writer.Block("else"))
            {
                Append(writer, parameters);
                using (writer.Block("for (nuint b = 0; b < count; b++)"))
                {
                    writer.Line($"ref float source = ref Unsafe.Add(ref values, b * {Literal.Of(Format.Size)});");
                    writer.Line($"ref byte destination = ref Unsafe.Add(ref target, b * {Literal.Of(Format.Bytes)});");
                    Append(writer, codes);
                }

                if (StoresLate) Append(writer, late);
            }

            writer.Line();
            writer.Line($"values = ref Unsafe.Add(ref values, count * {Literal.Of(Format.Size)});");
            writer.Line($"target = ref Unsafe.Add(ref target, count * {Literal.Of(Format.Bytes)});");
            writer.Line("blocks -= count;");
        }
    }

    // The vectors that the loop over single blocks reads lanes of.
    private IEnumerable<string> Kept()
    {
        foreach (string name in BlockEncodeStages.ParametersOf(Format)) yield return name;
        if (Format.Rule == BlockRule.PartMagnitude) yield return "scale";
        if (Format.Rule != BlockRule.LeastSquares) yield return "stored";
        if (Format.Minimum is not null) yield return "storedMinimum";
    }

    private static bool IsStored(string name) => name.StartsWith("stored", StringComparison.Ordinal);

    // The first of sixteen places in scratch memory.
    private static int PlaceOf(string name) => name switch
    {
        "inverse" or "divisor" => 0,
        "minimum" => 16,
        "scale" => 32,
        "stored" => 48,
        "storedMinimum" => 64,
        "late" => 80,
        "sums" or "best" => 96,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Nothing of that name is kept."),
    };

    // The lane of a block, b, in scratch memory; or of a part of it.
    private static string Lane(string memory, string name, string index = "b")
    {
        int place = PlaceOf(name);
        return $"Unsafe.Add(ref {memory}, {(place == 0 ? index : $"{index} + {Literal.Of(place)}")})";
    }

    private void WriteCodes(BlockDialect dialect, KernelBody body, SourceWriter codes)
    {
        var encode = new BlockEncodeStages(Format, dialect, body);
        var planes = new BlockCodes(Format, dialect);
        string integers = dialect.TypeOf(ElementKind.Int32);
        foreach (string name in BlockEncodeStages.ParametersOf(Format)) codes.Line($"{dialect.TypeOf(ElementKind.Float32)} {name}s = {dialect.Splat(Lane("lanes", name))};");
        if (Format.Rule == BlockRule.PartMagnitude)
        {
            IEnumerable<string> bytes = Enumerable.Range(0, Format.PartCount).Select(p =>
            {
                string lane = Lane("stores", "stored", p == 0 ? "(4 * b)" : $"(4 * b) + {Literal.Of(p)}");
                return p == 0 ? lane : $"({lane} << {Literal.Of(8 * p)})";
            });
            codes.Line($"Unsafe.WriteUnaligned(ref destination, {string.Join(" | ", bytes)});");
        }
        else
        {
            if (Format.Rule != BlockRule.LeastSquares) codes.Line(Stored(Format.Scale!, Lane("stores", "stored")));
            if (Format.Minimum is { } minimum) codes.Line(Stored(minimum, Lane("stores", "storedMinimum")));
        }

        if (Format.Rule == BlockRule.LeastSquares) codes.Line($"ref float term = ref Unsafe.Add(ref terms[0], b * {Literal.Of(2 * Format.Size)});");
        if (Format.Sums == BlockSums.Half) codes.Line($"{integers} sum = {integers}.Zero;");
        foreach (BlockRun run in BlockRun.Of(Format, planes.Groups))
        {
            int[] group = run.Group;
            Columns fields = encode.ToFields(group, (name, part) => Lane("lanes", name, part == 0 ? $"({Literal.Of(Format.PartCount)} * b)" : $"({Literal.Of(Format.PartCount)} * b) + {Literal.Of(part)}"));
            planes.Write(body, group, fields);
            if (Format.Sums == BlockSums.Half) body.Line($"sum += {string.Join(" + ", fields.Names)};");
            if (Format.Sums == BlockSums.Int16) WriteSums(dialect, body, group, fields);
            if (Format.Rule == BlockRule.LeastSquares) WriteTerms(dialect, body, group, fields);
            run.Write(codes, writer => WriteScope(body, Elements(run, dialect.Lanes), writer), "destination", "source");
        }

        if (Format.Sums == BlockSums.Half) codes.Line($"{Lane("lanes", "sums")} = BlockReduction.Sum(sum);");
    }

    // What is only known with the codes of all blocks.
    private void WriteLate(BlockDialect dialect, KernelBody body, BlockScaleStages scales, SourceWriter writer)
    {
        string floats = dialect.TypeOf(ElementKind.Float32), vector = dialect.VectorClass;
        BlockField field;
        if (Format.Sums == BlockSums.Half)
        {
            field = new BlockField(Format.SumsOffset, ScaleType.Half);
            body.Line($"{floats} product = scale * {dialect.Read("lanes", Literal.Of(PlaceOf("sums")))};");
            scales.Store("late", "product", field.Type);
        }
        else
        {
            field = Format.Scale!;
            body.Line("// The best scale for these codes; where it is no float the first stays, and where all codes are 0 it is 0.");
            body.Line($"for (nuint b = 0; b < count; b += 4) BlockLanes.Quotients(ref Unsafe.Add(ref terms[0], b * {Literal.Of(2 * Format.Size)}), {Literal.Of(Format.Size)}).StoreUnsafe(ref lanes, b + {Literal.Of(PlaceOf("best"))});");
            body.Line($"{floats} best = {dialect.Read("lanes", Literal.Of(PlaceOf("best")))};");
            body.Line($"{floats} final = {vector}.ConditionalSelect({vector}.LessThanOrEqual({vector}.Abs(best), {dialect.Splat("float.MaxValue")}), best, scale) & {vector}.Equals(inverse, inverse);");
            scales.Store("late", "final", field.Type);
        }

        body.Line(BlockDialect.Write("late", "stores", Literal.Of(PlaceOf("late"))));
        writer.Lines(body.Statements);
        body.Clear();
        using (writer.Block("for (nuint b = 0; b < count; b++)"))
        {
            writer.Line($"ref byte destination = ref Unsafe.Add(ref target, b * {Literal.Of(Format.Bytes)});");
            writer.Line(Stored(field, Lane("stores", "late")));
        }
    }

    private static string Stored(BlockField field, string bits)
    {
        string element = field.Offset == 0 ? "destination" : $"Unsafe.Add(ref destination, {Literal.Of(field.Offset)})", place = $"ref {element}";
        return field.Size switch
        {
            4 => $"Unsafe.WriteUnaligned({place}, {bits});",
            2 => $"Unsafe.WriteUnaligned({place}, (ushort){bits});",
            _ => $"{element} = (byte){bits};",
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
        Columns levels = dialect.LookUp(body, fields, "quantized", FloatTable.Of("levels", Format.Levels!), exact: true);
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
