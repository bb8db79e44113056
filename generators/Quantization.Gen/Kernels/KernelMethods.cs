using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the methods of one kernel: the loop of each dialect, and the choice among them.</summary>
internal sealed class KernelMethods(Kernel kernel, QuantizerSpec spec, IReadOnlyList<Dialect> dialects, SourceWriter writer)
{
    private readonly KernelSignature signature = new(spec);
    private readonly string source = kernel.Source.Keyword();
    private readonly string destination = kernel.Destination.Keyword();

    private IEnumerable<Dialect> Vectors => dialects.Where(d => d.Lanes > 1);

    private IEnumerable<Dialect> Streaming => dialects.Where(d => d.HasStreamingStores);

    private string Spans => $"ref {source} source, ref {destination} destination, nuint length";

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        WriteEntry();
        writer.Line();
        WriteChoice();
        foreach (Dialect dialect in Vectors)
        {
            writer.Line();
            WriteLoop(dialect);
        }

        Dialect scalar = dialects.Single(d => d.Lanes == 1);
        writer.Line();
        WriteScalarLoop();
        writer.Line();
        WriteElement(scalar);
        writer.Line();
        WriteStreaming();
    }

    // internal static void Quantize(…): past the caches or through them.
    private void WriteEntry()
    {
        writer.Line($"/// <summary>{kernel.Summary} any number of elements; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void {kernel.Name}({Spans}{signature.Declared})"))
        {
            string wide = string.Join(" || ", Streaming.Select(d => d.IsSupported.Contains("&&") ? $"({d.IsSupported})" : d.IsSupported));
            string ordinary = NeedsOrdinaryScale ? " && FusedQuotient.IsExact(scale)" : "";
            string apart = kernel.MayRunInPlace ? " && !Unsafe.AreSame(ref source, ref destination)" : "";
            writer.Line("// What is too large for the caches is written past them: its lines need not be read first.");
            if (kernel.MayRunInPlace) writer.Line("// In place they have been read already.");
            writer.Line($"if (length >= Streaming.LeastBytes / (sizeof({source}) + sizeof({destination})) && ({wide}){ordinary}{apart})");
            writer.Line("{");
            writer.Line($"    Streaming.Run<{kernel.Name}Streaming, {source}, {destination}, {signature.StreamingType}>(ref source, ref destination, length{signature.StreamingPassed});");
            writer.Line("    return;");
            writer.Line("}");
            writer.Line();
            writer.Line($"{kernel.Name}Cached(ref source, ref destination, length{signature.Passed});");
        }
    }

    // private static void QuantizeCached(…): the widest kernel whose step is not longer than the input.
    private void WriteChoice()
    {
        using (writer.Block($"private static void {kernel.Name}Cached({Spans}{signature.Declared})"))
        {
            if (NeedsOrdinaryScale)
            {
                writer.Line("// The fused quotient is exact for ordinary scales; for others the kernels that divide are taken.");
                writer.Line("bool ordinary = FusedQuotient.IsExact(scale);");
            }

            foreach (Dialect dialect in Vectors)
            {
                string ordinary = NeedsOrdinaryScale && kernel.Quotient(dialect) == QuotientForm.Fused ? "ordinary && " : "";
                string store = dialect.HasStreamingStores ? "<CachedStore>" : "";
                writer.Line($"if ({ordinary}{dialect.IsSupported} && length >= {Literal.Of(dialect.Step)})");
                writer.Line("{");
                writer.Line($"    {kernel.Name}{dialect.Name}{store}(ref source, ref destination, length{signature.Passed});");
                writer.Line("    return;");
                writer.Line("}");
                writer.Line();
            }

            writer.Line($"{kernel.Name}Scalar(ref source, ref destination, length{signature.Passed});");
        }
    }

    private void WriteLoop(Dialect dialect)
    {
        var body = new KernelBody(dialect.TypeOf);
        string constraint = dialect.HasStreamingStores ? "\n    where TStore : struct, IVectorStore" : "";
        string generic = dialect.HasStreamingStores ? "<TStore>" : "";
        string step = Literal.Of(dialect.Step);
        // Either loop has a step that may overlap its neighbour, the last in memory: no element is left to slower code.
        List<string> head = [], loop = [];
        // Floats written cross a line with every vector unless aligned; bytes are a quarter of the traffic, not worth a step.
        bool aligns = dialect.HasStreamingStores && kernel.Destination == ElementKind.Float32;
        string advance = aligns ? "advance" : step;
        if (aligns)
        {
            head.Add("// After a shorter first step the stores no longer cross cache lines.");
            if (kernel.MayRunInPlace) head.Add("// Not where that step would overlap two others: the input of the third would be read too late.");
            head.Add($"nuint advance = {(kernel.MayRunInPlace ? $"last < {step} ? {step} : " : "")}VectorAlignment.FirstStep(ref destination, {step});");
        }

        if (kernel.MayRunInPlace)
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
            if (aligns) loop.Add($"advance = {step};");
            for (int c = 0; c < loaded.Count; c++) loop.Add($"{loaded[c]} = {ahead[c]};");
        }
        else
        {
            Columns loaded = kernel.Load(body, dialect, kernel.Source == ElementKind.Float32 ? "x" : "code", "i");
            kernel.Compute(body, dialect, loaded);
            head.Add("// The last step comes first; it may overlap the one before it, and what both write is the same.");
            head.Add("nuint i = last;");
            head.Add("nuint next = 0;");
            loop.AddRange(Take(body));
            loop.Add("");
            loop.Add("i = next;");
            loop.Add($"next += {advance};");
            if (aligns) loop.Add($"advance = {step};");
        }

        writer.Line($"/// <summary>{kernel.Summary} {step} elements a step; <paramref name=\"length\"/> is at least one step.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {kernel.Name}{dialect.Name}{generic}({Spans}{signature.Declared}){constraint}"))
        {
            writer.Lines(body.Hoisted);
            writer.Line($"nuint last = length - {step};");
            writer.Lines(head);
            using (writer.Block(kernel.MayRunInPlace ? "while (true)" : "do")) writer.Lines(loop);
            if (!kernel.MayRunInPlace) writer.Line("while (i < last);");
        }
    }

    private void WriteScalarLoop()
    {
        using (writer.Block($"private static void {kernel.Name}Scalar({Spans}{signature.Declared})"))
        using (writer.Block("for (nuint i = 0; i < length; i++)"))
        {
            writer.Line($"Unsafe.Add(ref destination, i) = {kernel.Name}Element(Unsafe.Add(ref source, i){signature.Passed});");
        }
    }

    private void WriteElement(Dialect scalar)
    {
        var body = new KernelBody(scalar.TypeOf);
        Columns loaded = kernel.Load(body, scalar, "", "");
        kernel.Compute(body, scalar, loaded);
        writer.Line($"/// <summary>{kernel.Summary} one element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static {destination} {kernel.Name}Element({source} {loaded[0]}{signature.Declared})"))
        {
            writer.Lines(body.Hoisted);
            writer.Lines(body.Statements);
        }
    }

    // The type through which the library's streaming loop calls these kernels back.
    private void WriteStreaming()
    {
        string declared = $"(ref {source} source, ref {destination} destination, nuint length, {signature.StreamingType} parameters)";
        Dialect[] wide = [.. Streaming];
        using (writer.Block($"private readonly struct {kernel.Name}Streaming : IStreamingKernel<{source}, {destination}, {signature.StreamingType}>"))
        {
            writer.Line($"public static int Step => {Literal.Of(wide.Max(d => d.Step))};");
            writer.Line();
            writer.Line($"public static void Run{declared} =>");
            writer.Line($"    {kernel.Name}Cached(ref source, ref destination, length{signature.Unpacked});");
            writer.Line();
            using (writer.Block($"public static void Stream{declared}"))
            {
                for (int d = 0; d < wide.Length; d++)
                {
                    string choice = d == wide.Length - 1 ? "else" : $"if ({wide[d].IsSupported})";
                    writer.Line($"{choice} {kernel.Name}{wide[d].Name}<StreamingStore>(ref source, ref destination, length{signature.Unpacked});");
                }
            }
        }
    }

    private bool NeedsOrdinaryScale => spec.Constants is null && dialects.Any(d => kernel.Quotient(d) == QuotientForm.Fused);

    private static List<string> Take(KernelBody body)
    {
        List<string> statements = [.. body.Statements];
        body.Clear();
        return statements;
    }
}
