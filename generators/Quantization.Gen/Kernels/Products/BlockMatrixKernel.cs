using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Tiles of products of 4-bit blocks with rows that were quantized to 8 bits: fields of four inputs and as many outputs as a vector has lanes → times four codes of a row, which
/// stand in every lane → added up in int16 over a block → int32, less the zero → real → both scales → the sums of the tile.
/// </summary>
/// <remarks>
/// How weights and rows lie in memory is the library's matter (BlockPanels, ActivationBlocks): the numbers here are theirs. A tile has several rows of one panel, or one row
/// and several panels, so that enough sums are in flight.
/// </remarks>
internal sealed class BlockMatrixKernel(BlockFormat format, IReadOnlyList<BlockDialect> dialects, SourceWriter writer)
{
    private const int Outputs = 16;
    private const int FieldsOffset = 64;
    private const int VectorBytes = 64;
    private const int UnitBytes = 320;
    private const int RecordBytes = 40;
    private const int ScaleOffset = 32;
    private const int ExcessOffset = 36;

    // Vectors of sums of one row: several, because additions of one wait for each other.
    private const int VectorsOfOneRow = 4;

    /// <summary>Writes the type that the library's loops call, and its tiles.</summary>
    internal void Write()
    {
        writer.Lines($"""
            /// <summary>The tiles of matrix products; the caller has checked everything.</summary>
            /// <remarks>
            /// A record is 32 codes of a row, their scale at {Literal.Of(ScaleOffset)}, and at {Literal.Of(ExcessOffset)} what is taken off for the zero of fields; those of a tile's rows lie side by side. A unit of a panel is
            /// the scales of sixteen outputs for 32 inputs, then four times four bytes of each output: of four inputs in the low halves, of the next four in the high ones.
            /// </remarks>
            """);
        using (writer.Block("internal readonly struct MatrixTiles : IBlockMatrixTiles"))
        {
            writer.Line($"public static int Zero => {Literal.Of(format.MatrixZero)};");
            writer.Line();
            writer.Line($"public static int Rows => {ByDialect(d => Literal.Of(RowsOf(d)[0]))};");
            writer.Line();
            writer.Line($"public static int Panels => {ByDialect(d => Literal.Of(PanelsOfOneRow(d)))};");
            writer.Line();
            writer.Line($"public static int Fit(int rows) => {ByDialect(d => string.Concat(RowsOf(d).Where(r => r > 1).Select(r => $"rows >= {Literal.Of(r)} ? {Literal.Of(r)} : ")) + "1", nested: true)};");
            writer.Line();
            WriteChoice();
            foreach (BlockDialect dialect in dialects)
            {
                foreach (int rows in RowsOf(dialect).Where(r => r > 1)) WriteTile(dialect, rows, panels: 1);
                if (PanelsOfOneRow(dialect) > 1) WriteTile(dialect, 1, PanelsOfOneRow(dialect));
                WriteTile(dialect, 1, panels: 1);
            }
        }

        writer.Line();
    }

    // Thirty-two registers hold twelve rows; sixteen hold four.
    private static int[] RowsOf(BlockDialect dialect) => dialect.Lanes == 16 ? [12, 4, 1] : [4, 1];

    private static int PanelsOfOneRow(BlockDialect dialect) => VectorsOfOneRow * dialect.Lanes / Outputs;

    private string ByDialect(Func<BlockDialect, string> number, bool nested = false)
    {
        string text = number(dialects[dialects.Count - 1]);
        foreach (BlockDialect dialect in dialects.Reverse().Skip(1))
        {
            string own = number(dialect);
            if (own == text) continue;
            text = nested ? $"{dialect.IsSupported} ? ({own}) : {text}" : $"{dialect.IsSupported} ? {own} : {text}";
        }

        return text;
    }

    private void WriteChoice()
    {
        using (writer.Block("public static void Run(ref byte records, ref byte panels, nuint units, ref float destination, nuint stride, int rows, int count)"))
        {
            string otherwise = "";
            foreach (BlockDialect dialect in dialects)
            {
                using (writer.Block($"{otherwise}if ({dialect.IsSupported})")) WriteChoice(dialect);
                otherwise = "else ";
            }

            writer.Line("else BlockMatrix.RunTile(ref records, ref panels, units, ref destination, stride, rows, count);");
        }
    }

