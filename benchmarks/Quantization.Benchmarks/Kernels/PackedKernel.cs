using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>
/// A kernel of a symmetric quantizer that packs its codes. <c>unpacked8</c> is our own kernel of the same direction that stores each
/// code in a byte: what packing costs, or saves where memory is the bound.
/// </summary>
internal sealed class PackedKernel<TQuantizer>(string name, Operation operation, int bits)
    : ElementKernel<byte>(name, operation == Operation.Quantize ? Output.Codes : Output.Results)
    where TQuantizer : IPackedQuantizer<TQuantizer, float, ScaleParameters>
{
    private readonly GenericQuantizer generic = new(new QuantizerOptions(bits, QuantizationScheme.Scale));

    private ScaleParameters Parameters => new(generic.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach).Scale);

    protected override ElementBuffers<byte> Allocate(int elements) => new(elements, TQuantizer.GetPackedLength(elements));

    protected override void Encode(ElementBuffers<byte> buffers) => generic.QuantizePacked<float>(buffers.Values.Span, buffers.Codes.Span, Parameters);

    protected override Action Ours(ElementBuffers<byte> buffers)
    {
        ScaleParameters parameters = Parameters;
        return operation == Operation.Quantize
            ? () => TQuantizer.QuantizePacked(buffers.Values.Span, buffers.Codes.Span, parameters)
            : () => TQuantizer.DequantizePacked(buffers.Codes.Span, buffers.Results.Span, parameters);
    }

    protected override Action Generic(ElementBuffers<byte> buffers)
    {
        QuantizerParameters parameters = Parameters;
        return operation == Operation.Quantize
            ? () => generic.QuantizePacked<float>(buffers.Values.Span, buffers.Codes.Span, parameters)
            : () => generic.DequantizePacked<float>(buffers.Codes.Span, buffers.Results.Span, parameters);
    }

    protected override IEnumerable<Contender> Others(ElementBuffers<byte> buffers)
    {
        AlignedBuffer<sbyte> codes = buffers.Own(new AlignedBuffer<sbyte>(buffers.Values.Length));
        ScaleParameters parameters = Scale8.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        GenericQuantizer bytes = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        bytes.Quantize(buffers.Values.Span, codes.Span, parameters);
        yield return operation == Operation.Quantize
            ? Contender.Apart(PeerNames.Unpacked, codes, () => Scale8.Quantize(buffers.Values.Span, codes.Span, parameters), () => bytes.Quantize(buffers.Values.Span, codes.Span, parameters))
            : Contender.Apart(PeerNames.Unpacked, buffers.Results, () => Scale8.Dequantize(codes.Span, buffers.Results.Span, parameters), () => bytes.Dequantize<sbyte>(codes.Span, buffers.Results.Span, parameters));
    }
}
