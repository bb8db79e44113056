using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that multiply packed codes of 1, 2 and 4 bits, with each other or with those of a partner of a byte each.</summary>
internal sealed class PackedProductMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private const string Bytes = "global::System.ReadOnlySpan<byte>";

    private readonly QuantizerSpec other = spec.Other;
    private readonly ProductText text = new(spec, writer);
    private readonly string bits = Literal.Of(spec.Bits);

    private bool HasPartner => spec.Partner is not null;

    private string Lengths => HasPartner ? "The packed codes are fewer than those of the partner" : TooFew;

    private string TooFew => $"There are fewer codes{(spec.Length > 0 ? $", or the number is not {Literal.Of(spec.Length)}" : "")}";

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (!spec.HasPackedProducts) return;
        WriteDotCodes();
        WriteSum();
        WriteOfTwo("long SquaredDistancePackedCodes", "The sum of the squares of the differences of packed codes, exactly: <c>Σ (a − b)²</c>.", "The sum.", $"return {Own("SquaredDistancePackedCodes")};");
        WriteOfTwo("int HammingDistancePacked", "The number of places at which packed codes differ.", "The number.", $"return (int){Own("HammingDistancePacked")};");
        WriteDot(withSums: false);
        if (ProductText.HasOffsets(spec)) WriteDot(withSums: true);
        WriteSquaredDistance();
        WriteCosine();
    }

    private void WriteDotCodes()
    {
        int? most = ProductText.LimitOf(spec);
        DocumentDot("The sum of the products of packed codes, exactly: <c>Σ a·b</c>.");
        text.Returns("The sum.");
        text.Refuses(Lengths + (most is null ? "" : ", or there are more than <see cref=\"MaxDotLength\"/>"));
        RefusesCount();
        using (text.Method($"{(spec.AccumulatesInt32 ? "int" : "long")} DotPackedCodes({Operands})"))
        {
            RequireDot();
            if (most is not null) writer.Line($"{MemberWriter.Guard}.RequireAtMost({Count}, MaxDotLength, \"{(HasPartner ? "right" : "count")}\");");
            WriteDotMemory();
            writer.Line($"return {(spec.AccumulatesInt32 ? $"unchecked((int){Dot})" : Dot)};");
        }
    }

    private void WriteSum()
    {
        text.Document("The sum of packed codes, exactly.", ("packed", "The packed codes."), ("count", "The number of codes."));
        text.Returns("The sum.");
        text.Refuses(TooFew);
        writer.Line(RefusedCount);
        using (text.Method($"long SumPackedCodes({Bytes} packed, int count)"))
        {
            RequireCount();
            writer.Line($"{MemberWriter.Guard}.RequireCodes(packed.Length, count, {bits}, \"packed\");");
            writer.Line($"return {members.Kernels}.SumPackedCodes({MemberWriter.Memory("packed", "byte", "byte")}, (nuint)count);");
        }
    }

    private void WriteOfTwo(string method, string summary, string returns, string statement)
    {
        DocumentOwn(summary);
        text.Returns(returns);
        text.Refuses(TooFew);
        writer.Line(RefusedCount);
        using (text.Method($"{method}({Bytes} left, {Bytes} right, int count)"))
        {
            RequireOwn();
            writer.Line(statement);
        }
    }

    private void WriteDot(bool withSums)
    {
        DocumentDot($"The sum of the products of the values that packed codes stand for{(withSums ? ", where the sums of codes are known" : "")}: in double, from sums of codes that are exact, rounded once.");
        text.DocumentParameters(spec, other);
        if (withSums) text.DocumentSums();
        text.Returns($"<c>{text.DotFormula}</c>.");
        text.Refuses(Lengths);
        if (HasPartner) text.RefusesParameters(spec, other);
        else RefusesCountOrParameters(takesParameters: true);
        using (text.Method($"float DotPacked({Operands}{ProductText.Parameters(spec, other)}{(withSums ? ", long leftSum, long rightSum" : "")})"))
        {
            RequireDot();
            text.RequireParameters(spec, other);
            WriteDotMemory();
            string sums = withSums ? "leftSum, rightSum" : "0, 0";
            if (!withSums && ProductText.HasOffsets(spec))
            {
                string n = $"(nuint){Count}";
                string right = !HasPartner ? $"{members.Kernels}.SumPackedCodes(ref second, {n})" : ProductText.HasOffset(spec) ? $"{members.Kernels}.SumPartnerCodes(ref second, {n})" : "0";
                writer.Line($"long leftSum = {members.Kernels}.SumPackedCodes(ref first, {n}), rightSum = {right};");
                sums = "leftSum, rightSum";
            }

            text.ReturnMoments($"new global::Quantization.Runtime.CodeMoments({Dot}, 0, 0, {sums})", "Dot", Count, ProductText.Reconstruction(spec, "left"), ProductText.Reconstruction(other, "right"));
        }
    }

    private void WriteSquaredDistance()
    {
        DocumentOwn("The sum of the squares of the differences of the values that packed codes stand for: in double, from sums of codes that are exact, rounded once.");
        text.DocumentParameters(spec, spec);
        text.Returns("The sum; without a cancellation where both sides have the same parameters.");
        text.Refuses(TooFew);
        RefusesCountOrParameters(takesParameters: true);
        using (text.Method($"float SquaredDistancePacked({Bytes} left, {Bytes} right, int count{ProductText.Parameters(spec, spec)})"))
        {
            RequireOwn(() => text.RequireParameters(spec, spec));
            WriteMoments();
            text.ReturnMoments("new global::Quantization.Runtime.CodeMoments(products, leftSquares, rightSquares, leftSum, rightSum)", "SquaredDistance", "count", ProductText.Reconstruction(spec, "left"), ProductText.Reconstruction(spec, "right"));
        }
    }

    private void WriteCosine()
    {
        bool takes = ProductText.HasOffset(spec);
        DocumentOwn("The cosine of the angle between the values that packed codes stand for: in double, from sums of codes that are exact, rounded once.");
        if (takes) text.DocumentParameters(spec, spec);
        text.Returns($"<c>Σ x·y / (√Σ x² · √Σ y²)</c>{(takes ? "" : ", in which scales cancel")}: −1 to 1, and 0 where all values of a side are 0.");
        text.Refuses(TooFew);
        RefusesCountOrParameters(takes);
        using (text.Method($"float CosineSimilarityPacked({Bytes} left, {Bytes} right, int count{(takes ? ProductText.Parameters(spec, spec) : "")})"))
        {
            RequireOwn(() => { if (takes) text.RequireParameters(spec, spec); });
            WriteMoments();
            string left = takes ? ProductText.Reconstruction(spec, "left") : ProductText.Codes, right = takes ? ProductText.Reconstruction(spec, "right") : ProductText.Codes;
            text.ReturnMoments("new global::Quantization.Runtime.CodeMoments(products, leftSquares, rightSquares, leftSum, rightSum)", "CosineSimilarity", "count", left, right);
        }
    }

    // Products with oneself are squares.
    private void WriteMoments()
    {
        writer.Line($"long products = {Own("PackedProducts")};");
        if (spec.Bits == 1 && spec.HasSignCodes) writer.Line("long leftSquares = count, rightSquares = count;");
        else writer.Line($"long leftSquares = {Own("PackedProducts", "first", "first")}, rightSquares = {Own("PackedProducts", "second", "second")};");
        writer.Line(ProductText.HasOffset(spec)
            ? $"long leftSum = {members.Kernels}.SumPackedCodes(ref first, (nuint)count), rightSum = {members.Kernels}.SumPackedCodes(ref second, (nuint)count);"
            : "const long leftSum = 0, rightSum = 0;");
    }

    private string Operands => HasPartner ? $"{Bytes} left, {ProductText.In(other.CodeType)} right" : $"{Bytes} left, {Bytes} right, int count";

    private string Count => HasPartner ? "right.Length" : "count";

    private string Dot => $"{members.Kernels}.{(HasPartner ? "DotPackedCodes" : "PackedProducts")}(ref first, ref second, (nuint){Count})";

    private string Own(string kernel, string left = "first", string right = "second") => $"{members.Kernels}.{kernel}(ref {left}, ref {right}, (nuint)count)";

    private void DocumentDot(string summary)
    {
        if (HasPartner) text.Document(summary, ("left", "The packed codes; at least as many as on the right."), ("right", $"The codes{text.OfPartner}."));
        else DocumentOwn(summary);
    }

    private void DocumentOwn(string summary) => text.Document(summary, ("left", "The packed codes."), ("right", "Others, packed alike."), ("count", "The number of codes on each side."));

    private const string RefusedCount = "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number of codes is negative, or as many bytes are more than a span has.</exception>";

    private void RefusesCount()
    {
        if (!HasPartner) writer.Line(RefusedCount);
    }

    private void RefusesCountOrParameters(bool takesParameters) => writer.Line(takesParameters && !spec.HasConstants
        ? "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number of codes is negative, or parameters are not valid.</exception>"
        : RefusedCount);

    private void RequireDot()
    {
        if (!HasPartner)
        {
            RequireCodes();
            return;
        }

        if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(right.Length, {Literal.Of(spec.Length)}, \"right\");");
        writer.Line($"{MemberWriter.Guard}.RequireCodes(left.Length, right.Length, {bits}, \"left\");");
    }

    private void WriteDotMemory()
    {
        writer.Line($"ref byte first = {MemberWriter.Memory("left", "byte", "byte")};");
        writer.Line($"ref byte second = {MemberWriter.Memory("right", HasPartner ? other.CodeType : "byte", "byte")};");
    }

    private void RequireOwn(Action? checks = null)
    {
        RequireCodes();
        checks?.Invoke();
        foreach ((string name, string side) in new[] { ("first", "left"), ("second", "right") }) writer.Line($"ref byte {name} = {MemberWriter.Memory(side, "byte", "byte")};");
    }

    private void RequireCodes()
    {
        RequireCount();
        foreach (string side in new[] { "left", "right" }) writer.Line($"{MemberWriter.Guard}.RequireCodes({side}.Length, count, {bits}, \"{side}\");");
    }

    private void RequireCount()
    {
        if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(count, {Literal.Of(spec.Length)}, \"count\");");
    }
}
