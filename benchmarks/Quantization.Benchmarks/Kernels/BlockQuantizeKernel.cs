using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>Values to blocks.</summary>
internal sealed class BlockQuantizeKernel<T>(QuantizationFormat format) : BlockKernel("quantize", format, Output.Codes)
    where T : IBlockQuantizer<T>
{
    // Whoever searches scales by a measure of its own loses up to a third more than we do, with ties its own way next to nothing; a mistake costs far more.
    private const double Tolerance = 1.5;

    // What activations are quantized to has a routine for each processor, the rest one for all.
    protected override string Routine { get; } = format is QuantizationFormat.Q8_0 or QuantizationFormat.Q8_1 or QuantizationFormat.Q8_K
        ? $"quantize_row_{NameOf(format)}"
        : $"quantize_row_{NameOf(format)}_ref";

    protected override Action Ours(ElementBuffers<byte> buffers) => () => T.Quantize(buffers.Values.Span, buffers.Codes.Span);

    protected override Action Generic(ElementBuffers<byte> buffers) => () => Reference.Quantize(buffers.Values.Span, buffers.Codes.Span);

    protected override Contender? Ggml(ElementBuffers<byte> buffers) => GgmlPeer.Quantize(Routine, buffers.Values, buffers.Codes) is { } run
        ? Contender.Free(PeerNames.Ggml, run, () => FindMistake(buffers, run))
        : null;

    private string? FindMistake(ElementBuffers<byte> buffers, Action run)
    {
        double expected = Error(buffers, Ours(buffers)), actual = Error(buffers, run);
        return actual <= Tolerance * expected ? null : string.Create(null, $"{PeerNames.Ggml} is wrong: its squared error is {actual:G4}, ours {expected:G4}.");
    }

    // The sum of the squared differences between values and what blocks give back.
    private double Error(ElementBuffers<byte> buffers, Action quantize)
    {
        buffers.Codes.Span.Fill(0xA5);
        quantize();
        Reference.Dequantize(buffers.Codes.Span, buffers.Results.Span);
        ReadOnlySpan<float> values = buffers.Values.Span, results = buffers.Results.Span;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = (double)results[i] - values[i];
            sum += difference * difference;
        }

        return sum;
    }
}
