using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The members of a type of blocks: sizes, methods that check their arguments and call the kernels, and the view of a single block.</summary>
internal sealed class BlockMembers(QuantizerSpec spec, SourceWriter writer)
{
    private const string Values = "global::System.ReadOnlySpan<float>";
    private const string Bytes = "global::System.ReadOnlySpan<byte>";

    private readonly BlockFormat format = BlockDeclaration.FormatOf(spec);
    private readonly string kernels = $"global::Quantization.Generated.{SpecText.KernelClass(spec)}";

    private const string Partner = "global::Quantization.QuantizationFormat";

    private bool HasPartner => spec.Has(QuantizerKernels.Dot) && format.Partner is not null;

    private string Size => Literal.Of(format.Size);

    private string Length => Literal.Of(format.Bytes);

    /// <summary>The interfaces that the type gets.</summary>
    internal IEnumerable<string> Interfaces()
    {
        bool all = spec.Has(QuantizerKernels.Quantize) && spec.Has(QuantizerKernels.Dequantize) && spec.Has(QuantizerKernels.FakeQuantize);
        yield return "IBlocks";
        if (all) yield return $"IBlockQuantizer<{spec.Shell.Type.Reference}>";
        if (spec.Has(QuantizerKernels.Dot)) yield return $"IBlockDot<{spec.Shell.Type.Reference}>";
        if (HasPartner) yield return $"IPartnerDot<{spec.Shell.Type.Reference}>";
    }

    /// <summary>Writes them all.</summary>
    internal void Write()
    {
        WriteConstant("BlockSize", Size, "The elements of a block.");
        writer.Line();
        WriteConstant("BytesPerBlock", Length, "The bytes of a block.");
        if (HasPartner)
        {
            writer.Line();
            writer.Line("/// <summary>The format of the blocks that these are multiplied by.</summary>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public const {Partner} Partner = {Partner}.{format.Partner};");
        }

        WriteByteCount();
        if (spec.Has(QuantizerKernels.Quantize)) WriteQuantize();
        if (spec.Has(QuantizerKernels.Dequantize)) WriteDequantize();
        if (spec.Has(QuantizerKernels.FakeQuantize)) WriteFakeQuantize();
        if (spec.Has(QuantizerKernels.Dot))
        {
            WriteValueDot();
            if (format.Partner is { } partner) WritePartnerDot(BlockFormats.Of(partner));
        }

        if (spec.Has(QuantizerKernels.MatrixProduct)) new BlockMatrixMembers(spec, format, writer).Write();
        if (!spec.Shell.IsStatic) WriteInterfaceMembers();
        writer.Line();
        new BlockView(spec, format, writer).Write();
    }

    private void WriteConstant(string name, string value, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public const int {name} = {value};");
    }

