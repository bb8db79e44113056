using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The consumer's type: constants and documented methods that check their arguments and call the kernels.</summary>
internal sealed class QuantizerType(QuantizerSpec spec, SourceWriter writer)
{
    private readonly string code = SpecText.CodeType(spec);
    private readonly string kernels = $"global::Quantization.Generated.{SpecText.KernelClass(spec)}";
    private readonly string parametersType = SpecText.QualifiedParametersType(spec);
    private readonly bool constant = spec.Constants is not null;

    private string Declared => constant ? "" : $", {parametersType} parameters";

    private string Passed => constant ? "" : string.Concat(SpecText.ParameterFields(spec).Select(p => $", parameters.{p.Field}"));

    /// <summary>Writes the type inside its containers; its members read as a table of contents.</summary>
    internal void Write()
    {
        WriteShell(0, () =>
        {
            WriteConstants();
            if (constant) WriteParametersProperty();
            else WriteParametersFor();
            WriteSpanMethod("Quantize", "float", code, QuantizeText, "codes");
            WriteElementMethod("Quantize", "float", "value", code, QuantizeText, "The code, the same as the span overload gives.");
            WriteSpanMethod("Dequantize", code, "float", DequantizeText, "values");
            WriteElementMethod("Dequantize", code, "code", "float", DequantizeText, "The value that the code stands for.");
            WriteSpanMethod("FakeQuantize", "float", "float", FakeText, "values");
            WriteElementMethod("FakeQuantize", "float", "value", "float", FakeText, "The reconstructed value.");
            if (!spec.Shell.IsStatic) WriteInterfaceMembers();
        });
    }

    private string QuantizeText => $"Quantizes: <c>{SpecText.QuantizeFormula(spec)}</c>";

    private string DequantizeText => $"Dequantizes: <c>{SpecText.DequantizeFormula(spec)}</c>";

    private static string FakeText => "Quantizes and dequantizes at once, to the same bits as one after the other";

    private void WriteShell(int depth, Action members)
    {
        if (depth < spec.Shell.Containers.Count)
        {
            TypeHeader container = spec.Shell.Containers[depth];
            using (writer.Block($"partial {container.Keyword} {container.Reference}")) WriteShell(depth + 1, members);
            return;
        }

        TypeHeader type = spec.Shell.Type;
        string header = $"partial {type.Keyword} {type.Reference}";
        if (!spec.Shell.IsStatic) header += $" :\n    {Interface}";
        using (writer.Block(header)) members();
    }

    private string Interface => constant
        ? $"global::Quantization.IFixedQuantizer<{spec.Shell.Type.Reference}, float, {code}>,\n    global::Quantization.IFixedParameters<{parametersType}>"
        : $"global::Quantization.IQuantizer<{spec.Shell.Type.Reference}, float, {code}, {parametersType}>";

