using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Writes the methods that add up what is made of codes: the choice among dialects, and a loop over vectors in each. What does not fill a vector is read in one
/// that ends where the codes do, and what was added before is left out of it.
/// </summary>
/// <param name="form">What is added up.</param>
/// <param name="dialects">The dialects, widest first.</param>
/// <param name="length">The number of elements of every call, or 0 for any.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class SumsKernel(SumsForm form, IReadOnlyList<BlockDialect> dialects, int length, SourceWriter writer)
{
    private string Declared => string.Join(", ", form.Sides.Select(side => $"ref {side.Unit} {side.Memory}"));

    private string Passed => string.Join(", ", form.Sides.Select(side => $"ref {side.Memory}"));

    // Where the number of elements is known: its units that are whole bytes.
    private int FixedUnits => form.CountsBytes ? length / form.Group : length / form.Group * form.Group;

    private BlockDialect[] Suited => length == 0 ? [.. dialects] : [.. dialects.Where(d => form.Units(d) <= FixedUnits)];

    private static string Number(int value) => Literal.Of(value);

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        writer.Line($"/// <summary>Adds up {form.Summary}; the caller has checked everything.</summary>");
        using (writer.Block($"internal static {form.Result} {form.Name}({Declared}, nuint length)")) WriteChoice();
        foreach (BlockDialect dialect in Suited)
        {
            writer.Line();
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (writer.Block($"private static {form.Result} {form.Name}{dialect.Name}({Declared}, nuint length)")) WriteVectors(dialect);
        }

        writer.Line();
        using (writer.Block($"private static {form.Result} {form.Name}Scalar({Declared}, nuint {(form.Group > 1 ? "first" : "length")}{(form.Group > 1 ? ", nuint length" : "")})"))
        {
            form.WritePlain(writer);
        }
    }

    private void WriteChoice()
    {
        if (form.Group == 1)
        {
            foreach (BlockDialect dialect in Suited) writer.Line($"if ({Condition(dialect, "length")}) return {form.Name}{dialect.Name}({Passed}, length);");
            writer.Line($"return {form.Name}Scalar({Passed}, length);");
            return;
        }

        string group = Number(form.Group), rest = $"{form.Name}Scalar({Passed}, done, length)";
        writer.Line("// Codes of a last byte that is not full are taken one by one.");
        writer.Line(form.CountsBytes ? $"nuint bytes = length / {group}, done = length - (length % {group});" : $"nuint done = length - (length % {group});");
        writer.Line("long sum = 0;");
        string otherwise = "", units = form.CountsBytes ? "bytes" : "done";
        foreach (BlockDialect dialect in Suited)
        {
            writer.Line($"{otherwise}if ({Condition(dialect, units)}) sum = {form.Name}{dialect.Name}({Passed}, {units});");
            otherwise = "else ";
        }

        writer.Line($"{otherwise}done = 0;");
        writer.Line($"return done == length ? sum : sum + {rest};");
    }

    private string Condition(BlockDialect dialect, string units) => length > 0 ? dialect.IsSupported : $"{dialect.IsSupported} && {units} >= {Number(form.Units(dialect))}";

    private void WriteVectors(BlockDialect dialect)
    {
        var body = new KernelBody(dialect.TypeOf);
        int vector = form.Units(dialect), turn = form.Turn * vector;
        // A span has at most so many elements, or bytes.
        int longest = length == 0 ? int.MaxValue : FixedUnits;
        bool widens = form.MostVectors > 0 && longest / vector >= form.MostVectors;
        bool fetches = form.FetchesAhead && length == 0 && dialect.Lanes > 4;
        List<string> turnLines = Collect(body, () => form.WriteVectors(body, dialect, "i", form.Turn, null));
        List<string> oneLines = form.Turn == 1 ? turnLines : Collect(body, () => form.WriteVectors(body, dialect, "i", 1, null));
        if (fetches) turnLines.InsertRange(0, Fetches(turn));
        List<string> lastLines = Collect(body, () => form.WriteVectors(body, dialect, "last", 1, "i - last"));
        writer.Lines(body.Hoisted);
        foreach ((string type, string name) in form.Accumulators(dialect)) writer.Line($"{type} {name} = {type}.Zero;");
        if (widens) foreach ((string name, _) in form.Wide(dialect)) writer.Line($"{dialect.TypeOf(ElementKind.Int64)} {name} = {dialect.TypeOf(ElementKind.Int64)}.Zero;");
        if (form.Counter is { } counter) writer.Line($"long {counter} = 0;");
        if (fetches)
        {
            writer.Line("// What comes from memory is asked for early; what is in the caches is there sooner than that.");
            int size = form.Sides[0].Layout.Unit.Size();
            writer.Line($"bool fetches = length >= CodeSums.LeastBytesFetched{(size == 1 ? "" : $" / {Number(size)}")};");
        }

        writer.Line("nuint i = 0;");
        if (widens) WriteWidenedTurns(dialect, vector, turn, turnLines);
        else using (writer.Block($"for (; i + {Number(turn)} <= length; i += {Number(turn)})")) writer.Lines(turnLines);
        if (form.Turn > 1)
        {
            writer.Line();
            using (writer.Block($"for (; i + {Number(vector)} <= length; i += {Number(vector)})")) writer.Lines(oneLines);
        }

        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            writer.Line("// The last vector ends where the codes do; what was added before counts as 0.");
            writer.Line($"nuint last = length - {Number(vector)};");
            writer.Lines(lastLines);
        }

        writer.Line();
        writer.Line($"return {form.Total(dialect, widens)};");
    }

    private void WriteWidenedTurns(BlockDialect dialect, int vector, int turn, List<string> turnLines)
    {
        // The last vectors are added to what the last turns have left.
        int most = (form.MostVectors - form.Turn) / form.Turn;
        writer.Line($"// {form.WhyMost}: so many turns, and {(form.Turn == 1 ? "a vector" : $"{Number(form.Turn)} vectors")} after them, fit in int32{(form.Turn > 1 ? ", all sums together" : "")}.");
        writer.Line($"const nuint Most = {Number(most)} * {Number(turn)};");
        writer.Line($"nuint whole = length - (length % {Number(turn)});");
        using (writer.Block("while (true)"))
        {
            writer.Line("nuint end = i + Math.Min(whole - i, Most);");
            using (writer.Block($"for (; i < end; i += {Number(turn)})")) writer.Lines(turnLines);
            writer.Line();
            writer.Line("if (i == whole) break;");
            foreach ((string name, string sum) in form.Wide(dialect)) writer.Line($"{name} += CodeSums.Widen({sum});");
            foreach ((string type, string name) in form.Accumulators(dialect))
            {
                if (type == dialect.TypeOf(ElementKind.Int32)) writer.Line($"{name} = {type}.Zero;");
            }
        }
    }

    // Each line of memory in turn, of either side.
    private IEnumerable<string> Fetches(int turn)
    {
        int size = form.Sides[0].Layout.Unit.Size(), line = 64 / size;
        yield return "if (fetches)";
        yield return "{";
        for (int element = 0; element < turn; element += line)
        {
            foreach (CodeSide side in form.Sides) yield return $"    CodeSums.FetchAhead(ref {side.Memory}, i{(element == 0 ? "" : $" + {Number(element)}")});";
        }

        yield return "}";
        yield return "";
    }

    private static List<string> Collect(KernelBody body, Action write)
    {
        body.Clear();
        write();
        return [.. body.Statements];
    }
}