    private void WriteByteCount()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>The bytes that the blocks of some elements take.</summary>
            /// <param name="count">The number of elements: whole blocks of {Size}.</param>
            /// <returns><c>count / {Size} · {Length}</c>.</returns>
            /// <exception cref="global::System.ArgumentException">The count is not whole blocks.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The count is negative, or as many bytes are more than a span has.</exception>
            {GeneratedCode.Attribute}
            public static int GetByteCount(int count) => {MemberWriter.Guard}.GetByteCount(count, {Size}, {Length});
            """);
    }

    private void WriteQuantize()
    {
        Document($"Quantizes values to blocks: {SpecText.Describe(spec)}", ("source", $"The values: whole blocks of {Size}."), ("destination", $"Receives the blocks, {Length} bytes each; long enough for all of them, and apart from the source in memory."));
        Refuses($"The values are not whole blocks of {Size}, the destination is too short, or the spans overlap{(Throws ? ", or a value is NaN" : "")}; nothing is written.");
        using (Method($"void Quantize({Values} source, global::System.Span<byte> destination)"))
        {
            writer.Line($"int blocks = {MemberWriter.Guard}.RequireBlocks(source, destination, {Size}, {Length});");
            RequireNoNaN();
            writer.Line($"{kernels}.Quantize({Reference("source")}, {Reference("destination")}, (nuint)blocks);");
        }
    }

    private void WriteDequantize()
    {
        Document("Reconstructs the values of blocks", ("source", $"The blocks, {Length} bytes each."), ("destination", $"Receives {Size} values a block; long enough for all of them, and apart from the source in memory."));
        Refuses($"The source is not whole blocks of {Length} bytes, the destination is too short, or the spans overlap; nothing is written.");
        using (Method($"void Dequantize({Bytes} source, global::System.Span<float> destination)"))
        {
            writer.Line($"int blocks = {MemberWriter.Guard}.RequireWholeBlocks(source, destination, {Size}, {Length});");
            writer.Line($"{kernels}.Dequantize({Reference("source")}, {Reference("destination")}, (nuint)blocks);");
        }
    }

    private void WriteFakeQuantize()
    {
        Document("Quantizes and dequantizes at once, to the same bits as one after the other", ("source", $"The values: whole blocks of {Size}."), ("destination", "Receives as many values; at least as long, and the very memory of <paramref name=\"source\"/> or apart from it."));
        Refuses($"The values are not whole blocks of {Size}, the destination is too short, or the spans overlap without starting together{(Throws ? ", or a value is NaN" : "")}; nothing is written.");
        using (Method($"void FakeQuantize({Values} source, global::System.Span<float> destination)"))
        {
            writer.Line($"int blocks = {MemberWriter.Guard}.RequireBlocksInPlaceOrApart(source, destination, {Size});");
            RequireNoNaN();
            writer.Line($"{kernels}.FakeQuantize({Reference("source")}, {Reference("destination")}, (nuint)blocks);");
        }
    }

    private void WriteValueDot()
    {
        Document("The sum of the products of quantized with other values, in a fixed order", ("blocks", $"The blocks, {Length} bytes each."), ("values", $"A value for each element: {Size} a block."));
        writer.Lines("""
            /// <returns>
            /// The sum. Element e is reconstructed, multiplied by its value and added to accumulator e mod 16; then each of the first eight is added to the
            /// one 8 further, and so on by 4, 2 and 1. Each operation rounds to float.
            /// </returns>
            """);
        Refuses($"The blocks are not whole blocks of {Length} bytes, or there are not {Size} values for each.");
        using (Method($"float Dot({Bytes} blocks, {Values} values)"))
        {
            writer.Line($"int count = {MemberWriter.Guard}.RequireBlocksAndValues(blocks, values, {Size}, {Length});");
            writer.Line($"return {kernels}.DotValues({Reference("blocks")}, {Reference("values")}, (nuint)count);");
        }
    }

    private void WritePartnerDot(BlockFormat partner)
    {
        Document(
            $"The sum of the products of two quantized vectors; integers are exact, floats are added in a fixed order",
            ("blocks", $"The blocks, {Length} bytes each."),
            ("partners", $"Blocks of {partner.Name}, {Literal.Of(partner.Bytes)} bytes for every {Literal.Of(partner.Size)} elements, of as many elements."));
        writer.Line("/// <returns>The sum.</returns>");
        Refuses($"The blocks are not whole blocks of {Length} bytes, or the partners are not blocks of {partner.Name} of as many elements.");
        using (Method($"float Dot({Bytes} blocks, {Bytes} partners)"))
        {
            writer.Line($"int count = {MemberWriter.Guard}.RequireBlocksAndPartners(blocks, partners, {Size}, {Length}, {Literal.Of(partner.Size)}, {Literal.Of(partner.Bytes)});");
            writer.Line($"return {kernels}.Dot({Reference("blocks")}, {Reference("partners")}, (nuint)count);");
        }
    }

    // A constant cannot implement an interface's property; these hand it on.
    private void WriteInterfaceMembers()
    {
        foreach (string name in new[] { "BlockSize", "BytesPerBlock" })
        {
            writer.Line();
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"static int global::Quantization.IBlocks.{name} => {name};");
        }

        if (!HasPartner) return;
        writer.Line();
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"static {Partner} global::Quantization.IPartnerDot<{spec.Shell.Type.Reference}>.Partner => Partner;");
    }

    private bool Throws => format.NaNHandling == NaNHandling.Throw;

    private void RequireNoNaN()
    {
        if (Throws) writer.Line($"{MemberWriter.Guard}.RequireNoNaN(source);");
    }

    private void Document(string summary, params (string Name, string Text)[] parameters)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}.</summary>");
        foreach ((string name, string text) in parameters) writer.Line($"/// <param name=\"{name}\">{text}</param>");
    }

    private void Refuses(string when) => writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{when}</exception>");

    private SourceWriter.Closing Method(string signature)
    {
        writer.Line(GeneratedCode.Attribute);
        return writer.Block($"public static {signature}");
    }

    private static string Reference(string span) => $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})";
}
