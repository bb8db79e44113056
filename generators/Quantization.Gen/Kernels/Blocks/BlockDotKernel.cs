using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Products of blocks with the blocks of their partner: codes as bytes → products of neighbours → sums in int32 → real → both scales → one of sixteen accumulators.
/// Integers are exact; what is rounded is the same whatever the width of a vector.
/// </summary>
internal sealed class BlockDotKernel(BlockFormat format, BlockFormat partner) : BlockKernel(format, "Dot")
{
    private const int Accumulators = 16;
    private const int SuperAccumulators = 8;

    // Products of two signed bytes do not fit in 16 bits together with their neighbour's: then codes are widened first.
    private bool Widens => Format.Together == 2;

    // Levels that are no codes about a zero, but never −128: as unsigned bytes stand the magnitudes of the other side, at most 128.
    private bool MovesSigns => Format.Levels is { } levels && levels.Any(l => Math.Abs(l) > MostOfBytes);

    private const int MostOfBytes = 63;
    private const int MostOfShort = 64;

    private bool IsSuper => partner.Sums == BlockSums.Int16;

    /// <summary>The elements whose products go to all accumulators once.</summary>
    private int Round => Accumulators * Format.Together;

    private int StepElements => Math.Max(Round, Format.Size);

    private int StepBlocks => StepElements / Format.Size;

    // What the lowest level becomes 0 by: so that all are unsigned.
    private int Offset => MovesSigns ? 0 : Format.Levels is { } levels ? (int)-(levels.Min() * Format.LevelFactor) : IsSuper ? 0 : Format.Zero;

    protected override string Summary => "Adds up the products with the blocks of activations of";

    protected override string Result => "float";

    protected override string Declared => "ref byte source, ref byte other";

    protected override string Passed => "ref source, ref other";

    protected override string Generic => "Generic.Dot(ref source, ref other, blocks)";

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        // Eight accumulators of super-blocks are a vector of 256 bits at most.
        Columns sums = new("sum", IsSuper ? Math.Max(1, SuperAccumulators / dialect.Lanes) : Accumulators / dialect.Lanes, ElementKind.Float32);
        var step = new SourceWriter();
        if (IsSuper) WriteSuper(dialect, body, sums);
        else WriteBlocks(dialect, body, sums);
        step.Lines(body.Statements);

        string type = IsSuper ? $"{Half(dialect)}<float>" : dialect.TypeOf(ElementKind.Float32);
        writer.Lines(BlockText.Tables(Format, partner));
        writer.Lines(body.Hoisted);
        if (IsSuper && Format.Parts != PartScales.None) writer.Lines(dialect.ScratchOfUnitWords());
        writer.Line($"// Element e is added to accumulator (e / {Literal.Of(Format.Together)}) mod {(IsSuper ? "8" : "16")}, whatever the width of a vector.");
        foreach (string sum in sums.Names) writer.Line($"{type} {sum} = {type}.Zero;");
        Columns minima = Minima(dialect);
        if (HasMinima) foreach (string minimum in minima.Names) writer.Line($"{Half(dialect)}<float> {minimum} = {Half(dialect)}<float>.Zero;");
        if (AddsMinimum) writer.Line("float even = 0f, odd = 0f;");
        string total = $"BlockReduction.Total({string.Join(", ", sums.Names)})";
        if (StepBlocks == 1)
        {
            // Short steps go two to a turn.
            if (Format.Size <= MostOfShort)
            {
                using (writer.Block("for (; blocks >= 2; blocks -= 2)"))
                {
                    WriteStep(writer, step, 0);
                    WriteStep(writer, step, 1);
                    Advance(writer, 2);
                }

                writer.Line();
                using (writer.Block("if (blocks > 0)")) WriteStep(writer, step, 0, inScope: true);
            }
            else
            {
                using (writer.Block("for (; blocks > 0; blocks--)"))
                {
                    WriteStep(writer, step, 0, inScope: true);
                    Advance(writer, 1);
                }
            }
        }
        else
        {
            using (writer.Block("for (; blocks >= 2; blocks -= 2)"))
            {
                WriteStep(writer, step, 0, inScope: true);
                Advance(writer, 1);
            }

            writer.Line();
            using (writer.Block("if (blocks > 0)"))
            {
                writer.Line("// Beside the last block stands one of zeros.");
                writer.Line("BlockPair first = default, second = default;");
                writer.Line("ref byte x = ref first.Take(ref source, " + Literal.Of(Format.Bytes) + ");");
                writer.Line("ref byte y = ref second.Take(ref other, " + Literal.Of(partner.Bytes) + ");");
                Append(writer, step);
            }
        }

