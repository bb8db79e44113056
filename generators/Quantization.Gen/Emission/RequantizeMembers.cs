using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that bring 32-bit sums of products to codes.</summary>
internal sealed class RequantizeMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private readonly string code = spec.CodeType;

    private bool HasZeroPoint => spec.Scheme == QuantizationScheme.Affine;

    private string ZeroPoint => HasZeroPoint ? ", int zeroPoint" : "";

    /// <summary>Writes them where they are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.Requantize)) return;
        foreach (bool fixedPoint in new[] { false, true })
        {
            WriteSpans(fixedPoint);
            WriteElement(fixedPoint);
        }
    }

    private void WriteSpans(bool fixedPoint)
    {
        writer.Line();
        Document(fixedPoint, "source", "The sums.");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The destination is too short or the spans overlap; nothing is written.</exception>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The multiplier{(HasZeroPoint ? " or zero point" : "")} is not valid; nothing is written.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void Requantize(global::System.ReadOnlySpan<int> source, global::System.Span<{code}> destination, {Type(fixedPoint)} multiplier{ZeroPoint})"))
        {
            writer.Line($"{MemberWriter.Guard}.RequireApart(source, destination);");
            Check();
            members.Call(Name(fixedPoint), MemberWriter.Memory("source", "int", "int"), MemberWriter.Memory("destination", code, code), "(nuint)source.Length", Passed(fixedPoint), ofAnyLength: true);
        }
    }

    private void WriteElement(bool fixedPoint)
    {
        writer.Line();
        Document(fixedPoint, "sum", "The sum.");
        writer.Line("/// <returns>The code.</returns>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The multiplier{(HasZeroPoint ? " or zero point" : "")} is not valid.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static {code} Requantize(int sum, {Type(fixedPoint)} multiplier{ZeroPoint})"))
        {
            Check();
            string call = $"{members.Kernels}.{Name(fixedPoint)}Element(sum{Passed(fixedPoint)})";
            writer.Line(code == "int" ? $"return {call};" : $"return unchecked(({code}){call});");
        }
    }

    private void Document(bool fixedPoint, string source, string sums)
    {
        string z = HasZeroPoint ? " + z" : "";
        string formula = fixedPoint ? $"saturate(((sum · m + 2^(k − 1)) >> k){z})</c>, in 64 bits until it saturates".Replace(">>", "&gt;&gt;") : $"saturate(round(sum · multiplier){z})</c>, the sum first rounded to float";
        writer.Line($"/// <summary>Brings sums of products of codes to codes: <c>q = {formula}.</summary>");
        writer.Line($"/// <param name=\"{source}\">{sums}</param>");
        if (source == "source") writer.Line("/// <param name=\"destination\">Receives as many codes; at least as long as the source, and apart from it in memory.</param>");
        writer.Line($"/// <param name=\"multiplier\">The scales of the products by that of the results: {(fixedPoint ? "m · 2^−k" : "positive and finite")}.</param>");
        if (HasZeroPoint) writer.Line("/// <param name=\"zeroPoint\">The zero point of the results.</param>");
    }

    private void Check()
    {
        writer.Line($"{MemberWriter.Guard}.RequireMultiplier(multiplier);");
        if (HasZeroPoint) writer.Line($"{MemberWriter.Guard}.RequireOwnZeroPoint(zeroPoint, {Literal.Of(spec.MinCode)}, {Literal.Of(spec.MaxCode)});");
    }

    private string Passed(bool fixedPoint) => (fixedPoint ? ", multiplier.Multiplier, multiplier.Shift" : ", multiplier") + (HasZeroPoint ? ", zeroPoint" : "");

    private static string Type(bool fixedPoint) => fixedPoint ? "global::Quantization.FixedPointMultiplier" : "float";

    private static string Name(bool fixedPoint) => fixedPoint ? "RequantizeFixed" : "Requantize";
}
