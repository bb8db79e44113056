using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that multiply a query by many rows of codes, and find the best of these.</summary>
internal sealed class ScoreMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private readonly QuantizerSpec other = spec.Other;
    private readonly ProductText text = new(spec, writer);

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.Score)) return;
        if (spec.Length == 0)
        {
            writer.Line();
            writer.Line("/// <summary>The most codes of a row that is scored: the sum of so many products always fits in 32 bits.</summary>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public const int MaxScoreLength = {Literal.Of(Products.MostProducts(spec))};");
        }

        WriteAll(new Shape(spec, packed: false));
        if (spec.HasPackedScores) WriteAll(new Shape(spec, packed: true));
    }

    private void WriteAll(Shape shape)
    {
        WriteCodes(shape);
        // Values with offsets need the sum of every row, which is nobody's yet.
        if (ProductText.HasOffsets(spec)) return;
        WriteValues(shape);
        WriteTopK(shape);
    }

    private void WriteCodes(Shape shape)
    {
        Document(shape, $"The sums of the products of a query's codes with those of each of many rows, exactly: <c>Σ a·b</c>.");
        writer.Line("/// <param name=\"destination\">Where the score of each row goes; at least as long as there are rows.</param>");
        text.Refuses(Refused(shape, "the destination is too short or overlaps what is read") + "; nothing is written");
        RefusesDimension(shape);
        using (text.Method($"void {shape.Method("Score", "Codes")}({shape.Operands}, global::System.Span<int> destination)"))
        {
            WriteChecks(shape);
            WriteCall(shape, "destination");
        }
    }

    private void WriteValues(Shape shape)
    {
        Document(shape, "The sums of the products of the values that a query's codes stand for with those of each of many rows: in double, from sums of codes that are exact, rounded once.");
        writer.Line("/// <param name=\"destination\">Where the score of each row goes, <c>(s_q·s_r) · Σ a·b</c>; at least as long as there are rows.</param>");
        DocumentParameters();
        text.Refuses(Refused(shape, $"the destination is too short or overlaps what is read{RefusedParameters}") + "; nothing is written");
        RefusesRange(shape);
        using (text.Method($"void {shape.Method("Score")}({shape.Operands}, global::System.Span<float> destination{Parameters})"))
        {
            WriteChecks(shape);
            if (!other.HasConstants) writer.Line($"{MemberWriter.Guard}.RequireOperand(queryParameters, \"queryParameters\");");
            if (!spec.HasConstants) writer.Line($"{MemberWriter.Guard}.RequireRowParameters(rowParameters, count, destination);");
            writer.Line("// A sum takes as much memory as the score that it becomes.");
            WriteCall(shape, "destination", "float");
            string query = other.Constants is { } of ? Literal.Of(of.Scale) : "queryParameters.Scale";
            writer.Line($"global::Quantization.Runtime.CodeScores.ToValues(destination.Slice(0, count), {query}, {(spec.Constants is { } constants ? Literal.Of(constants.Scale) : "rowParameters")});");
        }
    }

    private void WriteTopK(Shape shape)
    {
        Document(shape, $"Finds the rows with the highest scores, which are those of <c>{shape.Method("Score")}</c>.");
        writer.Line("/// <param name=\"indices\">Where the numbers of the best rows go, best first; of equal scores the lower first. Its length is how many are asked for.</param>");
        writer.Line("/// <param name=\"scores\">Where their scores go; as long.</param>");
        DocumentParameters();
        text.Returns("How many were found and written: all rows, where there are fewer than were asked for.");
        text.Refuses(Refused(shape, $"the indices and scores are not of one length, or overlap{RefusedParameters}") + "; nothing is written");
        RefusesRange(shape);
        using (text.Method($"int {shape.Method("TopK")}({shape.Operands}, global::System.Span<int> indices, global::System.Span<float> scores{Parameters})"))
        {
            WriteDimensionChecks(shape);
            writer.Line($"{MemberWriter.Guard}.RequireBest(indices, scores);");
            writer.Line($"int count = {MemberWriter.Guard}.RequireWholeRows(rows.Length, {shape.RowLength});");
            writer.Line("float[] all = global::System.Buffers.ArrayPool<float>.Shared.Rent(count);");
            string passed = $"{(other.HasConstants ? "" : ", queryParameters")}{(spec.HasConstants ? "" : ", rowParameters")}";
            writer.Line($"{shape.Method("Score")}(query, rows{(shape.TakesDimension ? ", dimension" : "")}, global::System.MemoryExtensions.AsSpan(all, 0, count){passed});");
            writer.Line("int found = global::Quantization.TopK.Select(global::System.MemoryExtensions.AsSpan(all, 0, count), indices, scores);");
            writer.Line("global::System.Buffers.ArrayPool<float>.Shared.Return(all);");
            writer.Line("return found;");
        }
    }

    private void WriteChecks(Shape shape)
    {
        WriteDimensionChecks(shape);
        if (shape.TakesDimension) writer.Line($"{MemberWriter.Guard}.RequireCodes(query.Length, dimension, {Literal.Of(spec.Bits)}, \"query\");");
        writer.Line($"int count = {MemberWriter.Guard}.RequireScores(query, rows, {shape.RowLength}, destination);");
    }

    private void WriteDimensionChecks(Shape shape)
    {
        string most = spec.Length > 0 ? Literal.Of(spec.Length) : "MaxScoreLength", argument = shape.TakesDimension ? "dimension" : "query";
        if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength({shape.Dimension}, {most}, \"{argument}\");");
        else if (shape.TakesDimension) writer.Line($"{MemberWriter.Guard}.RequireDimension(dimension, {most});");
        else writer.Line($"{MemberWriter.Guard}.RequireAtMost(query.Length, {most}, \"query\");");
    }

    private void WriteCall(Shape shape, string destination, string written = "int")
    {
        writer.Line($"{members.Kernels}.{shape.Method("Score", "Codes")}(");
        writer.Line($"    {MemberWriter.Memory("query", shape.QueryType, "byte")},");
        writer.Line($"    {MemberWriter.Memory("rows", shape.RowType, "byte")},");
        writer.Line($"    {MemberWriter.Memory(destination, written, "int")},");
        writer.Line($"    (nuint){shape.Dimension},");
        writer.Line("    (nuint)count);");
    }

    private string Parameters =>
        (other.HasConstants ? "" : $", {SpecText.QualifiedParametersType(other)} queryParameters")
        + (spec.HasConstants ? "" : $", {ProductText.In(SpecText.QualifiedParametersType(spec))} rowParameters");

    private string RefusedParameters => spec.HasConstants ? "" : ", or the parameters of rows are neither one nor as many as rows";

    private void Document(Shape shape, string summary)
    {
        string packed = shape.IsPacked ? "packed codes" : "codes", dimension = spec.Length > 0 ? $"{Literal.Of(spec.Length)} " : "";
        text.Document(summary, ("query", $"The query: {(shape.TakesDimension ? "packed codes" : $"{dimension}codes{text.OfPartner}")}."));
        string bytes = shape.IsPacked ? "; each begins with a byte of its own" : "";
        writer.Line($"/// <param name=\"rows\">The rows, one after another, each of as many {packed}{bytes}.</param>");
        if (shape.TakesDimension) writer.Line($"/// <param name=\"dimension\">The number of codes of the query and of each row{(spec.Length > 0 ? $": {Literal.Of(spec.Length)}" : "")}.</param>");
    }

    private void DocumentParameters()
    {
        if (!other.HasConstants) writer.Line("/// <param name=\"queryParameters\">The parameters of the query.</param>");
        if (!spec.HasConstants) writer.Line("/// <param name=\"rowParameters\">The parameters of the rows: one for all, or one for each.</param>");
    }

    private string Refused(Shape shape, string more)
    {
        string length = spec.Length > 0 ? $"There are not {Literal.Of(spec.Length)} codes, " : shape.TakesDimension ? "" : "There are more than <see cref=\"MaxScoreLength\"/> codes, ";
        string query = shape.TakesDimension ? length.Length > 0 ? "the query has fewer, " : "The query has fewer codes, " : "";
        return $"{length}{query}the rows are not whole, {more}";
    }

    private void RefusesDimension(Shape shape)
    {
        if (TakesRange(shape)) writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number of codes is negative or above <see cref=\"MaxScoreLength\"/>.</exception>");
    }

    private bool TakesRange(Shape shape) => shape.TakesDimension && spec.Length == 0;

    private void RefusesRange(Shape shape)
    {
        if (other.HasConstants && spec.HasConstants) RefusesDimension(shape);
        else writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">{(TakesRange(shape) ? "The number of codes is negative or above <see cref=\"MaxScoreLength\"/>, or parameters" : "Parameters")} are not valid.</exception>");
    }

    /// <summary>What differs between codes of an integer each and packed ones.</summary>
    private readonly struct Shape(QuantizerSpec spec, bool packed)
    {
        internal bool IsPacked => packed;

        /// <summary>Whether the number of codes is an argument: bytes of packed codes do not say it.</summary>
        internal bool TakesDimension => packed && spec.Partner is null;

        internal string Dimension => TakesDimension ? "dimension" : "query.Length";

        internal string QueryType => TakesDimension ? "byte" : spec.Other.CodeType;

        internal string RowType => packed ? "byte" : spec.CodeType;

        internal string RowLength => packed ? $"global::Quantization.Runtime.PackedCodes.GetLength({Dimension}, {Literal.Of(spec.Bits)})" : Dimension;

        internal string Operands => $"{ProductText.In(QueryType)} query, {ProductText.In(RowType)} rows{(TakesDimension ? ", int dimension" : "")}";

        internal string Method(string name, string what = "") => name + (packed ? "Packed" : "") + what;
    }
}
