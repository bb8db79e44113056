using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that take parameters for each channel, or compute them for each row.</summary>
internal sealed class ChannelMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    private readonly string value = spec.ValueType;
    private readonly string code = spec.CodeType;
    private readonly string parametersType = SpecText.QualifiedParametersType(spec);

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (spec.HasRows)
        {
            if (spec.Has(QuantizerKernels.Quantize)) WriteBoth("Quantize", "Quantizes", value, code);
            if (spec.Has(QuantizerKernels.Dequantize)) WriteBoth("Dequantize", "Dequantizes", code, value);
            if (spec.Has(QuantizerKernels.FakeQuantize)) WriteBoth("FakeQuantize", "Quantizes and dequantizes", value, value);
        }

        if (spec.HasDynamic) WriteDynamic();
    }

    private void WriteBoth(string name, string does, string source, string destination)
    {
        WriteRows(name, does, source, destination);
        WriteColumns(name, does, source, destination);
    }

    private void WriteRows(string name, string does, string source, string destination)
    {
        bool rounds = name != "Dequantize";
        writer.Line();
        writer.Line($"/// <summary>{does} a matrix whose rows are channels: each row by parameters of its own.</summary>");
        writer.Line("/// <param name=\"source\">The rows, one after another.</param>");
        DocumentDestination(name);
        writer.Line("/// <param name=\"rowLength\">The elements of a row.</param>");
        writer.Line("/// <param name=\"parameters\">The parameters of each row.</param>");
        DocumentRandom(rounds);
        DocumentExceptions(name, $"the source is not as many rows{OfLength} as there are parameters", byRow: true);
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void {name}Rows(global::System.ReadOnlySpan<{source}> source, global::System.Span<{destination}> destination, int rowLength, global::System.ReadOnlySpan<{parametersType}> parameters{Random(rounds)})"))
        {
            Check(name, rounds, $"{MemberWriter.Guard}.RequireRows(source.Length, rowLength, parameters.Length);", destination);
            RequireFixedLength();
            WriteReferences(source, destination);
            using (writer.Block("for (int row = 0; row < parameters.Length; row++)"))
            {
                writer.Line("nuint offset = (nuint)row * (nuint)rowLength;");
                members.Call(name, $"ref {Unsafe}.Add(ref first, offset)", $"ref {Unsafe}.Add(ref result, offset)", "(nuint)rowLength", members.Passed(rounds, "parameters[row]", "offset"));
            }
        }
    }

    private void WriteColumns(string name, string does, string source, string destination)
    {
        bool rounds = name != "Dequantize";
        writer.Line();
        writer.Line($"/// <summary>{does} a matrix whose columns are channels: element i by the parameters of column i modulo their number.</summary>");
        writer.Line("/// <param name=\"source\">The rows, one after another, each with an element a column.</param>");
        DocumentDestination(name);
        writer.Line("/// <param name=\"parameters\">The parameters of each column.</param>");
        DocumentRandom(rounds);
        DocumentExceptions(name, "the source is not whole rows of as many columns as there are parameters", byRow: false);
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void {name}Columns(global::System.ReadOnlySpan<{source}> source, global::System.Span<{destination}> destination, global::System.ReadOnlySpan<{parametersType}> parameters{Random(rounds)})"))
        {
            Check(name, rounds, $"{MemberWriter.Guard}.RequireColumns(source.Length, parameters.Length);", destination);
            writer.Line("if (source.Length == 0) return;");
            WriteReferences(source, destination);
            writer.Line($"{members.Kernels}.{name}Columns(ref first, ref result, (nuint)(source.Length / parameters.Length), parameters{(rounds && members.TakesRandom ? ", random.Seed, random.Start" : "")});");
        }
    }

    private void WriteDynamic()
    {
        writer.Line();
        writer.Line("/// <summary>Quantizes the rows of a matrix, each by parameters that are computed from it: those of <see cref=\"ParametersFor(global::System.ReadOnlySpan{" + value + "})\"/>.</summary>");
        writer.Line("/// <param name=\"source\">The rows, one after another.</param>");
        DocumentDestination("Quantize");
        writer.Line("/// <param name=\"rowLength\">The elements of a row.</param>");
        writer.Line("/// <param name=\"parameters\">Receives the parameters of each row; its length is their number.</param>");
        DocumentRandom(rounds: true);
        string nan = members.RefusesNaN(rounds: true) ? ", or the source has a NaN" : "";
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The destination is too short, the spans overlap, or the source is not as many rows{OfLength} as there are parameters{nan}; nothing is written.</exception>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The length of a row is negative; nothing is written.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void QuantizeDynamic(global::System.ReadOnlySpan<{value}> source, global::System.Span<{code}> destination, int rowLength, global::System.Span<{parametersType}> parameters{Random(rounds: true)})"))
        {
            writer.Line($"{MemberWriter.Guard}.RequireApart(source, destination);");
            writer.Line($"{MemberWriter.Guard}.RequireRows(source.Length, rowLength, parameters.Length);");
            RequireFixedLength();
            writer.Line($"{MemberWriter.Guard}.RequireParametersApart<{parametersType}, {value}>(parameters, source);");
            writer.Line($"{MemberWriter.Guard}.RequireParametersApart<{parametersType}, {code}>(parameters, destination);");
            members.RequireNoNaN(rounds: true, "source");
            WriteReferences(value, code);
            writer.Line($"{members.Kernels}.QuantizeDynamic(ref first, ref result, (nuint)rowLength, parameters{(members.TakesRandom ? ", random.Seed, random.Start" : "")});");
        }
    }

    private void Check(string name, bool rounds, string shape, string written)
    {
        writer.Line($"{MemberWriter.Guard}.{(name == "FakeQuantize" ? "RequireInPlaceOrApart" : "RequireApart")}(source, destination);");
        writer.Line(shape);
        writer.Line($"{MemberWriter.Guard}.RequireParametersApart<{parametersType}, {written}>(parameters, destination);");
        writer.Line($"foreach ({parametersType} channel in parameters) {members.Kernels}.RequireValid(channel);");
        members.RequireNoNaN(rounds, "source");
    }

    // A declaration for a number of elements is one for rows of so many.
    private void RequireFixedLength()
    {
        if (spec.Length > 0) writer.Line($"if (parameters.Length > 0) {MemberWriter.Guard}.RequireLength(rowLength, {Literal.Of(spec.Length)}, \"rowLength\");");
    }

    private void WriteReferences(string source, string destination)
    {
        writer.Line($"ref {MemberWriter.Unit(source)} first = {MemberWriter.Memory("source", source, MemberWriter.Unit(source))};");
        writer.Line($"ref {MemberWriter.Unit(destination)} result = {MemberWriter.Memory("destination", destination, MemberWriter.Unit(destination))};");
    }

    private string OfLength => spec.Length > 0 ? $" of {Literal.Of(spec.Length)} elements" : "";

    private string Random(bool rounds) => rounds && members.TakesRandom ? ", global::Quantization.RandomSequence random" : "";

    private void DocumentDestination(string name) =>
        writer.Line($"/// <param name=\"destination\">Receives an element for each of the source; at least as long, and {(name == "FakeQuantize" ? "the very memory of <paramref name=\"source\"/> or apart from it" : "apart from it in memory")}.</param>");

    private void DocumentRandom(bool rounds)
    {
        if (rounds && members.TakesRandom) writer.Line("/// <param name=\"random\">The random numbers to round by; element i of the matrix takes number i.</param>");
    }

    private void DocumentExceptions(string name, string shape, bool byRow)
    {
        string nan = members.RefusesNaN(name != "Dequantize") ? ", or the source has a NaN" : "";
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The destination is too short, the spans overlap, or {shape}{nan}; nothing is written.</exception>");
        string negative = byRow ? ", or the length of a row is negative" : "";
        writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">Some parameters are not valid{negative}; nothing is written.</exception>");
    }
}
