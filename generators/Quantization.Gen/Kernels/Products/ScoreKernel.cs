using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Writes the methods that multiply a query by rows of codes: the choice among forms, and in each a loop over rows, four at a time, so that a vector of the query is
/// read once for all of them and their sums are added across together. What does not fill a vector is read in one that ends where the row does, and is 0 there in the
/// query where it was multiplied before.
/// </summary>
/// <param name="name">The name of the methods.</param>
/// <param name="forms">The forms, best first.</param>
/// <param name="query">The query.</param>
/// <param name="row">A row.</param>
/// <param name="length">The number of codes of every row, or 0 for any.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class ScoreKernel(string name, IReadOnlyList<ScoreForm> forms, CodeSide query, CodeSide row, int length, SourceWriter writer)
{
    private const int RowsAtOnce = 4;
    private const string Operands = "ref byte query, ref byte rows, ref int destination", Passed = "ref query, ref rows, ref destination";

    private readonly int group = forms[0].Group;
    private readonly bool countsBytes = forms[0].CountsBytes;

    // Packed rows × bytes: codes of a last byte that is not full are taken one by one, as the query has no more.
    private bool HasRest => group > 1 && !countsBytes;

    private string Done => $"length - (length % {Number(group)})";

    private string RowBytes => $"(length + {Number(group - 1)}) / {Number(group)}";

    // What vectors are counted in.
    private string Units => group == 1 ? "length" : countsBytes ? "bytes" : "done";

    // Where the number of codes is known.
    private ScoreForm[] Suited => length == 0 ? [.. forms] : [.. forms.Where(form => form.Units <= (countsBytes ? (length + group - 1) / group : length / group * group))];

    private static string Number(int value) => Literal.Of(value);

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        writer.Line("/// <summary>Multiplies a query by rows, one after another; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void {name}({Operands}, nuint length, nuint count)")) WriteChoice();
        foreach (ScoreForm form in Suited)
        {
            writer.Line();
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (writer.Block($"private static void {name}{form.Suffix}({Operands}, nuint length, nuint count)")) WriteRows(form);
        }

        writer.Line();
        using (writer.Block($"private static void {name}Scalar({Operands}, nuint length, nuint count{(HasRest ? ", nuint first" : "")})")) WriteScalar();
    }

    private void WriteChoice()
    {
        string otherwise = "";
        if (group > 1) writer.Line($"nuint {Units} = {(countsBytes ? RowBytes : Done)};");
        foreach (ScoreForm form in Suited)
        {
            writer.Line($"{otherwise}if ({form.IsSupported}{(length == 0 ? $" && {Units} >= {Number(form.Units)}" : "")}) {name}{form.Suffix}({Passed}, length, count);");
            otherwise = "else ";
        }

        writer.Line($"{otherwise}{name}Scalar({Passed}, length, count{(HasRest ? ", first: 0" : "")});");
    }

    private void WriteRows(ScoreForm form)
    {
        var body = new KernelBody(form.Dialect.TypeOf);
        string vector = Number(form.Units);
        List<string> offsets = [], lastOffsets = [];
        if (form.Offset != 0)
        {
            offsets = Collect(body, "i", isLast: false, () => form.WriteOffsets(body));
            lastOffsets = Collect(body, "last", isLast: true, () => form.WriteOffsets(body));
        }

        List<string> four = [.. Fetches(form), .. Rows(RowsAtOnce, "i", isLast: false)], lastFour = Rows(RowsAtOnce, "last", isLast: true);
        List<string> one = Rows(1, "i", isLast: false), lastOne = Rows(1, "last", isLast: true);
        WriteSizes(form, vector);
        writer.Lines(body.Hoisted);
        if (form.Offset != 0)
        {
            writer.Line($"{form.Dialect.TypeOf(ElementKind.Int32)} offsetSum = {form.Dialect.TypeOf(ElementKind.Int32)}.Zero;");
            WriteVectors(offsets, lastOffsets);
            writer.Line();
        }

        if (form.Constant is { } constant) writer.Line($"int constant = {constant};");
        writer.Line("// What comes from memory is asked for early; what is in the caches is there sooner than that.");
        writer.Line($"bool fetches = count * {(group == 1 ? "length" : "bytes")} >= CodeSums.LeastBytesFetched;");
        writer.Line("nuint row = 0;");
        using (writer.Block($"for (; row + {Number(RowsAtOnce)} <= count; row += {Number(RowsAtOnce)})"))
        {
            WriteStarts(form, RowsAtOnce);
            WriteVectors(four, lastFour);
            writer.Line();
            writer.Line("Vector128<int> totals = CodeSums.Totals(sum0, sum1, sum2, sum3);");
            writer.Line(form.Constant is null ? "totals.StoreUnsafe(ref destination, row);" : $"({Total("Vector128.Create(constant)", "totals")}).StoreUnsafe(ref destination, row);");
        }

        writer.Line();
        using (writer.Block("for (; row < count; row++)"))
        {
            WriteStarts(form, 1);
            WriteVectors(one, lastOne);
            writer.Line();
            string total = $"{form.Dialect.VectorClass}.Sum(sum0)";
            writer.Line($"Unsafe.Add(ref destination, row) = {(form.Constant is null ? total : $"unchecked({Total("constant", total)})")};");
        }

        if (!HasRest) return;
        writer.Line();
        writer.Line($"if (done < length) {name}Scalar({Passed}, length, count, first: done);");

        List<string> Rows(int rows, string index, bool isLast) => Collect(body, index, isLast, () =>
        {
            for (int n = 0; n < rows; n++) form.WriteRow(body, Number(n), index, isLast);
        });

        List<string> Collect(KernelBody body, string index, bool isLast, Action write)
        {
            body.Clear();
            form.WriteQuery(body, index, isLast);
            write();
            return [.. body.Statements];
        }

        void WriteVectors(List<string> each, List<string> last)
        {
            using (writer.Block($"for (nuint i = 0; i < whole; i += {vector})")) writer.Lines(each);
            writer.Line();
            using (writer.Block($"if (whole < {Units})")) writer.Lines(last);
        }

        string Total(string constant, string total) => form.SubtractsTwice ? $"{constant} - (2 * {total})" : $"{constant} + {total}";
    }

    // As many bytes as rows at once take of it, one after another: every line once.
    private IEnumerable<string> Fetches(ScoreForm form)
    {
        int bytes = RowsAtOnce * form.Units / (countsBytes ? 1 : group);
        string taken = countsBytes || group == 1 ? $"{Number(RowsAtOnce)} * i" : $"{Number(RowsAtOnce)} * i / {Number(group)}";
        yield return "if (fetches)";
        yield return "{";
        for (int line = 0; line < bytes; line += 64) yield return $"    CodeSums.FetchAhead(ref row0, {taken}{(line == 0 ? "" : $" + {Number(line)}")});";
        yield return "}";
        yield return "";
    }

    private void WriteSizes(ScoreForm form, string vector)
    {
        if (group > 1) writer.Line($"nuint bytes = {RowBytes}{(countsBytes ? "" : $", done = {Done}")};");

        // A byte that is not full is in the last vector.
        string full = countsBytes ? $"length / {Number(group)}" : Units;
        writer.Line($"nuint whole = {full} - ({full} % {vector}), last = {Units} - {vector};");
        string type = form.Dialect.TypeOf(form.Lane), lanes = form.Dialect.LanesFrom(form.Lane == ElementKind.Byte ? ElementKind.SByte : form.Lane, "whole - last");
        writer.Line("// The last vector ends where a row does: what it has of the query a second time counts as 0.");
        writer.Line($"{type} newLanes = {lanes}{(form.Lane == ElementKind.Byte ? ".AsByte()" : "")};");
        if (!countsBytes) return;
        int bits = row.Dense!.Bits;
        writer.Line("// So does what is left of its last byte.");
        writer.Line($"if (length % {Number(group)} != 0) newLanes = newLanes.WithElement({Number(form.Units - 1)}, (byte)((1 << ((int)(length % {Number(group)}) * {Number(bits)})) - 1));");
    }

    private void WriteStarts(ScoreForm form, int rows)
    {
        string bytes = group == 1 ? "length" : "bytes", type = form.Dialect.TypeOf(ElementKind.Int32);
        writer.Line($"ref byte row0 = ref Unsafe.Add(ref rows, row * {bytes});");
        for (int n = 1; n < rows; n++) writer.Line($"ref byte row{Number(n)} = ref Unsafe.Add(ref row{Number(n - 1)}, {bytes});");
        for (int n = 0; n < rows; n++) writer.Line($"{type} sum{Number(n)} = {type}.Zero;");
    }

    private void WriteScalar()
    {
        string bytes = group == 1 ? "length" : $"({RowBytes})";
        CodeSide each = row with { Memory = "row0" };
        using (writer.Block("for (nuint row = 0; row < count; row++)"))
        {
            writer.Line($"ref byte row0 = ref Unsafe.Add(ref rows, row * {bytes});");
            writer.Line($"int sum = {(HasRest ? "first == 0 ? 0 : Unsafe.Add(ref destination, row)" : "0")};");
            if (query.Dense is { Bits: 1 } bits)
            {
                WriteScalarBits(bits.Field == FieldKind.Sign);
                return;
            }

            writer.Line("// Of codes that are none, sums may wrap.");
            using (writer.Block($"for (nuint i = {(HasRest ? "first" : "0")}; i < length; i++)"))
            {
                writer.Line($"sum = unchecked(sum + (({query.Element("i")}) * ({each.Element("i")})));");
            }

            writer.Line();
            writer.Line("Unsafe.Add(ref destination, row) = sum;");
        }
    }

    // Eight bytes at a time, then bytes, then what is left of the last one.
    private void WriteScalarBits(bool areSigns)
    {
        string operation = areSigns ? "^" : "&";
        writer.Line("nuint i = 0, bytes = length / 8;");
        using (writer.Block("for (; i + 8 <= bytes; i += 8)")) writer.Line($"sum += {Counted("Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {0}, i))")};");
        writer.Line();
        using (writer.Block("for (; i < bytes; i++)")) writer.Line($"sum += {Counted("(uint)Unsafe.Add(ref {0}, i)")};");
        writer.Line();
        writer.Line($"if (length % 8 != 0) sum += {Counted("(uint)Unsafe.Add(ref {0}, i)", " & ((1u << (int)(length % 8)) - 1)")};");
        writer.Line($"Unsafe.Add(ref destination, row) = {(areSigns ? "(int)length - (2 * sum)" : "sum")};");

        string Counted(string read, string mask = "")
        {
            string both = $"{read.Replace("{0}", "query")} {operation} {read.Replace("{0}", "row0")}";
            return $"global::System.Numerics.BitOperations.PopCount({(mask.Length > 0 ? $"({both}){mask}" : both)})";
        }
    }
}
