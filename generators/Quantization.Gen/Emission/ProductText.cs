using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>What the methods of products have in common: documentation, parameters of both sides, and how codes stand for values.</summary>
internal sealed class ProductText(QuantizerSpec spec, SourceWriter writer)
{
    /// <summary>Codes that stand for themselves.</summary>
    internal const string Codes = $"new {Reconstructions}(1f, 0, 0)";

    private const string Reconstructions = "global::Quantization.Runtime.CodeReconstruction";

    /// <summary>Whether a value is not a multiple of the scale by the code.</summary>
    internal static bool HasOffset(QuantizerSpec side) => Products.HasOffset(side);

    /// <summary>Whether that is a real number and no zero point.</summary>
    internal static bool HasRealOffset(QuantizerSpec side) => Products.HasRealOffset(side);

    /// <summary>Whether either side of a dot product has one.</summary>
    internal static bool HasOffsets(QuantizerSpec spec) => HasOffset(spec) || HasOffset(spec.Other);

    /// <summary>Words after "codes" on the right.</summary>
    internal string OfPartner => spec.Partner is { } partner ? $" of <c>{SpecText.TypeName(partner)}</c>" : "";

    /// <summary>What is wrong with lengths.</summary>
    internal string Lengths => spec.Length > 0 ? $"There are not {Literal.Of(spec.Length)} elements on each side" : "The sides are not of one length";

    /// <summary>What a dot product of values is.</summary>
    internal string DotFormula => HasRealOffset(spec) || HasRealOffset(spec.Other)
        ? "(sₐ·s_b)·D + (sₐ·m_b)·A + (s_b·mₐ)·B + n·(mₐ·m_b)</c>, where <c>D = Σ (a − zₐ)(b − z_b)</c>, <c>A = Σ (a − zₐ)</c>, <c>B = Σ (b − z_b)</c>, and m is what code z stands for: <c>x̂ = s·(q − z) + m"
        : HasOffsets(spec) ? "(sₐ·s_b) · Σ (a − zₐ)(b − z_b)" : "(sₐ·s_b) · Σ a·b";

    /// <summary>The most elements whose products certainly fit in 32 bits, where that is asked for and no length is fixed.</summary>
    internal static int? LimitOf(QuantizerSpec spec) => spec is { AccumulatesInt32: true, Length: 0 } ? Products.MostProducts(spec) : null;

    /// <summary>A span that is read.</summary>
    internal static string In(string element) => $"global::System.ReadOnlySpan<{element}>";

    /// <summary>Writes an empty line, the summary, and arguments.</summary>
    internal void Document(string summary, params (string Name, string Text)[] arguments)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach ((string name, string words) in arguments) writer.Line($"/// <param name=\"{name}\">{words}</param>");
    }

    /// <summary>Documents the parameters of both sides.</summary>
    internal void DocumentParameters(QuantizerSpec left, QuantizerSpec right)
    {
        if (!left.HasConstants) writer.Line("/// <param name=\"leftParameters\">The parameters of the codes on the left.</param>");
        if (!right.HasConstants) writer.Line("/// <param name=\"rightParameters\">The parameters of the codes on the right.</param>");
    }

    /// <summary>Documents sums of codes that the caller has.</summary>
    internal void DocumentSums()
    {
        writer.Line("/// <param name=\"leftSum\">The sum of the codes on the left.</param>");
        writer.Line("/// <param name=\"rightSum\">The sum of the codes on the right.</param>");
    }

    /// <summary>Documents the result.</summary>
    internal void Returns(string words) => writer.Line($"/// <returns>{words}</returns>");

    /// <summary>Documents what is refused.</summary>
    internal void Refuses(string words) => writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{words}.</exception>");

    /// <summary>Documents refused parameters.</summary>
    internal void RefusesParameters(QuantizerSpec left, QuantizerSpec right)
    {
        if (!left.HasConstants || !right.HasConstants) writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">Parameters are not valid.</exception>");
    }

    /// <summary>Opens a public static method.</summary>
    internal SourceWriter.Closing Method(string declaration)
    {
        writer.Line(GeneratedCode.Attribute);
        return writer.Block($"public static {declaration}");
    }

    /// <summary>The parameters of both sides, as a method ends with them.</summary>
    internal static string Parameters(QuantizerSpec left, QuantizerSpec right) => Parameter(left, "left") + Parameter(right, "right");

    /// <summary>Writes the checks of the parameters.</summary>
    internal void RequireParameters(QuantizerSpec left, QuantizerSpec right)
    {
        RequireParameters(left, "leftParameters");
        RequireParameters(right, "rightParameters");
    }

    /// <summary>How the codes of a side stand for values, as a C# expression.</summary>
    internal static string Reconstruction(QuantizerSpec side, string name)
    {
        string parameters = $"{name}Parameters";
        (string scale, string zeroPoint, string minimum) = side.Constants is { } constants
            ? (Literal.Of(constants.Scale), Literal.Of(constants.ZeroPoint), Literal.Of(constants.Minimum))
            : ($"{parameters}.Scale", $"{parameters}.ZeroPoint", $"{parameters}.Minimum");
        if (side.Scheme != QuantizationScheme.Affine) zeroPoint = "0";
        string offset = side.Scheme == QuantizationScheme.Uniform ? $"(double){minimum}" : "0";
        if (side.ReconstructsMidpoint) offset = (offset == "0" ? "" : $"{offset} + ") + $"(0.5 * {scale})";
        return $"new {Reconstructions}({scale}, {zeroPoint}, {offset})";
    }

    /// <summary>Writes the return of what follows of sums for values.</summary>
    internal void ReturnMoments(string moments, string method, string count, string left, string right)
    {
        writer.Line($"global::Quantization.Runtime.CodeMoments moments = {moments};");
        writer.Line($"return moments.{method}(");
        writer.Line($"    {count},");
        writer.Line($"    {left},");
        writer.Line($"    {right});");
    }

    /// <summary>Writes the check of the parameters of one side.</summary>
    internal void RequireParameters(QuantizerSpec side, string name)
    {
        if (side.HasConstants) return;
        writer.Line($"{MemberWriter.Guard}.RequireOperand({name}, {(side.Scheme == QuantizationScheme.Affine ? $"{Literal.Of(side.MinCode)}, {Literal.Of(side.MaxCode)}, " : "")}\"{name}\");");
    }

    private static string Parameter(QuantizerSpec side, string name) => side.HasConstants ? "" : $", {SpecText.QualifiedParametersType(side)} {name}Parameters";
}
