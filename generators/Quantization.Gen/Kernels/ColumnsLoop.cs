using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Writes the loops of a kernel over a matrix whose columns have parameters of their own: a vector of columns down some rows, so that
/// what is computed from parameters is computed once for them.
/// </summary>
/// <param name="spec">The declaration.</param>
/// <param name="kernelOf">The kernel, with parameters named as asked for.</param>
/// <param name="dialects">Those of vectors of columns.</param>
/// <param name="writer">Where it is written.</param>
internal sealed class ColumnsLoop(QuantizerSpec spec, Func<ParameterNames, Kernel> kernelOf, IReadOnlyList<(Dialect Dialect, string Vector)> dialects, SourceWriter writer)
{
    private const int TileColumns = 512;
    private const int TileRows = 64;

    private readonly Kernel kernel = kernelOf(new ParameterNames(spec));

    // Doubles take two vectors a step; they are left to scalar code.
    private IReadOnlyList<(Dialect Dialect, string Vector)> Dialects => spec.Source == SourceType.Double ? [] : [.. dialects.Where(d => kernel.Suits(d.Dialect))];

    private bool NeedsOrdinaryScales => Dialects.Any(d => kernel.Quotient(d.Dialect) == QuotientForm.Fused);

    private string Random => kernel.TakesRandom ? ", ulong seed, ulong index" : "";

    private string Memory => $"ref {kernel.Source.Unit.Keyword()} source, ref {kernel.Destination.Unit.Keyword()} destination";

    /// <summary>Writes the methods.</summary>
    internal void Write()
    {
        writer.Line($"/// <summary>{kernel.Summary} whole rows, each column by its own parameters; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void {kernel.Name}Columns({Memory}, nuint rows, ReadOnlySpan<{SpecText.ParametersType(spec)}> parameters{Random})"))
        {
            WriteTiles();
        }

        foreach ((Dialect dialect, string vector) in Dialects)
        {
            writer.Line();
            WriteVectors(dialect, vector);
        }

        writer.Line();
        WriteScalar();
    }

    private void WriteTiles()
    {
        writer.Line("nuint stride = (nuint)parameters.Length;");
        if (NeedsOrdinaryScales)
        {
            writer.Line("// The fused quotient is exact for ordinary scales; if others are among them, all columns divide.");
            writer.Line("bool ordinary = true;");
            writer.Line($"foreach ({SpecText.ParametersType(spec)} column in parameters) ordinary &= FusedQuotient.IsExact(column.Scale);");
        }

        if (kernel.TakesRandom) writer.Line("bool counts = StochasticRounding.SharesKey(index, rows * stride);");
        string tile = Literal.Of(TileColumns);
        foreach ((string type, string name, _) in spec.ParameterFields) writer.Line($"Span<{type}> {name}Of = stackalloc {type}[{tile}];");
        using (writer.Block($"for (int from = 0; from < parameters.Length; from += {tile})"))
        {
            writer.Line($"int columns = Math.Min({tile}, parameters.Length - from);");
            using (writer.Block("for (int column = 0; column < columns; column++)"))
            {
                foreach ((_, string name, string field) in spec.ParameterFields) writer.Line($"{name}Of[column] = parameters[from + column].{field};");
            }

            writer.Line();
            writer.Line("// A few rows at a time: their lines and pages are at hand until the last of the columns.");
            using (writer.Block($"for (nuint row = 0; row < rows; row += {Literal.Of(TileRows)})"))
            {
                writer.Line($"nuint end = Math.Min(row + {Literal.Of(TileRows)}, rows);");
                writer.Line("int done = 0;");
                string given = string.Concat(spec.ParameterFields.Select(f => $", ref {f.Name}Of[0]")) + (kernel.TakesRandom ? ", seed, index" : "");
                foreach ((Dialect dialect, _) in Dialects)
                {
                    string ordinary = kernel.Quotient(dialect) == QuotientForm.Fused ? "ordinary && " : "";
                    string counts = kernel.TakesRandom ? "counts && " : "";
                    writer.Line($"if ({ordinary}{counts}{dialect.IsSupported}) done = {kernel.Name}Columns{dialect.Name}(ref source, ref destination, row, end, stride, (nuint)from, done, columns{given});");
                }

                writer.Line($"{kernel.Name}ColumnsScalar(ref source, ref destination, row, end, stride, (nuint)from, done, columns{given});");
            }
        }
    }

    private string Range => $"{Memory}, nuint row, nuint end, nuint stride, nuint from, int column, int columns{string.Concat(spec.ParameterFields.Select(f => $", ref {f.Type} {f.Name}Of"))}{Random}";

    private void WriteVectors(Dialect dialect, string vector)
    {
        Kernel own = kernelOf(new ParameterNames(spec, vector));
        var body = new KernelBody(dialect.TypeOf);
        Columns loaded = own.Load(body, dialect, own.Loaded, "i");
        own.Compute(body, dialect, loaded);
        string lanes = Literal.Of(dialect.Lanes);
        writer.Line($"/// <summary>{kernel.Summary} {lanes} columns at a time, down some rows; gives the first column that is left.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static int {kernel.Name}Columns{dialect.Name}({Range})"))
        {
            using (writer.Block($"for (; column <= columns - {lanes}; column += {lanes})"))
            {
                foreach ((string type, string name, _) in spec.ParameterFields) writer.Line($"{vector}<{type}> {name} = {vector}.LoadUnsafe(ref {name}Of, (nuint)column);");
                writer.Lines(body.Hoisted);
                writer.Line("nuint i = (row * stride) + from + (nuint)column;");
                using (writer.Block("for (nuint r = row; r < end; r++, i += stride)")) writer.Lines(body.Statements);
            }

            writer.Line();
            writer.Line("return column;");
        }
    }

    private void WriteScalar()
    {
        using (writer.Block($"private static void {kernel.Name}ColumnsScalar({Range})"))
        using (writer.Block("for (nuint r = row; r < end; r++)"))
        using (writer.Block("for (int c = column; c < columns; c++)"))
        {
            string given = string.Concat(spec.ParameterFields.Select(f => $", Unsafe.Add(ref {f.Name}Of, c)"));
            writer.Line("nuint i = (r * stride) + from + (nuint)c;");
            writer.Line(ScalarLoop.Write(kernel.Destination, $"{kernel.Element}({ScalarLoop.Read(kernel.Source)}{given}{(kernel.TakesRandom ? ", seed, unchecked(index + i)" : "")})"));
        }
    }
}
