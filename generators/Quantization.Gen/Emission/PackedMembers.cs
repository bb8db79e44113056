using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods about packed codes.</summary>
internal sealed class PackedMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private readonly string value = spec.ValueType;
    private readonly string code = spec.CodeType;

    // Codes of 8 and 16 bits are packed as integers of their own; then the kernels of codes as narrow serve.
    private string Unit => spec.Bits switch { 8 => spec.MinCode < 0 ? "sbyte" : "byte", 16 => spec.MinCode < 0 ? "short" : "ushort", _ => "byte" };

    private bool PacksAsStored => spec.Bits is 8 or 16 && Unit == code;

    private bool Splits => spec.Packing == Packing.SplitHalves;

    private int Group => Splits ? spec.BlockSize : 8;

    private string Order => Splits ? $"blocks of {Literal.Of(spec.BlockSize)} codes whose bytes hold a code of the first half below one of the second" : "a little-endian stream of codes, the first in the lowest bits";

    /// <summary>Writes those that are asked for.</summary>
    internal void Write()
    {
        if (!spec.HasPacked) return;
        WriteLength();
        if (spec.Has(QuantizerKernels.QuantizePacked)) WriteQuantize();
        if (spec.Has(QuantizerKernels.DequantizePacked))
        {
            WriteDequantize(random: false);
            WriteDequantize(random: true);
        }

        if (spec.HasPackedSource) WriteGetCode();
        if (!spec.Has(QuantizerKernels.Pack)) return;
        WritePack();
        WriteUnpack();
    }

    private void WriteLength()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>The bytes that packed codes take.</summary>
            /// <param name="count">The number of codes{(Splits ? $": whole blocks of {Literal.Of(spec.BlockSize)}" : "")}.</param>
            /// <returns>{(Splits ? "<c>count / 2</c>" : $"<c>⌈count · {Literal.Of(spec.Bits)} / 8⌉</c>")}.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The count is negative, or as many bytes are more than a span has.</exception>
            """);
        if (Splits) writer.Line("/// <exception cref=\"global::System.ArgumentException\">The count is not whole blocks.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block("public static int GetPackedLength(int count)"))
        {
            string length = $"global::Quantization.Runtime.PackedCodes.GetLength(count, {Literal.Of(spec.Bits)})";
            if (Splits)
            {
                writer.Line($"int length = {length};");
                writer.Line($"{MemberWriter.Guard}.RequireBlocks(count, {Literal.Of(spec.BlockSize)});");
            }

            writer.Line($"return {(Splits ? "length" : length)};");
        }
    }

    private void WriteQuantize()
    {
        string nan = members.RefusesNaN(rounds: true) ? ", or the source has a NaN" : "";
        writer.Line();
        writer.Line($"/// <summary>Quantizes to packed codes: <c>{SpecText.QuantizeFormula(spec)}</c>, as {Order}.</summary>");
        writer.Line($"/// <param name=\"source\">The values{WholeBlocks}.</param>");
        writer.Line("/// <param name=\"destination\">Receives <see cref=\"GetPackedLength(int)\"/> bytes; at least as long, and apart from <paramref name=\"source\"/> in memory.</param>");
        members.DocumentParameters(rounds: true);
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The destination is too short{(nan.Length > 0 ? "," : " or")} the spans overlap{nan}{BrokenBlocks}; nothing is written.</exception>");
        members.DocumentParametersException("; nothing is written");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void QuantizePacked(global::System.ReadOnlySpan<{value}> source, global::System.Span<byte> destination{members.Declared(rounds: true)})"))
        {
            RequireLength("source.Length");
            writer.Line($"{MemberWriter.Guard}.RequirePacked(source, destination, GetPackedLength(source.Length));");
            members.RequireParameters();
            members.RequireNoNaN(rounds: true, "source");
            members.Call(
                PacksAsStored ? "Quantize" : "QuantizePacked",
                MemberWriter.Memory("source", value, MemberWriter.Unit(value)),
                MemberWriter.Memory("destination", "byte", Unit),
                "(nuint)source.Length",
                members.Passed(rounds: true));
        }
    }

    private void WriteDequantize(bool random)
    {
        string from = random ? ", from some element on" : "";
        writer.Line();
        writer.Line($"/// <summary>Dequantizes packed codes{from}: <c>{SpecText.DequantizeFormula(spec)}</c>.</summary>");
        writer.Line($"/// <param name=\"source\">The packed codes: {Order}.</param>");
        if (random) writer.Line($"/// <param name=\"firstElement\">The first code to dequantize: a multiple of {Literal.Of(Group)}.</param>");
        writer.Line($"/// <param name=\"destination\">Receives one value a code until it is full{WholeBlocks}; apart from <paramref name=\"source\"/> in memory.</param>");
        members.DocumentParameters(rounds: false);
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The source is too short for the destination or the spans overlap{(random ? $", or the first element is no multiple of {Literal.Of(Group)}" : "")}{BrokenBlocks}; nothing is written.</exception>");
        if (random) writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The first element is negative{(members.TakesParameters ? ", or the parameters are not valid" : "")}; nothing is written.</exception>");
        else members.DocumentParametersException("; nothing is written");
        writer.Line(GeneratedCode.Attribute);
        string first = random ? "int firstElement, " : "";
        using (writer.Block($"public static void DequantizePacked(global::System.ReadOnlySpan<byte> source, {first}global::System.Span<{value}> destination{members.Declared(rounds: false)})"))
        {
            if (random)
            {
                writer.Line($"{MemberWriter.Guard}.RequireGroup(firstElement, {Literal.Of(Group)});");
                writer.Line($"DequantizePacked(global::Quantization.Runtime.PackedCodes.From(source, firstElement, {Literal.Of(spec.Bits)}), destination{(members.TakesParameters ? ", parameters" : "")});");
                return;
            }

            RequireLength("destination.Length");
            writer.Line($"{MemberWriter.Guard}.RequireUnpacked(source, destination, GetPackedLength(destination.Length));");
            members.RequireParameters();
            members.Call(
                PacksAsStored ? "Dequantize" : "DequantizePacked",
                MemberWriter.Memory("source", "byte", Unit),
                MemberWriter.Memory("destination", value, MemberWriter.Unit(value)),
                "(nuint)destination.Length",
                members.Passed(rounds: false));
        }
    }

    private void WriteGetCode()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>One of many packed codes.</summary>
            /// <param name="packed">The packed codes: {Order}.</param>
            /// <param name="index">Which of them.</param>
            /// <returns>The code.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The index is negative, or there are not so many codes.</exception>
            """);
        writer.Line(GeneratedCode.Attribute);
        string field = Splits ? $"SplitHalves.Read(ref first, (nuint)index, {Literal.Of(spec.BlockSize)})" : $"PackedCodes.Read(ref first, (nuint)index, {Literal.Of(spec.Bits)})";
        string read = $"global::Quantization.Runtime.{field}";
        string decoded = spec.HasSignCodes ? $"global::Quantization.Runtime.PackedCodes.SignOf({read})"
            : spec.MinCode < 0 ? $"global::Quantization.Runtime.PackedCodes.Decode({read}, {Literal.Of(spec.Bits)}, signed: true)"
            : read;
        using (writer.Block($"public static {code} GetCode(global::System.ReadOnlySpan<byte> packed, int index)"))
        {
            string blockBytes = Splits ? $", blockBytes: {Literal.Of(spec.BlockSize / 2)}" : "";
            writer.Line($"{MemberWriter.Guard}.RequireIndex(packed.Length, index, {Literal.Of(spec.Bits)}{blockBytes});");
            writer.Line("ref byte first = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(packed);");
            writer.Line($"return unchecked(({code}){decoded});");
        }
    }

    private void WritePack()
    {
        writer.Line();
        writer.Line($"/// <summary>Packs codes as {Order}. A code outside the range keeps its low bits{(spec.HasSignCodes ? ": what is not negative is +1" : "")}.</summary>");
        writer.Line($"/// <param name=\"source\">The codes{WholeBlocks}.</param>");
        writer.Line("/// <param name=\"destination\">Receives <see cref=\"GetPackedLength(int)\"/> bytes; at least as long, and apart from <paramref name=\"source\"/> in memory.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The destination is too short or the spans overlap{BrokenBlocks}; nothing is written.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void Pack(global::System.ReadOnlySpan<{code}> source, global::System.Span<byte> destination)"))
        {
            RequireLength("source.Length");
            writer.Line($"{MemberWriter.Guard}.RequirePacked(source, destination, GetPackedLength(source.Length));");
            if (PacksAsStored) writer.Line($"{Bytes("source", code)}.CopyTo(destination);");
            else members.Call("Pack", MemberWriter.Memory("source", code, code), MemberWriter.Memory("destination", "byte", Unit), "(nuint)source.Length", "");
        }
    }

    private void WriteUnpack()
    {
        writer.Line();
        writer.Line("/// <summary>Unpacks codes.</summary>");
        writer.Line($"/// <param name=\"source\">The packed codes: {Order}.</param>");
        writer.Line($"/// <param name=\"destination\">Receives codes until it is full{WholeBlocks}; apart from <paramref name=\"source\"/> in memory.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The source is too short for the destination or the spans overlap{BrokenBlocks}; nothing is written.</exception>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block($"public static void Unpack(global::System.ReadOnlySpan<byte> source, global::System.Span<{code}> destination)"))
        {
            RequireLength("destination.Length");
            writer.Line($"{MemberWriter.Guard}.RequireUnpacked(source, destination, GetPackedLength(destination.Length));");
            if (PacksAsStored) writer.Line($"source.Slice(0, GetPackedLength(destination.Length)).CopyTo({Bytes("destination", code)});");
            else members.Call("Unpack", MemberWriter.Memory("source", "byte", Unit), MemberWriter.Memory("destination", code, code), "(nuint)destination.Length", "");
        }
    }

    private string WholeBlocks => Splits ? $", in whole blocks of {Literal.Of(spec.BlockSize)}" : spec.Length > 0 ? $": {Literal.Of(spec.Length)} of them" : "";

    private string BrokenBlocks => (Splits ? $", or a block of {Literal.Of(spec.BlockSize)} is not whole" : "") + (spec.Length > 0 ? $", or there are not {Literal.Of(spec.Length)} elements" : "");

    private void RequireLength(string count)
    {
        if (spec.Length > 0) writer.Line($"{MemberWriter.Guard}.RequireLength({count}, {Literal.Of(spec.Length)}, \"{count.Split('.')[0]}\");");
    }

    private static string Bytes(string span, string type) => type == "byte" ? span : $"global::System.Runtime.InteropServices.MemoryMarshal.AsBytes({span})";
}
