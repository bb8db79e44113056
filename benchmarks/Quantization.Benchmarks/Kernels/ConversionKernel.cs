using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>A kernel between floats and a format of 16 or 8 bits without parameters; the plain loop is one of casts, or of single elements.</summary>
internal sealed class ConversionKernel<TFormat, TValue>(string name, Output output) : ElementKernel<TValue>(name, output)
    where TFormat : IFixedQuantizer<TFormat, float, TValue>
    where TValue : unmanaged
{
    /// <summary>Casts values to codes.</summary>
    public required Action<ElementBuffers<TValue>> Encoder { get; init; }

    /// <summary>Casts codes to results.</summary>
    public required Action<ElementBuffers<TValue>> Decoder { get; init; }

    /// <summary>The best that TensorPrimitives offers; null where it knows nothing of the format.</summary>
    public Func<ElementBuffers<TValue>, Action>? TensorPrimitives { get; init; }

    public override bool HasPeer(string name) => name == PeerNames.TensorPrimitives && TensorPrimitives is not null;

    protected override void Encode(ElementBuffers<TValue> buffers) => Encoder(buffers);

    protected override Action Ours(ElementBuffers<TValue> buffers) => Output == Output.Codes
        ? () => TFormat.Quantize(buffers.Values.Span, buffers.Codes.Span)
        : () => TFormat.Dequantize(buffers.Codes.Span, buffers.Results.Span);

    protected override Action Generic(ElementBuffers<TValue> buffers) => Output == Output.Codes ? () => Encoder(buffers) : () => Decoder(buffers);

    // Equal in every bit: the values have no NaN, whose payload formats may treat differently.
    protected override IEnumerable<Contender> Others(ElementBuffers<TValue> buffers) => TensorPrimitives is { } bind ? [new Contender(PeerNames.TensorPrimitives, bind(buffers))] : [];
}
