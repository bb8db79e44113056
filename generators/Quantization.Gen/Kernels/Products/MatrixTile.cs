using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The tiles of a form: how many rows of activations are multiplied by how many outputs at once.</summary>
/// <param name="form">How they multiply.</param>
/// <param name="rows">The rows of a tile.</param>
/// <param name="fewRows">The rows of a smaller one.</param>
/// <param name="vectors">The vectors of weights beside those rows; where a panel has more, it is gone through again for the others.</param>
internal sealed class MatrixTile(MatrixForm form, int rows, int fewRows, int vectors)
{
    private const int PanelLine = MatrixForm.Outputs * MatrixForm.Group;

    // Additions in a turn for a single row, which leaves little else to do in it.
    private const int AdditionsOfOneRow = 16;

    // A single row uses every weight once, so memory has to bring them: it does that faster in two streams than in one.
    private const int PanelsOfOneRow = 2;

    // What sixteen registers hold beside codes and weights.
    private const int SumsOfOneRow = 8;

    private readonly BlockDialect dialect = form.Dialect;

    /// <summary>How they multiply.</summary>
    internal MatrixForm Form => form;

    /// <summary>The form as the library's loops are told it.</summary>
    internal string Description => $"new MatrixTile(Rows: {Literal.Of(rows)}, FewRows: {Literal.Of(fewRows)}, ActivationBytes: {Literal.Of(form.ActivationBytes)}, Offset: {Literal.Of(form.Offset)})";

    /// <summary>The methods of the three heights.</summary>
    internal (string Many, string Few, string One) Names => (NameOf(rows), NameOf(fewRows), NameOf(1));

    /// <summary>Writes them.</summary>
    internal void Write(SourceWriter writer)
    {
        Write(writer, new Shape(rows, 1, vectors, 1));
        Write(writer, new Shape(fewRows, 1, vectors, 1));
        // Words are sums, too, until they are widened.
        int most = form.GroupsInWords > 0 ? SumsOfOneRow / 2 : SumsOfOneRow, width = Math.Min(most, PanelsOfOneRow * PanelVectors);
        Write(writer, new Shape(1, width / PanelVectors, PanelVectors, Math.Max(1, form.SumsInFlight / width)));
    }

    private int PanelVectors => MatrixForm.Outputs / form.VectorOutputs;

    private string NameOf(int height) => $"Tile{Literal.Of(height)}x{Literal.Of(height == 1 ? PanelsOfOneRow * MatrixForm.Outputs : MatrixForm.Outputs)}{form.Name}";

    private void Write(SourceWriter writer, Shape shape)
    {
        bool isOne = shape.Rows == 1;
        int parts = isOne ? PanelsOfOneRow / shape.Panels : PanelVectors / shape.Vectors;
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string panel = parts == 1 ? "panel" : "weights", row = parts == 1 ? "row" : "activations", count = parts == 1 ? "groups" : "count";
        using (writer.Block($"private static void {NameOf(shape.Rows)}(ref byte {row}, ref byte {panel}, {(isOne ? "nuint next, " : "")}nuint {count}, ref int sums)"))
        {
            var body = new KernelBody(dialect.TypeOf);
            var loop = new SourceWriter();
            WriteLoop(loop, body, shape);
            writer.Lines(body.Hoisted);
            if (parts == 1)
            {
                if (isOne) writer.Line("ref byte other = ref Unsafe.Add(ref panel, next);");
                writer.Lines(loop.ToString().TrimEnd('\n'));
                return;
            }

            writer.Line(isOne ? "// One panel after the other: the sums of both do not stay in registers." : $"// A panel's outputs are {Literal.Of(PanelVectors)} vectors: so many sums of all rows do not stay in registers.");
            using (writer.Block($"for (nuint part = 0; part < {Literal.Of(parts)}; part++)"))
            {
                writer.Line($"ref byte panel = ref Unsafe.Add(ref weights, part * {(isOne ? "next" : Literal.Of(PanelLine / parts))});");
                writer.Line("ref byte row = ref activations;");
                writer.Line("nuint groups = count;");
                writer.Lines(loop.ToString().TrimEnd('\n'));
                writer.Line($"sums = ref Unsafe.Add(ref sums, {Literal.Of(isOne ? MatrixForm.Outputs : MatrixForm.Outputs / parts)});");
            }
        }
    }

    private void WriteLoop(SourceWriter writer, KernelBody body, Shape shape)
    {
        Columns sums = new("sum", shape.Count * shape.Phases, ElementKind.Int32);
        foreach (string sum in sums.Names) writer.Line($"{dialect.TypeOf(ElementKind.Int32)} {sum} = {dialect.TypeOf(ElementKind.Int32)}.Zero;");
        writer.Line($"// {form.Lanes}");
        int words = form.GroupsInWords, unroll = shape.Rows == 1 ? Math.Min(MatrixForm.Group, AdditionsOfOneRow / shape.Count) : 1;
        if (words > MatrixForm.Group) WriteTurns(writer, body, shape, sums, words, unroll);
        else
        {
            if (words > 0) unroll = words;
            using (writer.Block($"for (; groups > 0; {Less("groups", unroll)})"))
            {
                WriteGroups(body, shape, words > 0 ? null : sums, unroll);
                WriteWidening(body, sums, words);
                Advance(body, shape, unroll);
                writer.Lines(body.Statements);
            }
        }

        writer.Line();
        if (form.WhyTotals is { } why) writer.Line($"// {why}");
        string[] all = [.. Enumerable.Range(0, shape.Count).Select(s => Columns.Sum(Enumerable.Range(0, shape.Phases).Select(p => sums[(p * shape.Count) + s])))];
        for (int r = 0; r < shape.Rows * shape.Panels; r++)
        {
            int at = r * MatrixForm.Outputs;
            foreach (string total in form.Totals([.. all.Skip(r * shape.Vectors).Take(shape.Vectors)]))
            {
                writer.Line(BlockDialect.Write(total, "sums", Literal.Of(at)));
                at += dialect.Lanes;
            }
        }
    }

