using System.Numerics;
using Quantization.Benchmarks.Buffers;

namespace Quantization.Benchmarks.Kernels;

internal enum Operation
{
    Quantize,
    Dequantize,
    FakeQuantize,
}

/// <summary>A kernel of a quantizer that stores each code in an integer.</summary>
internal sealed class QuantizerKernel<TCode>(string name, Operation operation, QuantizerOptions options, QuantizerParameters parameters)
    : ElementKernel<TCode>(name, operation == Operation.Quantize ? Output.Codes : Output.Results)
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
{
    // The others may saturate or break ties in their own way: one code, but no more.
    private readonly double step = (operation == Operation.Quantize ? 1 : parameters.Scale) * 1.001;
    private readonly GenericQuantizer generic = new(options);

    /// <summary>Binds the generated kernel to memory.</summary>
    public required Func<ElementBuffers<TCode>, Action> Kernel { get; init; }

    /// <summary>Binds the other peers to memory, by their names.</summary>
    public OrderedDictionary<string, Func<ElementBuffers<TCode>, Action>> Peers { get; } = [];

    /// <summary>The same of peers that do other work on as much memory, so that there is nothing to compare but the time.</summary>
    public OrderedDictionary<string, Func<ElementBuffers<TCode>, Action>> Unlike { get; } = [];

    public override bool HasPeer(string name) => Peers.ContainsKey(name) || Unlike.ContainsKey(name);

    protected override void Encode(ElementBuffers<TCode> buffers) => generic.Quantize(buffers.Values.Span, buffers.Codes.Span, parameters);

    protected override Action Ours(ElementBuffers<TCode> buffers) => Kernel(buffers);

    protected override Action Generic(ElementBuffers<TCode> buffers) => operation switch
    {
        Operation.Quantize => () => generic.Quantize(buffers.Values.Span, buffers.Codes.Span, parameters),
        Operation.Dequantize => () => generic.Dequantize<TCode>(buffers.Codes.Span, buffers.Results.Span, parameters),
        _ => () => generic.FakeQuantize(buffers.Values.Span, buffers.Results.Span, parameters),
    };

    protected override IEnumerable<Contender> Others(ElementBuffers<TCode> buffers) =>
        [
            .. Peers.Select(peer => Contender.Near(peer.Key, peer.Value(buffers), step)),
            .. Unlike.Select(peer => Contender.Free(peer.Key, peer.Value(buffers), static () => null)),
        ];
}
