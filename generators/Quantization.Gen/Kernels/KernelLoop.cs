using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the method of one kernel in one dialect: a loop over steps, none of which leaves elements to slower code.</summary>
internal sealed class KernelLoop(Kernel kernel, SourceWriter writer)
{
    private readonly KernelSignature signature = new(kernel.Arguments);

    /// <summary>The most steps that are written one after another.</summary>
    private const int MostUnrolled = 12;

    /// <summary>The memory that a method works on.</summary>
    internal string Spans => kernel.FixedLength > 0 ? References : $"{References}, nuint length";

    private string References => $"ref {kernel.Source.Unit.Keyword()} source, ref {kernel.Destination.Unit.Keyword()} destination";

    /// <summary>The elements that vectors take of a fixed number: whole groups.</summary>
    internal int Whole => kernel.FixedLength / kernel.Group * kernel.Group;

    /// <summary>Writes the method of a dialect.</summary>
    internal void Write(Dialect dialect)
    {
        if (kernel.FixedLength > 0 && Whole <= MostUnrolled * dialect.Step) WriteUnrolled(dialect);
        else WriteLoop(dialect);
    }

    // A block for each step, with the step's first element as a constant; the last may overlap the one before it.
    private void WriteUnrolled(Dialect dialect)
    {
        var body = new KernelBody(dialect.TypeOf);
        List<(int Start, List<string> Statements)> steps = [];
        int last = Whole - dialect.Step;
        bool readsAhead = kernel.MayRunInPlace && Whole % dialect.Step != 0;
        List<string> ahead = [];
        if (readsAhead)
        {
            body.Comment("The last step overlaps the one before it: in place, its input is read before that one's output is stored.");
            kernel.Load(body, dialect, "ahead", Literal.Of(last));
            ahead = Take(body);
        }

        for (int start = 0; start < Whole; start += dialect.Step)
        {
            int i = Math.Min(start, last);
            Columns loaded = kernel.Load(body, dialect, kernel.Loaded, "i");
            if (readsAhead && i == last)
            {
                body.Clear();
                loaded = loaded with { Name = "ahead" };
            }

            kernel.Compute(body, dialect, loaded);
            steps.Add((i, Take(body)));
        }

        writer.Line($"/// <summary>{kernel.Summary} {Literal.Of(Whole)} elements.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {kernel.Name}{dialect.Name}({Spans}{signature.Declared})"))
        {
            writer.Lines(body.Hoisted);
            writer.Lines(ahead);
            foreach ((int start, List<string> statements) in steps)
            {
                writer.Line("{");
                writer.Line($"    const nuint i = {Literal.Of(start)};");
                writer.Lines(statements.Select(line => line.Length > 0 ? "    " + line : line));
                writer.Line("}");
                if (start != last) writer.Line();
            }

            writer.Lines(kernel.Epilogue(dialect));
        }
    }

    private void WriteLoop(Dialect dialect)
    {
        bool streams = kernel.Streams && dialect.HasStreamingStores;
        var body = new KernelBody(dialect.TypeOf, kernel.Streams);
        string constraint = streams ? "\n    where TStore : struct, IVectorStore" : "";
        string generic = streams ? "<TStore>" : "";
        string step = Literal.Of(dialect.Step);
        List<string> head = [], loop = [];
        // Floats written cross a line with every vector unless aligned; bytes are a quarter of the traffic, not worth a step.
        bool aligns = streams && kernel.Destination.Unit.Size() >= 4 && kernel.Group <= 8;
        string advance = aligns ? "advance" : step;
        if (aligns)
        {
            string group = kernel.Group > 1 ? $", {Literal.Of(kernel.Group)}" : "";
            head.Add("// After a shorter first step the stores no longer cross cache lines.");
            if (kernel.MayRunInPlace) head.Add("// Not where that step would overlap two others: the input of the third would be read too late.");
            head.Add($"nuint advance = {(kernel.MayRunInPlace ? $"last < {step} ? {step} : " : "")}VectorAlignment.FirstStep(ref destination, {step}{group});");
        }

        if (kernel.MayRunInPlace) WriteInPlace(dialect, body, head, loop, advance);
        else WriteApart(dialect, body, head, loop, advance);

        writer.Line($"/// <summary>{kernel.Summary} {step} elements a step{(kernel.FixedLength > 0 ? "" : "; <paramref name=\"length\"/> is at least one step")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {kernel.Name}{dialect.Name}{generic}({Spans}{signature.Declared}){constraint}"))
        {
            writer.Lines(body.Hoisted);
            writer.Line(kernel.FixedLength > 0 ? $"const nuint last = {Literal.Of(Whole - dialect.Step)};" : $"nuint last = length - {step};");
            writer.Lines(head);
            using (writer.Block(kernel.MayRunInPlace ? "while (true)" : "do")) writer.Lines(loop);
            if (!kernel.MayRunInPlace) writer.Line("while (i < last);");
            writer.Lines(kernel.Epilogue(dialect));
        }
    }

    // Either loop has a step that may overlap its neighbour, the last in memory.
    private void WriteApart(Dialect dialect, KernelBody body, List<string> head, List<string> loop, string advance)
    {
        Columns loaded = kernel.Load(body, dialect, kernel.Loaded, "i");
        kernel.Compute(body, dialect, loaded);
        head.Add("// The last step comes first; it may overlap the one before it, and what both write is the same.");
        head.Add("nuint i = last;");
        head.Add("nuint next = 0;");
        loop.AddRange(Take(body));
        loop.Add("");
        loop.Add("i = next;");
        loop.Add($"next += {advance};");
        if (advance == "advance") loop.Add($"advance = {Literal.Of(dialect.Step)};");
    }

    private void WriteInPlace(Dialect dialect, KernelBody body, List<string> head, List<string> loop, string advance)
    {
        Columns loaded = kernel.Load(body, dialect, "x", "i");
        List<string> first = Take(body);
        Columns ahead = kernel.Load(body, dialect, "ahead", "next");
        List<string> next = Take(body);
        kernel.Compute(body, dialect, loaded);
        head.Add("nuint i = 0;");
        head.AddRange(first);
        loop.Add("// The last step may overlap the one before it: in place, its input is read before that one's output is stored.");
        loop.Add($"nuint next = Math.Min(i + {advance}, last);");
        loop.AddRange(next);
        loop.Add("");
        loop.AddRange(Take(body));
        loop.Add("");
        loop.Add("if (i == last) break;");
        loop.Add("i = next;");
        if (advance == "advance") loop.Add($"advance = {Literal.Of(dialect.Step)};");
        for (int c = 0; c < loaded.Count; c++) loop.Add($"{loaded[c]} = {ahead[c]};");
    }

    private static List<string> Take(KernelBody body)
    {
        List<string> statements = [.. body.Statements];
        body.Clear();
        return statements;
    }
}
