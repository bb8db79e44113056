using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the methods of one kernel: the choice among dialects, and what each of them does.</summary>
internal sealed class KernelMethods(Kernel kernel, QuantizerSpec spec, IReadOnlyList<Dialect> dialects, SourceWriter writer)
{
    private readonly KernelSignature signature = new(kernel.Arguments);
    private readonly KernelLoop loop = new(kernel, writer);
    private readonly string source = kernel.Source.Unit.Keyword();
    private readonly string destination = kernel.Destination.Unit.Keyword();

    // Of those that run on the same processors, a fixed number of elements needs one.
    private IEnumerable<Dialect> Vectors => kernel.FixedLength == 0
        ? dialects.Where(d => d.Lanes > 1)
        : dialects.Where(d => d.Lanes > 1 && d.Step <= loop.Whole).GroupBy(d => d.IsSupported).Select(same => same.First());

    private bool PassesCaches => kernel.Streams || kernel.StreamsLines;

    private Dialect[] Streaming => PassesCaches ? [.. dialects.Where(d => d is { HasStreamingStores: true, IsForPackingOnly: false })] : [];

    private string Cached => PassesCaches ? kernel.Name + "Cached" : kernel.Name;

    private bool NeedsOrdinaryScale => spec.Constants is null && dialects.Any(d => kernel.Quotient(d) == QuotientForm.Fused);

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        if (PassesCaches) WriteEntry();
        WriteChoice();
        foreach (Dialect dialect in Vectors)
        {
            writer.Line();
            loop.Write(dialect);
        }

