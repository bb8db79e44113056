using Quantization.Arithmetic;
using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the kernels of a type of blocks, and what they hand to the library's generic implementation.</summary>
internal sealed class BlockKernels(QuantizerSpec spec, IReadOnlyList<BlockDialect> dialects, SourceWriter writer)
{
    private const int ScratchBytes = 8192;
    private const int Together = 16;

    private readonly BlockFormat format = BlockDeclaration.FormatOf(spec);

    /// <summary>Writes them.</summary>
    internal void Write()
    {
        bool fakes = spec.Has(QuantizerKernels.FakeQuantize);
        if (spec.Has(QuantizerKernels.Quantize) || fakes) Write(format.Rule == BlockRule.Search ? new BlockSearchKernel(format) : new BlockQuantizeKernel(format));
        if (spec.Has(QuantizerKernels.Dequantize) || fakes) Write(new BlockDequantizeKernel(format));
        if (fakes) WriteFakeQuantize();
        if (spec.Has(QuantizerKernels.Dot))
        {
            Write(new BlockValueDotKernel(format));
            if (format.Partner is { } partner) Write(new BlockDotKernel(format, BlockFormats.Of(partner)));
        }

        if (spec.Has(QuantizerKernels.MatrixProduct)) new BlockMatrixKernel(format, dialects, writer).Write();
        WriteGeneric();
    }

    private void Write(BlockKernel kernel)
    {
        kernel.Write(dialects, writer);
        writer.Line();
    }

    // A few blocks at a time, through memory that stays in the first-level cache.
    private void WriteFakeQuantize()
    {
        // Sixteen blocks are the most that have lanes of one vector.
        int fit = Math.Max(1, ScratchBytes / format.Bytes), batch = fit < Together ? fit : fit / Together * Together;
        string size = Literal.Of(format.Size), bytes = Literal.Of(format.Bytes);
        writer.Line("/// <summary>Quantizes and dequantizes any number of blocks; the caller has checked everything.</summary>");
        using (writer.Block("internal static void FakeQuantize(ref float source, ref float destination, nuint blocks)"))
        {
            writer.Line($"const int Batch = {Literal.Of(batch)};");
            writer.Line($"Span<byte> codes = stackalloc byte[Batch * {bytes}];");
            writer.Line("ref byte first = ref codes[0];");
            using (writer.Block("while (blocks > 0)"))
            {
                writer.Line("nuint count = Math.Min(blocks, Batch);");
                writer.Line("Quantize(ref source, ref first, count);");
                writer.Line("Dequantize(ref first, ref destination, count);");
                writer.Line($"source = ref Unsafe.Add(ref source, count * {size});");
                writer.Line($"destination = ref Unsafe.Add(ref destination, count * {size});");
                writer.Line("blocks -= count;");
            }
        }

        writer.Line();
    }

    private void WriteGeneric()
    {
        string size = Literal.Of(format.Size), bytes = Literal.Of(format.Bytes);
        const string Span = "global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan";
        string values = $"{Span}(ref NAME, (int)blocks * {size})", blocks = $"{Span}(ref NAME, (int)blocks * {bytes})";
        writer.Line("/// <summary>The library's plain loops: for what is rare, and for processors without vectors.</summary>");
        using (writer.Block("internal static class Generic"))
        {
            writer.Line($"internal static readonly global::Quantization.GenericBlockQuantizer Quantizer = new({Arguments()});");
            writer.Line();
            Method("void Quantize(ref float source, ref byte destination, nuint blocks)", $"Quantizer.Quantize({Named(values, "source")}, {Named(blocks, "destination")})");
            Method("void Dequantize(ref byte source, ref float destination, nuint blocks)", $"Quantizer.Dequantize({Named(blocks, "source")}, {Named(values, "destination")})");
            Method("float DotValues(ref byte source, ref float values, nuint blocks)", $"Quantizer.Dot({Named(blocks, "source")}, (ReadOnlySpan<float>){Named(values, "values")})", last: format.Partner is null);
            if (format.Partner is not { } name) return;
            BlockFormat partner = BlockFormats.Of(name);
            string partners = $"{Span}(ref other, (int)blocks * {Literal.Of(format.Size / partner.Size * partner.Bytes)})";
            Method("float Dot(ref byte source, ref byte other, nuint blocks)", $"Quantizer.Dot({Named(blocks, "source")}, (ReadOnlySpan<byte>){partners})", last: true);
        }

        static string Named(string span, string name) => span.Replace("NAME", name);
    }

    private void Method(string declaration, string call, bool last = false)
    {
        writer.Line($"internal static {declaration} =>");
        writer.Line($"    {call};");
        if (!last) writer.Line();
    }

    private string Arguments()
    {
        if (spec.Format is { } named) return spec.Encoding == BlockEncoding.ByFormat ? $"global::Quantization.QuantizationFormat.{named}" : $"global::Quantization.QuantizationFormat.{named}, global::Quantization.BlockEncoding.{spec.Encoding}";
        string range = spec.Scheme == QuantizationScheme.Uniform || spec.MinCode == 1 - (1 << (spec.Bits - 1)) ? "ByScheme" : spec.MinCode == 0 ? "Unsigned" : "Full";
        return $"new global::Quantization.BlockOptions({Literal.Of(spec.Bits)}, global::Quantization.QuantizationScheme.{spec.Scheme}, {Literal.Of(spec.BlockSize)}, global::Quantization.ScaleType.{spec.ScaleType})\n    "
            + $"{{ Rounding = global::Quantization.Rounding.{spec.Rounding}, Range = global::Quantization.CodeRange.{range}, NaNHandling = global::Quantization.NaNHandling.{spec.NaNHandling}, Packing = global::Quantization.Packing.{spec.Packing} }}";
    }
}
