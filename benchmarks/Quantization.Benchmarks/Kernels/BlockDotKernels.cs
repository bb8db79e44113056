using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The dot product of blocks and values; ggml has none.</summary>
internal sealed class BlockValueDotKernel<T>(QuantizationFormat format) : BlockKernel("dotvalues", format, Output.Results)
    where T : IBlockDot<T>
{
    protected override string? Routine => null;

    protected override void Encode(ElementBuffers<byte> buffers) => DotOperands.Encode(Reference, buffers);

    protected override Action Ours(ElementBuffers<byte> buffers) => () => buffers.Results.Span[0] = T.Dot(buffers.Codes.Span, buffers.Values.Span);

    protected override Action Generic(ElementBuffers<byte> buffers) => () => buffers.Results.Span[0] = Reference.Dot(buffers.Codes.Span, buffers.Values.Span);

    protected override Contender? Ggml(ElementBuffers<byte> buffers) => null;
}

/// <summary>The dot product of blocks and blocks of their partner format.</summary>
internal sealed class BlockDotKernel<T>(QuantizationFormat format, QuantizationFormat partner) : BlockKernel("dot", format, Output.Results)
    where T : IPartnerDot<T>
{
    // Of the sum of the magnitudes of all products: ggml adds them in another order, and minima of blocks apart from codes.
    private const double Tolerance = 1e-4;
    private readonly GenericBlockQuantizer other = new(partner);

    protected override string Routine { get; } = $"ggml_vec_dot_{NameOf(format)}_{NameOf(partner)}";

    protected override ElementBuffers<byte> Allocate(int elements) => new(elements, Reference.GetByteCount(elements), other.GetByteCount(elements));

    protected override void Encode(ElementBuffers<byte> buffers)
    {
        DotOperands.Encode(Reference, buffers);
        other.Quantize(buffers.Values.Span, buffers.Partners.Span);
    }

    protected override Action Ours(ElementBuffers<byte> buffers) => () => buffers.Results.Span[0] = T.Dot(buffers.Codes.Span, buffers.Partners.Span);

    protected override Action Generic(ElementBuffers<byte> buffers) => () => buffers.Results.Span[0] = Reference.Dot(buffers.Codes.Span, buffers.Partners.Span);

    protected override Contender? Ggml(ElementBuffers<byte> buffers) =>
        GgmlPeer.Dot(Routine, buffers.Values.Length, buffers.Codes, buffers.Partners, buffers.Results) is { } run
            ? Contender.Near(PeerNames.Ggml, run, Tolerance * Magnitude(buffers))
            : null;

    // The values stand for the partners, which are close to them.
    private double Magnitude(ElementBuffers<byte> buffers)
    {
        Reference.Dequantize(buffers.Codes.Span, buffers.Results.Span);
        ReadOnlySpan<float> left = buffers.Results.Span, right = buffers.Values.Span;
        double sum = 0;
        for (int i = 0; i < left.Length; i++) sum += Math.Abs((double)left[i] * right[i]);
        return sum;
    }
}

/// <summary>What dot products multiply.</summary>
internal static class DotOperands
{
    /// <summary>Fills the blocks with the values in reverse, so that the product with the values is no sum of squares.</summary>
    public static void Encode(GenericBlockQuantizer quantizer, ElementBuffers<byte> buffers)
    {
        buffers.Values.Span.CopyTo(buffers.Results.Span);
        buffers.Results.Span.Reverse();
        quantizer.Quantize(buffers.Results.Span, buffers.Codes.Span);
    }
}
