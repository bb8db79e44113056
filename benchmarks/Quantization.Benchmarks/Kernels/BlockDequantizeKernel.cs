using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>Blocks to values; ggml's are the same in every bit.</summary>
internal sealed class BlockDequantizeKernel<T>(QuantizationFormat format) : BlockKernel("dequantize", format, Output.Results)
    where T : IBlockQuantizer<T>
{
    protected override string Routine { get; } = $"dequantize_row_{NameOf(format)}";

    protected override Action Ours(ElementBuffers<byte> buffers) => () => T.Dequantize(buffers.Codes.Span, buffers.Results.Span);

    protected override Action Generic(ElementBuffers<byte> buffers) => () => Reference.Dequantize(buffers.Codes.Span, buffers.Results.Span);

    protected override Contender? Ggml(ElementBuffers<byte> buffers) =>
        GgmlPeer.Dequantize(Routine, buffers.Codes, buffers.Results) is { } run ? new Contender(PeerNames.Ggml, run) : null;
}