    private void WriteConstants()
    {
        (string Name, int Value, string Summary)[] constants =
        [
            ("Bits", spec.Bits, "The width of a code in bits."),
            ("MinCode", spec.MinCode, "The lowest code."),
            ("MaxCode", spec.MaxCode, "The highest code."),
        ];
        foreach ((string name, int value, string summary) in constants)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public const int {name} = {Literal.Of(value)};");
            writer.Line();
        }
    }

    // With constants: what the declaration says, for readers and for the generic implementation.
    private void WriteParametersProperty()
    {
        ConstantParameters constants = spec.Constants!;
        string arguments = spec.Scheme switch
        {
            QuantizationScheme.Affine => $"{Literal.Of(constants.Scale)}, {Literal.Of(constants.ZeroPoint)}",
            QuantizationScheme.Scale => Literal.Of(constants.Scale),
            _ => $"{Literal.Of(constants.Minimum)}, {Literal.Of(constants.Scale)}",
        };
        writer.Line("/// <summary>The parameters that the declaration gives; they are folded into the code.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static {parametersType} Parameters => new {parametersType}({arguments});");
    }

    private void WriteParametersFor()
    {
        string bits = Literal.Of(spec.Bits), min = Literal.Of(spec.MinCode), max = Literal.Of(spec.MaxCode);
        string floor = spec.Rounding == Rounding.Floor ? "true" : "false";
        string rest = spec.Scheme switch
        {
            QuantizationScheme.Affine => $"{min}, {max}",
            QuantizationScheme.Scale => $"{bits}, {min}, {max}, floor: {floor}",
            _ => $"{bits}, floor: {floor}",
        };
        string derive = $"global::Quantization.Runtime.ParametersOf.{spec.Scheme}";
        writer.Lines($"""
            /// <summary>The parameters with which the code range covers a range of values.</summary>
            /// <param name="minimum">The least value; finite.</param>
            /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
            /// <returns>The parameters by the scheme's formulas.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A bound is not finite, or <paramref name="minimum"/> is above <paramref name="maximum"/>.</exception>
            {GeneratedCode.Attribute}
            public static {parametersType} ParametersFor(float minimum, float maximum) =>
                {derive}(minimum, maximum, {rest});

            /// <summary>The parameters with which the code range covers the finite values of a tensor.</summary>
            /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
            /// <returns>The parameters by the scheme's formulas.</returns>
            {GeneratedCode.Attribute}
            public static {parametersType} ParametersFor(global::System.ReadOnlySpan<float> values) =>
                {derive}(values, {rest});
            """);
    }

    private void WriteSpanMethod(string name, string source, string destination, string text, string results)
    {
        bool inPlace = name == "FakeQuantize";
        string where = inPlace ? "the very memory of <paramref name=\"source\"/> or apart from it" : "apart from <paramref name=\"source\"/> in memory";
        string overlap = inPlace ? "the spans overlap without starting together" : "the spans overlap";
        string nan = ThrowsOnNaN(name) ? ", or the source has a NaN" : "";
        writer.Line();
        writer.Line($"/// <summary>{text}.</summary>");
        writer.Line($"/// <param name=\"source\">The {(source == "float" ? "values" : "codes")}.</param>");
        writer.Line($"/// <param name=\"destination\">Receives as many {results}; at least as long as the source, and {where}.</param>");
        WriteParametersDoc();
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The destination is too short{(nan.Length > 0 ? "," : " or")} {overlap}{nan}; nothing is written.</exception>");
        WriteParametersException("; nothing is written");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void {name}(global::System.ReadOnlySpan<{source}> source, global::System.Span<{destination}> destination{Declared})"))
        {
            writer.Line($"global::Quantization.Runtime.QuantizerGuard.{(inPlace ? "RequireInPlaceOrApart" : "RequireApart")}(source, destination);");
            if (!constant) writer.Line($"{kernels}.RequireValid(parameters);");
            if (ThrowsOnNaN(name)) writer.Line("global::Quantization.Runtime.QuantizerGuard.RequireNoNaN(source);");
            writer.Line($"{kernels}.{name}(");
            writer.Line("    ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(source),");
            writer.Line("    ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(destination),");
            writer.Line($"    (nuint)source.Length{Passed});");
        }
    }

    private void WriteElementMethod(string name, string source, string argument, string result, string text, string returns)
    {
        writer.Line();
        writer.Line($"/// <summary>{text}.</summary>");
        writer.Line($"/// <param name=\"{argument}\">The {argument}.</param>");
        WriteParametersDoc();
        writer.Line($"/// <returns>{returns}</returns>");
        if (ThrowsOnNaN(name)) writer.Line("/// <exception cref=\"global::System.ArgumentException\">The value is NaN.</exception>");
        WriteParametersException("");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static {result} {name}({source} {argument}{Declared})"))
        {
            if (!constant) writer.Line($"{kernels}.RequireValid(parameters);");
            if (ThrowsOnNaN(name)) writer.Line($"global::Quantization.Runtime.QuantizerGuard.RequireNoNaN({argument});");
            writer.Line($"return {kernels}.{name}Element({argument}{Passed});");
        }
    }

    private bool ThrowsOnNaN(string name) => spec.NaNHandling == NaNHandling.Throw && name != "Dequantize";

    private void WriteParametersDoc()
    {
        if (!constant) writer.Line($"/// <param name=\"parameters\">The parameters of the {spec.Scheme.ToString().ToLowerInvariant()} scheme.</param>");
    }

    private void WriteParametersException(string consequence)
    {
        if (!constant) writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The parameters are not valid{consequence}.</exception>");
    }

    // A constant cannot implement an interface's property; these hand it on.
    private void WriteInterfaceMembers()
    {
        foreach (string name in new[] { "Bits", "MinCode", "MaxCode" })
        {
            writer.Line();
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"static int global::Quantization.IQuantizationCodes.{name} => {name};");
        }
    }
}
