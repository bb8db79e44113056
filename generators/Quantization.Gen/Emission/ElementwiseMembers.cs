using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that turn values into codes of an integer each, and back.</summary>
internal sealed class ElementwiseMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private readonly string value = spec.ValueType;
    private readonly string code = spec.CodeType;

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (spec.Has(QuantizerKernels.Quantize))
        {
            WriteSpanMethod("Quantize", value, code, QuantizeText, $"{Stored}s");
            WriteElementMethod("Quantize", value, "value", code, QuantizeText, $"The {Stored}, the same as the span overload gives.");
        }

        if (spec.Has(QuantizerKernels.Dequantize))
        {
            WriteSpanMethod("Dequantize", code, value, DequantizeText, "values");
            WriteElementMethod("Dequantize", code, "code", value, DequantizeText, $"The value that the {Stored} stands for.");
        }

        if (spec.Has(QuantizerKernels.FakeQuantize))
        {
            WriteSpanMethod("FakeQuantize", value, value, FakeText, "values");
            WriteElementMethod("FakeQuantize", value, "value", value, FakeText, "The reconstructed value.");
        }
    }

    // What a format stores has no codes.
    private string Stored => spec.Format is null ? "code" : "stored value";

    private string QuantizeText => spec.Format is null ? $"Quantizes: <c>{SpecText.QuantizeFormula(spec)}</c>" : $"Rounds to nearest, ties to even; {SpecText.Kept(spec)}";

    private string DequantizeText => spec.Format is null ? $"Dequantizes: <c>{SpecText.DequantizeFormula(spec)}</c>" : "Widens, exactly";

    private static string FakeText => "Quantizes and dequantizes at once, to the same bits as one after the other";

    private void WriteSpanMethod(string name, string source, string destination, string text, string results)
    {
        bool rounds = name != "Dequantize", inPlace = name == "FakeQuantize";
        string where = inPlace ? "the very memory of <paramref name=\"source\"/> or apart from it" : "apart from <paramref name=\"source\"/> in memory";
        string overlap = inPlace ? "the spans overlap without starting together" : "the spans overlap";
        string nan = members.RefusesNaN(rounds) ? ", or the source has a NaN" : "";
        string length = spec.Length > 0 ? $"the source does not have {Literal.Of(spec.Length)} elements, " : "";
        writer.Line();
        writer.Line($"/// <summary>{text}.</summary>");
        writer.Line($"/// <param name=\"source\">The {(name == "Dequantize" ? $"{Stored}s" : "values")}{(spec.Length > 0 ? $": {Literal.Of(spec.Length)} of them" : "")}.</param>");
        writer.Line($"/// <param name=\"destination\">Receives as many {results}; at least as long as the source, and {where}.</param>");
        members.DocumentParameters(rounds);
        string or = length.Length + nan.Length > 0 ? "," : "";
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{Capital($"{length}the destination is too short{(nan.Length > 0 ? "," : $"{or} or")} {overlap}{nan}")}; nothing is written.</exception>");
        members.DocumentParametersException("; nothing is written");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void {name}(global::System.ReadOnlySpan<{source}> source, global::System.Span<{destination}> destination{members.Declared(rounds)})"))
        {
            if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength(source.Length, {Literal.Of(spec.Length)}, \"source\");");
            writer.Line($"{MemberWriter.Guard}.{(inPlace ? "RequireInPlaceOrApart" : "RequireApart")}(source, destination);");
            members.RequireParameters();
            members.RequireNoNaN(rounds, "source");
            members.Call(
                name,
                MemberWriter.Memory("source", source, MemberWriter.Unit(source)),
                MemberWriter.Memory("destination", destination, MemberWriter.Unit(destination)),
                "(nuint)source.Length",
                members.Passed(rounds));
        }
    }

    private void WriteElementMethod(string name, string source, string argument, string result, string text, string returns)
    {
        bool rounds = name != "Dequantize";
        writer.Line();
        writer.Line($"/// <summary>{text}.</summary>");
        writer.Line($"/// <param name=\"{argument}\">The {(name == "Dequantize" ? Stored : argument)}.</param>");
        members.DocumentParameters(rounds, ofOne: true);
        writer.Line($"/// <returns>{returns}</returns>");
        if (members.RefusesNaN(rounds)) writer.Line("/// <exception cref=\"global::System.ArgumentException\">The value is NaN.</exception>");
        members.DocumentParametersException("");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static {result} {name}({source} {argument}{members.Declared(rounds)})"))
        {
            members.RequireParameters();
            members.RequireNoNaN(rounds, argument);
            writer.Line($"return {Result(name, argument, result, members.Passed(rounds))};");
        }
    }

    private string Result(string name, string argument, string result, string rest)
    {
        if (spec.IsFloat8) return Float8(name, argument);
        if (spec.Format is not null) return name switch { "Quantize" => $"({result}){argument}", "Dequantize" => $"(float){argument}", _ => $"(float)({code}){argument}" };
        string given = name == "Dequantize"
            ? spec.Target == IntegerTarget.UInt32 ? $"unchecked((int){argument})" : argument
            : spec.Source is SourceType.Half or SourceType.BFloat16 ? $"(float){argument}" : argument;
        string call = $"{members.Kernels}.{name}Element({given}{rest})";
        return result == "int" || result == "float" || result == "double" ? call : result == code ? $"unchecked(({result}){call})" : $"({result}){call}";
    }

    private string Float8(string name, string argument)
    {
        const string Runtime = "global::Quantization.Runtime.";
        SmallFloat format = spec.Format == QuantizationFormat.Float8E4M3 ? SmallFloat.E4M3 : SmallFloat.E5M2;
        string encoded = name == "Dequantize" ? argument : Runtime + SmallFloatText.Encode(format, spec.Saturate, argument);
        return name == "Quantize" ? encoded : Runtime + SmallFloatText.Decode(format, encoded);
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence.Substring(1);
}