    // Several rows, or one with as many panels at once as there are vectors for, the others one by one.
    private void WriteChoice(BlockDialect dialect)
    {
        int together = PanelsOfOneRow(dialect);
        string otherwise = "";
        foreach (int rows in RowsOf(dialect).Where(r => r > 1))
        {
            writer.Line($"{otherwise}if (rows == {Literal.Of(rows)}) {NameOf(dialect, rows, 1)}(ref records, ref panels, units, ref destination, stride);");
            otherwise = "else ";
        }

        string one = $"{NameOf(dialect, 1, 1)}(ref records, ref panels, units, ref destination);";
        if (together == 1)
        {
            writer.Line($"else {one}");
            return;
        }

        writer.Line($"else if (count == {Literal.Of(together)}) {NameOf(dialect, 1, together)}(ref records, ref panels, units, ref destination);");
        using (writer.Block("else"))
        using (writer.Block("for (; count > 0; count--)"))
        {
            writer.Line(one);
            writer.Line($"panels = ref Unsafe.Add(ref panels, units * {Literal.Of(UnitBytes)});");
            writer.Line($"destination = ref Unsafe.Add(ref destination, {Literal.Of(Outputs)});");
        }
    }

    private static string NameOf(BlockDialect dialect, int rows, int panels) => $"Tile{Literal.Of(rows)}x{Literal.Of(panels * Outputs)}{dialect.Name}";

    private void WriteTile(BlockDialect dialect, int rows, int panels)
    {
        // Of several rows a vector of outputs at a time; of one row all of them.
        int vectors = rows > 1 ? 1 : panels * Outputs / dialect.Lanes, parts = rows > 1 ? Outputs / dialect.Lanes : 1;
        (string record, string panel, string count) = parts == 1 ? ("records", PanelOf(0, panels), "units") : ("first", "weights", "count");
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {NameOf(dialect, rows, panels)}(ref byte {record}, ref byte {panel}, nuint {count}, ref float destination{(rows > 1 ? ", nuint stride" : "")})"))
        {
            var body = new KernelBody(dialect.TypeOf);
            WriteUnit(dialect, body, rows, vectors, panels);
            writer.Lines(body.Hoisted);
            for (int p = 1; p < panels; p++) writer.Line($"ref byte {PanelOf(p, panels)} = ref Unsafe.Add(ref {panel}, {(p == 1 ? "" : $"{Literal.Of(p)} * ")}units * {Literal.Of(UnitBytes)});");
            if (parts == 1)
            {
                WriteLoop(dialect, body, rows, panels, vectors);
                return;
            }

            writer.Line($"// The panel's sixteen outputs are {Literal.Of(parts)} vectors: so many sums do not stay in registers.");
            using (writer.Block($"for (nuint part = 0; part < {Literal.Of(parts)}; part++)"))
            {
                writer.Line($"ref byte panel = ref Unsafe.Add(ref weights, part * {Literal.Of(sizeof(float) * dialect.Lanes)});");
                writer.Line("ref byte records = ref first;");
                writer.Line("nuint units = count;");
                WriteLoop(dialect, body, rows, panels, vectors);
                writer.Line($"destination = ref Unsafe.Add(ref destination, {Literal.Of(dialect.Lanes)});");
            }
        }
    }

    private void WriteLoop(BlockDialect dialect, KernelBody body, int rows, int panels, int vectors)
    {
        string floats = dialect.TypeOf(ElementKind.Float32);
        foreach (string sum in Sums(rows, vectors)) writer.Line($"{floats} {sum} = {floats}.Zero;");
        using (writer.Block("for (; units > 0; units--)"))
        {
            writer.Lines(body.Statements);
            for (int p = 0; p < panels; p++) writer.Line(BlockText.Advance(PanelOf(p, panels), UnitBytes));
            writer.Line(BlockText.Advance("records", rows * RecordBytes));
        }

        writer.Line();
        string[] sums = [.. Sums(rows, vectors)];
        for (int s = 0; s < sums.Length; s++) writer.Line(BlockDialect.Write(sums[s], "destination", rows == 1 ? Literal.Of(s * dialect.Lanes) : Rows(s)));

        static string Rows(int count) => count switch { 0 => "0", 1 => "stride", _ => $"{Literal.Of(count)} * stride" };
    }

