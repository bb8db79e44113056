using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Writes the methods that multiply codes by floats: load → widen → to float, or to what codes stand for → times the values → sixteen accumulators. The order of
/// additions is the same in every instruction set, and each operation rounds to float.
/// </summary>
/// <param name="spec">The declaration.</param>
/// <param name="name">The name of the methods.</param>
/// <param name="codes">How the codes lie in memory.</param>
/// <param name="reconstructs">Whether it is what codes stand for that is multiplied, and not the codes.</param>
/// <param name="dialects">The dialects, widest first.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class ValueProducts(QuantizerSpec spec, string name, Layout codes, bool reconstructs, IReadOnlyList<BlockDialect> dialects, SourceWriter writer)
{
    /// <summary>The method that reconstructs one code.</summary>
    private const string Element = "ReconstructElement";

    private const int Accumulators = 16;

    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";

    // Values are floats here, whatever the declaration's are.
    private readonly QuantizerSpec spec = spec with { Source = SourceType.Single };
    private readonly KernelSignature signature = SignatureOf(spec, reconstructs);
    private readonly string unit = codes.Unit.Keyword();

    private string Declared => $"ref {unit} source, ref float values, nuint length{signature.Declared}";

    private string Passed => $"ref source, ref values, length{signature.Passed}";

    // Of a number of elements that is known, those with a step of as many, and the narrowest in any case.
    private BlockDialect[] Suited => [.. dialects.Where(d => spec.Length == 0 || d.Step <= spec.Length || IsNarrowest(d))];

    /// <summary>Writes the method that reconstructs one code, in plain code.</summary>
    internal static void WriteElement(QuantizerSpec declared, Dialect scalar, SourceWriter writer)
    {
        QuantizerSpec spec = declared with { Source = SourceType.Single };
        var body = new KernelBody(scalar.TypeOf);
        Columns values = new ReconstructStages(spec, new ParameterNames(spec), scalar, body).FromCodes(new Columns("code", 1, ElementKind.Int32));
        writer.Line("/// <summary>The value that a code stands for.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static float {Element}(int code{SignatureOf(spec, reconstructs: true).Declared})"))
        {
            writer.Lines(body.Hoisted);
            writer.Lines(body.Statements);
            writer.Line($"return {values[0]};");
        }
    }

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        writer.Line($"/// <summary>Adds up the products of {(reconstructs ? "what codes stand for" : "codes")} with values; the caller has checked everything.</summary>");
        using (writer.Block($"internal static float {name}({Declared})"))
        {
            foreach (BlockDialect dialect in Suited)
            {
                string longEnough = spec.Length > 0 || IsNarrowest(dialect) ? "" : $" && length >= {Literal.Of(dialect.Step)}";
                writer.Line($"if ({dialect.IsSupported}{longEnough}) return {name}{dialect.Name}({Passed});");
            }

            writer.Line($"return {name}Scalar({Passed});");
        }

        foreach (BlockDialect dialect in Suited)
        {
            writer.Line();
            WriteVectors(dialect);
        }

        writer.Line();
        WriteScalar();
    }

    private static KernelSignature SignatureOf(QuantizerSpec spec, bool reconstructs) =>
        new([.. reconstructs && spec.Constants is null ? spec.ParameterFields.Select(p => (p.Type, p.Name)) : []]);

    private bool IsNarrowest(BlockDialect dialect) => dialect == dialects[dialects.Count - 1];

    private void WriteVectors(BlockDialect dialect)
    {
        string type = dialect.TypeOf(ElementKind.Float32), step = Literal.Of(dialect.Step);
        var body = new KernelBody(dialect.TypeOf);
        Columns sums = new("sum", Accumulators / dialect.Lanes, ElementKind.Float32);
        WriteStep(body, dialect, sums, masked: false);
        List<string> loop = [.. body.Statements];
        body.Clear();
        WriteStep(body, dialect, sums, masked: true);
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static float {name}{dialect.Name}(scoped ref {unit} source, scoped ref float values, nuint length{signature.Declared})"))
        {
            writer.Lines(body.Hoisted);
            writer.Line("// Element e is added to accumulator e mod 16, whatever the width of a vector.");
            foreach (string sum in sums.Names) writer.Line($"{type} {sum} = {type}.Zero;");
            writer.Line("nuint i = 0;");
            using (writer.Block($"for (; i + {step} <= length; i += {step})")) writer.Lines(loop);
            writer.Line();
            using (writer.Block("if (i < length)"))
            {
                writer.Line("// What does not fill a step is copied to where a whole one can be read; places behind it add nothing.");
                writer.Line("int rest = (int)(length - i);");
                WriteCopy("lastCodes", unit, "source", codes is DenseLayout { Bits: var bits } ? bits : 0, dialect.Step);
                WriteCopy("lastValues", "float", "values", 0, dialect.Step);
                writer.Line("i = 0;");
                writer.Lines(body.Statements);
            }

            writer.Line();
            writer.Line($"return BlockReduction.Total({string.Join(", ", sums.Names)});");
        }
    }

    private void WriteStep(KernelBody body, BlockDialect dialect, Columns sums, bool masked)
    {
        Columns loaded = dialect.LoadCodes(body, "code", codes, new ElementOrder("i"));
        Columns factors = reconstructs
            ? new ReconstructStages(spec, new ParameterNames(spec), dialect, body).FromCodes(loaded)
            : dialect.ToReal(body, loaded, "real", ElementKind.Float32);
        for (int c = 0; c < factors.Count; c++)
        {
            int offset = c * dialect.Lanes;
            string product = $"{factors[c]} * {dialect.Read("values", offset == 0 ? "i" : $"i + {Literal.Of(offset)}")}";
            if (masked) product = $"({product}) & {dialect.LanesBefore(ElementKind.Int32, offset == 0 ? "rest" : $"rest - {Literal.Of(offset)}")}.AsSingle()";
            body.Line($"{sums[c % sums.Count]} += {product};");
        }
    }

    // Units of memory: bytes of packed codes, or elements.
    private void WriteCopy(string copy, string type, string from, int bits, int step)
    {
        string first = bits switch { 0 => "i", 1 => "i / 8", _ => $"i / 8 * {Literal.Of(bits)}" };
        string count = bits switch { 0 => "rest", 1 => "(rest + 7) / 8", _ => $"((rest * {Literal.Of(bits)}) + 7) / 8" };
        writer.Line($"Span<{type}> {copy} = stackalloc {type}[{Literal.Of(bits == 0 ? step : step * bits / 8)}];");
        writer.Line($"{Marshal}.CreateReadOnlySpan(ref Unsafe.Add(ref {from}, {first}), {count}).CopyTo({copy});");
        writer.Line($"{from} = ref {Marshal}.GetReference({copy});");
    }

    private void WriteScalar()
    {
        string code = ScalarLoop.Read(codes);
        using (writer.Block($"private static float {name}Scalar({Declared})"))
        {
            writer.Line($"Span<float> sums = stackalloc float[{Literal.Of(Accumulators)}];");
            string factor = reconstructs ? $"{Element}({code}{signature.Passed})" : code.StartsWith("(int)", StringComparison.Ordinal) ? $"(float){code.Substring(5)}" : $"(float){code}";
            using (writer.Block("for (nuint i = 0; i < length; i++)"))
            {
                writer.Line($"sums[(int)(i % {Literal.Of(Accumulators)})] += {factor} * Unsafe.Add(ref values, i);");
            }

            writer.Line();
            writer.Line($"ref float first = ref {Marshal}.GetReference(sums);");
            writer.Line("return BlockReduction.Total(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, 4), Vector128.LoadUnsafe(ref first, 8), Vector128.LoadUnsafe(ref first, 12));");
        }
    }
}
