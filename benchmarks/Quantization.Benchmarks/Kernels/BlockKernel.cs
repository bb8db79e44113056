using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>A kernel of blocks that carry their own parameters. <c>generic</c> is the generic implementation of the format, ggml the one of GGUF files.</summary>
internal abstract class BlockKernel(string operation, QuantizationFormat format, Output output)
    : ElementKernel<byte>($"{operation}/{NameOf(format)}", output)
{
    /// <summary>Does the same at run time.</summary>
    protected GenericBlockQuantizer Reference { get; } = new(format);

    /// <summary>ggml's routine for the same work, if it has that; null where it does no such work.</summary>
    protected abstract string? Routine { get; }

    public override bool HasPeer(string name) => name == PeerNames.Ggml && Routine is { } routine && GgmlPeer.Has(routine);

    // Whole blocks.
    public sealed override WorkSize? Fit(WorkSize size)
    {
        int elements = size.Dimensions[0] / Reference.BlockSize * Reference.BlockSize;
        return elements == 0 ? null : new WorkSize([elements]);
    }

    protected override ElementBuffers<byte> Allocate(int elements) => new(elements, Reference.GetByteCount(elements));

    protected override void Encode(ElementBuffers<byte> buffers) => Reference.Quantize(buffers.Values.Span, buffers.Codes.Span);

    /// <summary>Binds ggml's routine; null where it has none.</summary>
    protected abstract Contender? Ggml(ElementBuffers<byte> buffers);

    protected sealed override IEnumerable<Contender> Others(ElementBuffers<byte> buffers) => Ggml(buffers) is { } ggml ? [ggml] : [];

    /// <summary>A format as ggml writes it: in small letters, but for the K.</summary>
    protected static string NameOf(QuantizationFormat format)
    {
        string name = format.ToString();
        return name.EndsWith("_K", StringComparison.Ordinal) ? $"q{name[1..]}" : name.ToLowerInvariant();
    }
}
