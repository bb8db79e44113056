using Quantization.Gen.Declaration;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Emission;

/// <summary>The methods that multiply codes of an integer each, with those of the partner and with values: sums of codes, and what follows of what they stand for.</summary>
internal sealed class ProductMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private readonly QuantizerSpec other = spec.Other;
    private readonly string code = spec.CodeType;
    private readonly string partner = spec.Other.CodeType;
    private readonly ProductText text = new(spec, writer);

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.Dot)) return;
        if (ProductText.LimitOf(spec) is { } most)
        {
            writer.Line();
            writer.Line("/// <summary>The most codes that are multiplied in one call: the sum of so many products always fits in 32 bits.</summary>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public const int MaxDotLength = {Literal.Of(most)};");
        }

        WriteDotCodes();
        WriteSumCodes();
        WriteOfTwo("long SquaredDistanceCodes", "The sum of the squares of the differences of codes, exactly: <c>Σ (a − b)²</c>.", "The sum.", $"return {Kernel("SquaredDistanceCodes")};");
        WriteOfTwo("int HammingDistance", "The number of places at which codes differ.", "The number.", $"return (int){Kernel("HammingDistance")};");
        WriteDot(withSums: false);
        if (ProductText.HasOffsets(spec)) WriteDot(withSums: true);
        WriteSquaredDistance();
        WriteCosine();
    }

    private void WriteDotCodes()
    {
        string result = spec.AccumulatesInt32 ? "int" : "long";
        text.Document("The sum of the products of codes, exactly: <c>Σ a·b</c>.", ("left", "The codes."), ("right", $"As many codes{text.OfPartner}."));
        text.Returns("The sum.");
        text.Refuses(text.Lengths + (ProductText.LimitOf(spec) is null ? "" : ", or there are more than <see cref=\"MaxDotLength\"/>"));
        using (text.Method($"{result} DotCodes({ProductText.In(code)} left, {ProductText.In(partner)} right)"))
        {
            RequireLengths();
            if (ProductText.LimitOf(spec) is not null) writer.Line($"{MemberWriter.Guard}.RequireAtMost(left.Length, MaxDotLength, \"left\");");
            WriteMemory(ofPartner: true);
            writer.Line($"return {(spec.AccumulatesInt32 ? $"unchecked((int){Kernel("DotCodes")})" : Kernel("DotCodes"))};");
        }
    }

    private void WriteSumCodes()
    {
        text.Document("The sum of codes, exactly.", ("codes", "The codes."));
        text.Returns("The sum.");
        if (spec.Length > 0) text.Refuses($"There are not {Literal.Of(spec.Length)} codes");
        using (text.Method($"long SumCodes({ProductText.In(code)} codes)"))
        {
            if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(codes.Length, {Literal.Of(spec.Length)}, \"codes\");");
            writer.Line($"return {members.Kernels}.SumCodes({Memory("codes", spec)}, (nuint)codes.Length);");
        }
    }

    private void WriteOfTwo(string method, string summary, string returns, string statement)
    {
        text.Document(summary, ("left", "The codes."), ("right", "As many others."));
        text.Returns(returns);
        text.Refuses(text.Lengths);
        using (text.Method($"{method}({ProductText.In(code)} left, {ProductText.In(code)} right)"))
        {
            RequireLengths();
            WriteMemory();
            writer.Line(statement);
        }
    }

    private void WriteDot(bool withSums)
    {
        text.Document($"The sum of the products of the values that codes stand for{(withSums ? ", where the sums of codes are known" : "")}: in double, from sums of codes that are exact, rounded once.", ("left", "The codes."), ("right", $"As many codes{text.OfPartner}."));
        text.DocumentParameters(spec, other);
        if (withSums) text.DocumentSums();
        text.Returns($"<c>{text.DotFormula}</c>.");
        text.Refuses(text.Lengths);
        text.RefusesParameters(spec, other);
        string sums = withSums ? ", long leftSum, long rightSum" : "";
        using (text.Method($"float Dot({ProductText.In(code)} left, {ProductText.In(partner)} right{ProductText.Parameters(spec, other)}{sums})"))
        {
            RequireLengths();
            text.RequireParameters(spec, other);
            WriteMemory(ofPartner: true);
            string moments = withSums || !ProductText.HasOffsets(spec)
                ? $"new global::Quantization.Runtime.CodeMoments({Kernel("DotCodes")}, 0, 0, {(withSums ? "leftSum, rightSum" : "0, 0")})"
                : Kernel("DotMoments");
            text.ReturnMoments(moments, "Dot", "left.Length", ProductText.Reconstruction(spec, "left"), ProductText.Reconstruction(other, "right"));
        }
    }

    private void WriteSquaredDistance()
    {
        text.Document("The sum of the squares of the differences of the values that codes stand for: in double, from sums of codes that are exact, rounded once.", ("left", "The codes."), ("right", "As many others."));
        text.DocumentParameters(spec, spec);
        text.Returns($"The sum; <c>s²·Σ ((a − zₐ) − (b − z_b))²</c>, without a cancellation, where both sides have one scale{(ProductText.HasRealOffset(spec) ? " and one minimum" : "")}.");
        text.Refuses(text.Lengths);
        text.RefusesParameters(spec, spec);
        using (text.Method($"float SquaredDistance({ProductText.In(code)} left, {ProductText.In(code)} right{ProductText.Parameters(spec, spec)})"))
        {
            RequireLengths();
            text.RequireParameters(spec, spec);
            WriteMemory();
            text.ReturnMoments(Kernel("Moments"), "SquaredDistance", "left.Length", ProductText.Reconstruction(spec, "left"), ProductText.Reconstruction(spec, "right"));
        }
    }

    private void WriteCosine()
    {
        bool scaleOnly = !ProductText.HasOffset(spec);
        text.Document("The cosine of the angle between the values that codes stand for: in double, from sums of codes that are exact, rounded once.", ("left", "The codes."), ("right", "As many others."));
        if (!scaleOnly) text.DocumentParameters(spec, spec);
        text.Returns($"<c>Σ x·y / (√Σ x² · √Σ y²)</c>{(scaleOnly ? ", in which scales cancel" : "")}: −1 to 1, and 0 where all values of a side are 0.");
        text.Refuses(text.Lengths);
        if (!scaleOnly) text.RefusesParameters(spec, spec);
        using (text.Method($"float CosineSimilarity({ProductText.In(code)} left, {ProductText.In(code)} right{(scaleOnly ? "" : ProductText.Parameters(spec, spec))})"))
        {
            RequireLengths();
            if (!scaleOnly) text.RequireParameters(spec, spec);
            string left = scaleOnly ? ProductText.Codes : ProductText.Reconstruction(spec, "left"), right = scaleOnly ? ProductText.Codes : ProductText.Reconstruction(spec, "right");
            WriteMemory();
            text.ReturnMoments(Kernel("Moments"), "CosineSimilarity", "left.Length", left, right);
        }
    }

    private void RequireLengths()
    {
        if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(left.Length, {Literal.Of(spec.Length)}, \"left\");");
        writer.Line($"{MemberWriter.Guard}.RequireSameLength(left.Length, right.Length, \"right\");");
    }

    private void WriteMemory(bool ofPartner = false)
    {
        writer.Line($"ref {Unit(spec)} first = {Memory("left", spec)};");
        writer.Line($"ref {Unit(other)} second = {Memory("right", ofPartner ? other : spec)};");
    }

    private string Kernel(string name) => $"{members.Kernels}.{name}(ref first, ref second, (nuint)left.Length)";

    private static string Unit(QuantizerSpec spec) => CodeSide.Left(spec).Unit;

    private static string Memory(string span, QuantizerSpec spec) => MemberWriter.Memory(span, spec.CodeType, Unit(spec));
}