    private static IEnumerable<string> Sums(int rows, int vectors) => Enumerable.Range(0, rows * vectors).Select(s => $"sum{Literal.Of(s)}");

    // Four inputs of every output at a time.
    private void WriteUnit(BlockDialect dialect, KernelBody body, int rows, int vectors, int panels)
    {
        int perPanel = vectors / panels;
        string bytes = dialect.TypeOf(ElementKind.Byte), words = dialect.TypeOf(ElementKind.Int16), floats = dialect.TypeOf(ElementKind.Float32);
        string low = dialect.Broadcast(body, ElementKind.Byte, "low4Bits", "(byte)15"), ones = dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1");
        int partBytes = sizeof(float) * dialect.Lanes;
        body.Comment("Fields of at most 15 times codes of at most 127, two neighbours added, eight times: no more than 15 · 127 · 2 · 8 = 30480, which 16 bits hold.");
        for (int step = 0; step < 8; step++)
        {
            string n = Literal.Of(step);
            for (int v = 0; v < vectors; v++)
            {
                string name = $"fields{Of(v, vectors)}At{n}", both = $"both{Of(v, vectors)}At{Literal.Of(step / 2)}";
                if (step % 2 == 0) body.Line($"{bytes} {both} = {dialect.Read(PanelOf(v / perPanel, panels), Literal.Of(FieldsOffset + (step / 2 * VectorBytes) + (v % perPanel * partBytes)))};");
                body.Line($"{bytes} {name} = {(step % 2 == 0 ? both : $"({both}.AsUInt16() >> 4).AsByte()")} & {low};");
            }

            for (int row = 0; row < rows; row++)
            {
                string codes = $"codes{Of(row, rows)}At{n}";
                body.Line($"{dialect.TypeOf(ElementKind.SByte)} {codes} = {dialect.Splat(Record("int", (row * RecordBytes) + (4 * step)))}.AsSByte();");
                for (int v = 0; v < vectors; v++)
                {
                    string pairs = $"pairs{Literal.Of((row * vectors) + v)}";
                    body.Line($"{(step == 0 ? $"{words} {pairs} =" : $"{pairs} +=")} {dialect.MultiplyAddBytes($"fields{Of(v, vectors)}At{n}", codes)};");
                }
            }
        }

        for (int v = 0; v < vectors; v++) body.Line($"{floats} scales{Of(v, vectors)} = {dialect.Read(PanelOf(v / perPanel, panels), Literal.Of(v % perPanel * partBytes))}.AsSingle();");
        if (format.MatrixZero != 0) body.Comment($"Fields are {Literal.Of(format.MatrixZero)} above their codes: as much of the row's sum is taken off.");
        for (int row = 0; row < rows; row++)
        {
            string excess = format.MatrixZero == 0 ? "" : $" - excess{Of(row, rows)}";
            if (excess.Length > 0) body.Line($"{dialect.TypeOf(ElementKind.Int32)} excess{Of(row, rows)} = {dialect.Splat(Record("int", (row * RecordBytes) + ExcessOffset))};");
            body.Line($"{floats} scale{Of(row, rows)} = {dialect.Splat(Record("float", (row * RecordBytes) + ScaleOffset))};");
            for (int v = 0; v < vectors; v++)
            {
                string s = Literal.Of((row * vectors) + v);
                body.Line($"sum{s} += {dialect.VectorClass}.ConvertToSingle({dialect.MultiplyAddWords($"pairs{s}", ones)}{excess}) * (scale{Of(row, rows)} * scales{Of(v, vectors)});");
            }
        }
    }

    // The one panel, or one of several.
    private static string PanelOf(int panel, int panels) => $"panel{Of(panel, panels)}";

    // A number that tells several apart.
    private static string Of(int index, int count) => count == 1 ? "" : Literal.Of(index);

    private static string Record(string type, int at) => $"Unsafe.ReadUnaligned<{type}>(ref {(at == 0 ? "records" : $"Unsafe.Add(ref records, {Literal.Of(at)})")})";
}