        writer.Line();
        if (HasMinima) total += $" - BlockReduction.Total({string.Join(", ", minima.Names)})";
        if (AddsMinimum) total += " + (even + odd)";
        writer.Line($"return {total};");
    }

    private bool HasMinima => IsSuper && Format.Minimum is not null;

    private bool AddsMinimum => !IsSuper && Format.Minimum is not null;

    // Eight lanes of 32 bits.
    private static string Half(BlockDialect dialect) => dialect.Lanes >= 8 ? "Vector256" : "Vector128";

    private static Columns Minima(BlockDialect dialect) => new("minimum", dialect.Lanes >= 8 ? 1 : 2, ElementKind.Float32);

    private void WriteBlocks(BlockDialect dialect, KernelBody body, Columns sums)
    {
        var codes = new CodeBytes(Format, dialect, body, "x");
        var others = new CodeBytes(partner, dialect, body, "y");
        int width = Round / sums.Count;
        string integers = dialect.TypeOf(ElementKind.Int32), floats = dialect.TypeOf(ElementKind.Float32);
        WriteScales(dialect, body);
        for (int k = 0; k < sums.Count; k++)
        {
            int element = k * width;
            string n = Literal.Of(k);
            string products = Widens ? WidenedProducts(dialect, element) : ByteProducts(dialect, body, codes, others, element, n, scales: null);
            body.Line($"{integers} products{n} = {products};");
            body.Line($"{floats} terms{n} = {dialect.VectorClass}.ConvertToSingle(products{n}) * {ScaleOf(dialect, element, width)};");
            body.Line($"{sums[k]} += terms{n};");
        }
    }

    // The scales of a step, as scalars: one a block, or one a part.
    private void WriteScales(BlockDialect dialect, KernelBody body)
    {
        for (int b = 0; b < StepBlocks; b++)
        {
            string own = Literal.Of(b * Format.Bytes), at = Literal.Of(b * partner.Bytes);
            string suffix = StepBlocks == 1 ? "" : Literal.Of(b);
            string x = b == 0 ? "x" : $"Unsafe.Add(ref x, {own})", y = b == 0 ? "y" : $"Unsafe.Add(ref y, {at})";
            if (Format.Parts == PartScales.E4M3)
            {
                // Two parts of sixteen to a block of the other side.
                for (int part = 0; part < Format.PartCount; part++)
                {
                    string block = part * Format.PartSize < partner.Size ? "y" : $"Unsafe.Add(ref y, {Literal.Of(partner.Bytes)})";
                    body.Line($"float scale{Literal.Of(part)} = BlockScales.Magnitude(in eights, ref x, {Literal.Of(Format.PartsOffset + part)}) * 0.5f * {BlockText.Value(partner.Scale!, block)};");
                }

                continue;
            }

            string halved = Format.LevelFactor == 2 ? " * 0.5f" : "";
            body.Line($"float scale{suffix} = {BlockText.Value(Format.Scale!, x)}{halved} * {BlockText.Value(partner.Scale!, y)};");
            if (AddsMinimum) body.Line($"{(b == 0 ? "even" : "odd")} += {BlockText.Value(Format.Minimum!, x)} * {BlockText.Value(new BlockField(partner.SumsOffset, ScaleType.Half), y)};");
        }
    }

    // A column's scale in every lane, of as many blocks or parts as it has elements of.
    private string ScaleOf(BlockDialect dialect, int element, int width)
    {
        if (StepBlocks == 1 && Format.Parts == PartScales.None) return dialect.Splat("scale");
        int unit = Format.Parts == PartScales.E4M3 ? Format.PartSize : Format.Size;
        string[] names = [.. Enumerable.Range(element / unit, Math.Max(1, width / unit)).Select(u => $"scale{Literal.Of(u)}")];
        return Create(names, dialect.Lanes);
    }

    private static string Create(string[] names, int lanes)
    {
        string bits = Literal.Of(32 * lanes);
        if (names.Length == 1) return $"Vector{bits}.Create({names[0]})";
        // Create would be compiled to insertions into what the register held before.
        return $"{Create([.. names.Take(names.Length / 2)], lanes / 2)}.ToVector{bits}Unsafe().WithUpper({Create([.. names.Skip(names.Length / 2)], lanes / 2)})";
    }

    // Bytes times bytes in 16 bits: exact, because codes are short.
    private string ByteProducts(BlockDialect dialect, KernelBody body, CodeBytes codes, CodeBytes others, int element, string n, string? scales)
    {
        if (element == 0 && scales is null) body.Comment($"{Literal.Of(dialect.ByteLanes)} codes as bytes, in the order of elements; products of neighbours fit in 16 bits.");
        string x = Levels(dialect, body, codes.Read($"codes{n}", element), n);
        others.Read($"others{n}", element);
        string words = dialect.TypeOf(ElementKind.Int16), y = $"others{n}.AsSByte()";
        if (MovesSigns)
        {
            body.Line($"{dialect.TypeOf(ElementKind.SByte)} signed{n} = {x}.AsSByte();");
            body.Line($"{dialect.TypeOf(ElementKind.SByte)} partner{n} = {y};");
            if (element == 0) body.Comment("The signs of one side are moved to the other, so that unsigned bytes are multiplied by signed ones; no level is −128.");
            (x, y) = dialect.MoveSigns(body, $"signed{n}", $"partner{n}", n);
        }

        body.Line($"{words} pairs{n} = {dialect.MultiplyAddBytes(x, y)};");
        string pairs = $"pairs{n}";
        if (Offset != 0)
        {
            string offsets = dialect.Broadcast(body, ElementKind.Byte, "offsets", $"(byte){Literal.Of(Offset)}");
            if (element == 0) body.Comment($"Fields are {Literal.Of(Offset)} above their codes: as much of the other side is taken off.");
            body.Line($"{words} centred{n} = pairs{n} - {dialect.MultiplyAddBytes(offsets, y)};");
            pairs = $"centred{n}";
        }

        return dialect.MultiplyAddWords(pairs, scales ?? dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1"));
    }

    private string Levels(BlockDialect dialect, KernelBody body, string codes, string n)
    {
        if (Format.Levels is not { } levels) return codes;
        body.Line($"{dialect.TypeOf(ElementKind.Byte)} levels{n} = {dialect.LookupBytes(body, codes, "table", [.. levels.Select(l => (int)(l * Format.LevelFactor) + Offset)])};");
        return $"levels{n}";
    }

    // Signed bytes widened to words.
    private string WidenedProducts(BlockDialect dialect, int element) =>
        dialect.MultiplyAddWords(dialect.ReadWords("x", Literal.Of(Format.Planes[0].Offset + element)), dialect.ReadWords("y", Literal.Of(partner.Planes[0].Offset + element)));

    // Thirty-two elements go to all eight accumulators once; what a wider vector adds up is folded before it is rounded.
    private void WriteSuper(BlockDialect dialect, KernelBody body, Columns sums)
    {
        var codes = new CodeBytes(Format, dialect, body, "x");
        var others = new CodeBytes(partner, dialect, body, "y");
        string integers = dialect.TypeOf(ElementKind.Int32), shorts = dialect.TypeOf(ElementKind.Int16);
        int width = dialect.ByteLanes;
        bool hasParts = Format.Parts != PartScales.None;
        if (hasParts)
        {
            body.Line(BlockText.ReadParts(Format, "x"));
            body.Line("Vector256<short> words = SuperBlockParts.Words(partScales);");
            dialect.PrepareUnitWords(body);
        }

        // Added up at once: so that few vectors are in flight.
        body.Comment(hasParts
            ? "Products of neighbours fit in 16 bits; the scales of their parts, a word for each pair, make them int32."
            : "Sums of neighbours fit in 16 bits until the end of the block.");
        Columns all = new("all", sums.Count, ElementKind.Int32), narrow = new("narrow", sums.Count, ElementKind.Int16), added = hasParts ? all : narrow;
        for (int element = 0; element < Format.Size; element += width)
        {
            string n = Literal.Of(element / width), to = added[element / width % added.Count];
            string term;
            if (hasParts)
            {
                term = ByteProducts(dialect, body, codes, others, element, n, dialect.UnitWords(body, element / 16));
            }
            else
            {
                // Without scales of parts the sums of neighbours stay in 16 bits until the end of the block.
                codes.Read($"codes{n}", element);
                others.Read($"others{n}", element);
                term = dialect.MultiplyAddBytes($"codes{n}", $"others{n}.AsSByte()");
            }

            body.Line(element / width < added.Count ? $"{(hasParts ? integers : shorts)} {to} = {term};" : $"{to} += {term};");
        }

        if (!hasParts)
        {
            string ones = dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1");
            for (int k = 0; k < all.Count; k++) body.Line($"{integers} {all[k]} = {dialect.MultiplyAddWords(narrow[k], ones)};");
        }

        if (Format.Zero != 0) body.Comment($"Fields are {Literal.Of(Format.Zero)} above their codes: as much of the other side's sums is taken off.");
        string eight = Half(dialect);
        if (dialect.Lanes == 16)
        {
            body.Line("Vector256<int> folded = all.GetLower() + all.GetUpper();");
            all = all with { Name = "folded" };
        }

        body.Line($"Vector256<short> codeSums = Vector256.LoadUnsafe(ref Unsafe.As<byte, short>(ref Unsafe.Add(ref y, {Literal.Of(partner.SumsOffset)})));");
        if (Format.Zero != 0) WriteZero(dialect, body, all, hasParts ? "words" : "Vector256.Create((short)1)");
        body.Line($"float factor = {BlockText.Value(partner.Scale!, "y")};");
        body.Line($"{eight}<float> scale = {eight}.Create({BlockText.Value(Format.Scale!, "x")} * factor);");
        for (int k = 0; k < sums.Count; k++) body.Line($"{sums[k]} += {eight}.ConvertToSingle({all[k]}) * scale;");
        if (!HasMinima) return;
        body.Line("Vector256<short> minimumWords = SuperBlockParts.Words(partMinima);");
        body.Line($"{eight}<float> minimumScale = {eight}.Create({BlockText.Value(Format.Minimum!, "x")} * factor);");
        Columns minima = Minima(dialect);
        for (int h = 0; h < minima.Count; h++) body.Line($"{minima[h]} += {eight}.ConvertToSingle({EightSums(dialect, "codeSums", "minimumWords", h)}) * minimumScale;");
    }

    // The codes were taken without their zero, which is subtracted by the sums that the other side has.
    private void WriteZero(BlockDialect dialect, KernelBody body, Columns all, string words)
    {
        for (int h = 0; h < all.Count; h++)
        {
            string sums = EightSums(dialect, "codeSums", words, h);
            body.Line($"{all[h]} -= {(Format.Zero == 1 ? sums : $"{sums} * {Literal.Of(Format.Zero)}")};");
        }
    }

    private static string EightSums(BlockDialect dialect, string a, string b, int half) => dialect.Lanes >= 8
        ? $"Avx2.MultiplyAddAdjacent({a}, {b})"
        : half == 0 ? $"Vector128Primitives.MultiplyAddAdjacent({a}.GetLower(), {b}.GetLower())" : $"Vector128Primitives.MultiplyAddAdjacent({a}.GetUpper(), {b}.GetUpper())";

    private int PartnerBytes => StepElements / partner.Size * partner.Bytes;

    private void WriteStep(SourceWriter writer, SourceWriter step, int number, bool inScope = false)
    {
        using (inScope ? default : writer.Block(""))
        {
            writer.Line($"ref byte x = ref {Place("source", number * Format.Bytes)};");
            writer.Line($"ref byte y = ref {Place("other", number * PartnerBytes)};");
            Append(writer, step);
        }
    }

    private static string Place(string reference, int offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {Literal.Of(offset)})";

    private void Advance(SourceWriter writer, int steps)
    {
        writer.Line(BlockText.Advance("source", steps * StepBlocks * Format.Bytes));
        writer.Line(BlockText.Advance("other", steps * PartnerBytes));
    }

    private static void Append(SourceWriter writer, SourceWriter lines) => writer.Lines(lines.ToString().TrimEnd('\n'));
}