        writer.Line();
        new ScalarLoop(kernel, writer).Write();
        if (!PassesCaches) return;
        writer.Line();
        if (kernel.StreamsLines) WritePackedStreaming();
        else WriteStreaming();
    }

    // internal static void Quantize(…): past the caches or through them.
    private void WriteEntry()
    {
        writer.Line($"/// <summary>{kernel.Summary} any number of elements; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void {kernel.Name}({loop.Spans}{signature.Declared})"))
        {
            string wide = string.Join(" || ", Streaming.Select(d => d.IsSupported.Contains("&&") ? $"({d.IsSupported})" : d.IsSupported));
            string ordinary = NeedsOrdinaryScale && kernel.Streams ? " && FusedQuotient.IsExact(scale)" : "";
            string apart = kernel.MayRunInPlace ? " && !Unsafe.AreSame(ref source, ref destination)" : "";
            writer.Line("// What is too large for the caches is written past them: its lines need not be read first.");
            if (kernel.MayRunInPlace) writer.Line("// In place they have been read already.");
            string bytes = kernel.Source is PackedLayout ? $"sizeof({destination})" : kernel.StreamsLines ? $"sizeof({source})" : $"(sizeof({source}) + sizeof({destination}))";
            writer.Line($"if (length >= Streaming.LeastBytes / {bytes} && ({wide}){ordinary}{apart})");
            writer.Line("{");
            string run = kernel.StreamsLines ? $"PackedStreaming.Run<{kernel.Name}Streaming, {source}, {signature.StreamingType}>" : $"Streaming.Run<{kernel.Name}Streaming, {source}, {destination}, {signature.StreamingType}>";
            writer.Line($"    {run}(ref source, ref destination, length{signature.StreamingPassed});");
            writer.Line("    return;");
            writer.Line("}");
            writer.Line();
            writer.Line($"{Cached}(ref source, ref destination, length{signature.Passed});");
        }

        writer.Line();
    }

    // private static void QuantizeCached(…): the widest kernel whose step is not longer than the input.
    private void WriteChoice()
    {
        if (!PassesCaches) writer.Line($"/// <summary>{kernel.Summary} any number of elements; the caller has checked everything.</summary>");
        using (writer.Block($"{(PassesCaches ? "private" : "internal")} static void {Cached}({loop.Spans}{signature.Declared})"))
        {
            if (NeedsOrdinaryScale)
            {
                writer.Line("// The fused quotient is exact for ordinary scales; for others the kernels that divide are taken.");
                writer.Line("bool ordinary = FusedQuotient.IsExact(scale);");
            }

            if (kernel.TakesRandom)
            {
                writer.Line("// Vectors count in 32 bits; once in four thousand million elements that does not do.");
                writer.Line($"bool counts = StochasticRounding.SharesKey(index, {(kernel.FixedLength > 0 ? Literal.Of(kernel.FixedLength) : "length")});");
            }

            if (kernel.FixedLength > 0) WriteChoiceOfLength();
            else if (kernel.Group == 1) WriteChoiceOfAll();
            else WriteChoiceOfGroups();
        }
    }

    private void WriteChoiceOfAll()
    {
        foreach (Dialect dialect in Vectors)
        {
            writer.Line($"if ({Condition(dialect)} && length >= {Literal.Of(dialect.Step)})");
            writer.Line("{");
            writer.Line($"    {Call(dialect)}(ref source, ref destination, length{signature.Passed});");
            writer.Line("    return;");
            writer.Line("}");
            writer.Line();
        }

        writer.Line($"{kernel.Name}Scalar(ref source, ref destination, length{signature.Passed});");
    }

    // What is not a whole group of packed codes is left to scalar code.
    private void WriteChoiceOfGroups()
    {
        string group = Literal.Of(kernel.Group);
        writer.Line(kernel.Group == 8 ? "// Eight codes are whole bytes; those of a last byte that is not full are taken one by one." : "// Only whole blocks come here.");
        writer.Line($"nuint whole = length & ~(nuint){Literal.Of(kernel.Group - 1)};");
        string otherwise = "";
        foreach (Dialect dialect in Vectors)
        {
            writer.Line($"{otherwise}if ({Condition(dialect)} && whole >= {Literal.Of(dialect.Step)}) {Call(dialect)}(ref source, ref destination, whole{signature.Passed});");
            otherwise = "else ";
        }

        writer.Line("else whole = 0;");
        writer.Line();
        writer.Line($"if (whole < length) {kernel.Name}Scalar({From("whole")}, length - whole{signature.PassedFrom("whole")});");
    }

    // The number of elements is known: who is wide enough was decided here.
    private void WriteChoiceOfLength()
    {
        string otherwise = "";
        foreach (Dialect dialect in Vectors)
        {
            writer.Line($"{otherwise}if ({Condition(dialect)}) {Call(dialect)}(ref source, ref destination{signature.Passed});");
            otherwise = "else ";
        }

        string scalar = $"{kernel.Name}Scalar(ref source, ref destination, {Literal.Of(kernel.FixedLength)}{signature.Passed});";
        int rest = kernel.FixedLength - loop.Whole;
        if (otherwise.Length == 0 || rest == 0)
        {
            writer.Line(otherwise + scalar);
            return;
        }

        writer.Line("else");
        writer.Line("{");
        writer.Line($"    {scalar}");
        writer.Line("    return;");
        writer.Line("}");
        writer.Line();
        string whole = Literal.Of(loop.Whole);
        writer.Line("// Codes of a last byte that is not full.");
        writer.Line($"{kernel.Name}Scalar({From(whole)}, {Literal.Of(rest)}{signature.PassedFrom(whole)});");
    }

    private string From(string elements) =>
        $"ref Unsafe.Add(ref source, {UnitsBefore(kernel.Source, elements)}), ref Unsafe.Add(ref destination, {UnitsBefore(kernel.Destination, elements)})";

    private string Condition(Dialect dialect)
    {
        string ordinary = NeedsOrdinaryScale && kernel.Quotient(dialect) == QuotientForm.Fused ? "ordinary && " : "";
        return $"{ordinary}{(kernel.TakesRandom ? "counts && " : "")}{dialect.IsSupported}";
    }

    private string Call(Dialect dialect) => $"{kernel.Name}{dialect.Name}{(kernel.Streams && dialect.HasStreamingStores ? "<CachedStore>" : "")}";

    // The units of memory before an element, which is the first of a group.
    private static string UnitsBefore(Layout layout, string elements) => layout switch
    {
        DenseLayout { Bits: 1 } => $"{elements} / 8",
        DenseLayout dense => $"{elements} / 8 * {Literal.Of(dense.Bits)}",
        SplitHalvesLayout => $"{elements} / 2",
        _ => elements,
    };

    // The type through which the library collects lines of packed codes.
    private void WritePackedStreaming()
    {
        string bytes = kernel.Destination is DenseLayout { Bits: var bits } ? $"((elements * {Literal.Of(bits)}) + 7) / 8" : "elements / 2";
        using (writer.Block($"private readonly struct {kernel.Name}Streaming : IPackingKernel<{source}, {signature.StreamingType}>"))
        {
            writer.Line($"public static nuint GetBytes(nuint elements) => {bytes};");
            writer.Line();
            writer.Line($"public static void Run(ref {source} source, ref {destination} destination, nuint length, {signature.StreamingType} parameters) =>");
            writer.Line($"    {Cached}(ref source, ref destination, length{signature.Unpacked});");
        }
    }

    // The type through which the library's streaming loop calls these kernels back.
    private void WriteStreaming()
    {
        string declared = $"(ref {source} source, ref {destination} destination, nuint length, {signature.StreamingType} parameters)";
        using (writer.Block($"private readonly struct {kernel.Name}Streaming : IStreamingKernel<{source}, {destination}, {signature.StreamingType}>"))
        {
            writer.Line($"public static int Step => {Literal.Of(Math.Max(kernel.Group, Streaming.Max(d => d.Step)))};");
            writer.Line();
            writer.Line($"public static int Group => {Literal.Of(kernel.Group)};");
            writer.Line();
            writer.Line($"public static nuint SourceOffset(nuint elements) => {UnitsBefore(kernel.Source, "elements")};");
            writer.Line();
            writer.Line($"public static void Run{declared} =>");
            writer.Line($"    {Cached}(ref source, ref destination, length{signature.Unpacked});");
            writer.Line();
            using (writer.Block($"public static void Stream{declared}"))
            {
                for (int d = 0; d < Streaming.Length; d++)
                {
                    string choice = Streaming.Length == 1 ? "" : d == Streaming.Length - 1 ? "else " : $"if ({Streaming[d].IsSupported}) ";
                    writer.Line($"{choice}{kernel.Name}{Streaming[d].Name}<StreamingStore>(ref source, ref destination, length{signature.Unpacked});");
                }
            }
        }
    }
}