    // As many groups as 16 bits allow, then all that they came to.
    private void WriteTurns(SourceWriter writer, KernelBody body, Shape shape, Columns sums, int words, int unroll)
    {
        using (writer.Block("while (groups > 0)"))
        {
            writer.Line($"// {form.Why}");
            writer.Line($"nuint turn = Math.Min(groups, {Literal.Of(words)});");
            writer.Line("groups -= turn;");
            Columns pairs = Pairs(sums);
            foreach (string pair in pairs.Names) writer.Line($"{dialect.TypeOf(ElementKind.Int16)} {pair} = {dialect.TypeOf(ElementKind.Int16)}.Zero;");
            using (writer.Block($"for (; turn > 0; {Less("turn", unroll)})"))
            {
                WriteGroups(body, shape, pairs, unroll);
                Advance(body, shape, unroll);
                writer.Lines(body.Statements);
                body.Clear();
            }

            writer.Line();
            WriteWidening(body, sums, words);
            writer.Lines(body.Statements);
        }
    }

    private static Columns Pairs(Columns sums) => new("pairs", sums.Count, ElementKind.Int16);

    private static string Less(string count, int unroll) => unroll == 1 ? $"{count}--" : $"{count} -= {Literal.Of(unroll)}";

    private void WriteWidening(KernelBody body, Columns sums, int words)
    {
        if (words == 0) return;
        Columns pairs = Pairs(sums);
        for (int s = 0; s < sums.Count; s++) body.Line($"{sums[s]} += {form.Widen(body, pairs[s])};");
    }

    // Without sums that there are already, the first group declares pairs.
    private void WriteGroups(KernelBody body, Shape shape, Columns? sums, int unroll)
    {
        Columns to = sums ?? new Columns("pairs", shape.Count, ElementKind.Int16);
        if (sums is null) body.Comment(form.Why!);
        for (int u = 0; u < unroll; u++)
        {
            string at = unroll == 1 ? "" : $"At{Literal.Of(u)}";
            string[] weights = [.. Enumerable.Range(0, shape.Panels * shape.Vectors).Select(v =>
                form.ReadWeights(v < shape.Vectors ? "panel" : "other", (u * PanelLine) + (v % shape.Vectors * form.VectorOutputs * MatrixForm.Group)))];
            // Several rows need them again.
            for (int v = 0; v < weights.Length && shape.Rows > 1; v++)
            {
                string name = weights.Length == 1 ? $"weights{at}" : $"weights{Literal.Of(v)}{at}";
                body.Line($"{dialect.TypeOf(form.Kinds.Weights)} {name} = {weights[v]};");
                weights[v] = name;
            }

            for (int r = 0; r < shape.Rows; r++)
            {
                string codes = shape.Rows == 1 ? $"codes{at}" : $"codes{Literal.Of(r)}{at}";
                body.Line($"{dialect.TypeOf(form.Kinds.Activations)} {codes} = {ReadCodes(((u * shape.Rows) + r) * GroupBytes)};");
                for (int v = 0; v < weights.Length; v++)
                {
                    string sum = to[(u % shape.Phases * shape.Count) + (r * weights.Length) + v];
                    if (sums is null && u == 0) body.Line($"{dialect.TypeOf(to.Kind)} {sum} = {form.Products(codes, weights[v])};");
                    else body.Line(form.Add(sum, codes, weights[v]));
                }
            }
        }
    }

    private int GroupBytes => MatrixForm.Group * form.ActivationBytes;

    // The codes of a row's group in every lane.
    private string ReadCodes(int at) =>
        $"{dialect.Splat($"Unsafe.ReadUnaligned<{(form.ActivationBytes == 1 ? "int" : "long")}>(ref {(at == 0 ? "row" : $"Unsafe.Add(ref row, {Literal.Of(at)})")})")}.{form.Kinds.Activations.AsMethod()}()";

    private void Advance(KernelBody body, Shape shape, int unroll)
    {
        body.Line(BlockText.Advance("panel", unroll * PanelLine));
        if (shape.Panels > 1) body.Line(BlockText.Advance("other", unroll * PanelLine));
        body.Line(BlockText.Advance("row", unroll * shape.Rows * GroupBytes));
    }

    /// <summary>So many rows by so many panels, of which so many vectors, and so many sums of each in turn.</summary>
    private sealed record Shape(int Rows, int Panels, int Vectors, int Phases)
    {
        internal int Count => Rows * Panels * Vectors;
    }
}
