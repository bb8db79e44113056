using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that multiply codes by floats: the codes themselves, or what they stand for.</summary>
internal sealed class ValueProductMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private const string Values = "global::System.ReadOnlySpan<float> values";

    private readonly ProductText text = new(spec, writer);

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.Dot)) return;
        WriteDot("DotCodes", "DotValues", reconstructs: false);
        WriteDot("Dot", "DotReconstructed", reconstructs: true);
        if (!spec.HasPackedProducts) return;
        WritePacked("DotPackedCodes", "DotPackedValues", reconstructs: false);
        WritePacked("DotPacked", "DotPackedReconstructed", reconstructs: true);
    }

    private void WriteDot(string method, string kernel, bool reconstructs)
    {
        Document("codes", "The codes.", "As many values.", reconstructs);
        text.Refuses(spec.Length > 0 ? $"There are not {Literal.Of(spec.Length)} elements on each side" : "The sides are not of one length");
        RefusesParameters(reconstructs);
        using (text.Method($"float {method}({ProductText.In(spec.CodeType)} codes, {Values}{Declared(reconstructs)})"))
        {
            if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(codes.Length, {Literal.Of(spec.Length)}, \"codes\");");
            writer.Line($"{MemberWriter.Guard}.RequireSameLength(codes.Length, values.Length, \"values\");");
            Return(kernel, MemberWriter.Memory("codes", spec.CodeType, spec.CodeType), reconstructs);
        }
    }

    private void WritePacked(string method, string kernel, bool reconstructs)
    {
        Document("packed", "The packed codes; at least as many as there are values.", "The values.", reconstructs);
        text.Refuses($"The packed codes are fewer than the values{(spec.Length > 0 ? $", or these are not {Literal.Of(spec.Length)}" : "")}");
        RefusesParameters(reconstructs);
        using (text.Method($"float {method}({ProductText.In("byte")} packed, {Values}{Declared(reconstructs)})"))
        {
            if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(values.Length, {Literal.Of(spec.Length)}, \"values\");");
            writer.Line($"{MemberWriter.Guard}.RequireCodes(packed.Length, values.Length, {Literal.Of(spec.Bits)}, \"packed\");");
            Return(kernel, MemberWriter.Memory("packed", "byte", "byte"), reconstructs);
        }
    }

    private void Document(string codes, string ofCodes, string ofValues, bool reconstructs)
    {
        text.Document(
            $"The sum of the products of {(reconstructs ? "the values that codes stand for" : "codes")} with values, in float: element e is {(reconstructs ? "reconstructed, " : "")}multiplied and added to accumulator e mod 16, then each is added to the one 8 further, and so on by 4, 2 and 1.",
            (codes, ofCodes),
            ("values", ofValues));
        if (reconstructs) members.DocumentParameters(rounds: false);
        text.Returns(reconstructs ? "<c>Σ x̂·y</c>, the same on every processor." : "<c>Σ q·y</c>, the same on every processor.");
    }

    private void RefusesParameters(bool reconstructs)
    {
        if (reconstructs) members.DocumentParametersException("");
    }

    private string Declared(bool reconstructs) => reconstructs ? members.Declared(rounds: false) : "";

    private void Return(string kernel, string codes, bool reconstructs)
    {
        if (reconstructs && members.TakesParameters) text.RequireParameters(spec, "parameters");
        writer.Line($"return {members.Kernels}.{kernel}({codes}, {MemberWriter.Memory("values", "float", "float")}, (nuint)values.Length{(reconstructs ? members.Passed(rounds: false) : "")});");
    }
}
