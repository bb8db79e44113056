using System.Numerics;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>
/// A kernel that quantizes rows of 768 elements, the width of many an embedding, each by parameters of its own. What the size leaves
/// over is a shorter row in a call of its own, so that every size means just as many elements as elsewhere. <c>pertensor</c> is our
/// own kernel with the same parameters for all elements.
/// </summary>
internal sealed class RowKernel<TCode, TParameters>(string name, QuantizerOptions options) : ElementKernel<TCode>(name, Output.Codes)
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    where TParameters : struct
{
    private const int RowLength = 768;
    private readonly GenericQuantizer generic = new(options);

    public delegate void Quantizer(ReadOnlySpan<float> source, Span<TCode> destination, int rowLength, Span<TParameters> parameters);

    public delegate void TensorQuantizer(ReadOnlySpan<float> source, Span<TCode> destination, TParameters parameters);

    /// <summary>Whether the parameters are computed in the call.</summary>
    public required bool Dynamic { get; init; }

    /// <summary>The parameters as the generated kernel takes them.</summary>
    public required Func<QuantizerParameters, TParameters> Specific { get; init; }

    /// <summary>The generated kernel.</summary>
    public required Quantizer Kernel { get; init; }

    /// <summary>The generated kernel for the same parameters everywhere.</summary>
    public required TensorQuantizer PerTensor { get; init; }

    protected override void Encode(ElementBuffers<TCode> buffers) => Generic(buffers)();

    protected override Action Ours(ElementBuffers<TCode> buffers)
    {
        TParameters[] parameters = [.. Parameters(buffers).Select(Specific)];
        int whole = Whole(buffers);
        return () =>
        {
            ReadOnlySpan<float> values = buffers.Values.Span;
            Span<TCode> codes = buffers.Codes.Span;
            Kernel(values[..whole], codes, RowLength, parameters.AsSpan(0, whole / RowLength));
            if (whole < values.Length) Kernel(values[whole..], codes[whole..], values.Length - whole, parameters.AsSpan(whole / RowLength));
        };
    }

    protected override Action Generic(ElementBuffers<TCode> buffers)
    {
        QuantizerParameters[] parameters = Parameters(buffers);
        int whole = Whole(buffers);
        return () =>
        {
            ReadOnlySpan<float> values = buffers.Values.Span;
            Span<TCode> codes = buffers.Codes.Span;
            Quantize(values[..whole], codes, RowLength, parameters.AsSpan(0, whole / RowLength));
            if (whole < values.Length) Quantize(values[whole..], codes[whole..], values.Length - whole, parameters.AsSpan(whole / RowLength));
        };
    }

    protected override IEnumerable<Contender> Others(ElementBuffers<TCode> buffers)
    {
        QuantizerParameters parameters = generic.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        TParameters specific = Specific(parameters);
        yield return Contender.Apart(
            PeerNames.PerTensor, buffers.Codes, () => PerTensor(buffers.Values.Span, buffers.Codes.Span, specific), () => generic.Quantize(buffers.Values.Span, buffers.Codes.Span, parameters));
    }

    private static int Whole(ElementBuffers<TCode> buffers) => buffers.Values.Length / RowLength * RowLength;

    private void Quantize(ReadOnlySpan<float> values, Span<TCode> codes, int rowLength, Span<QuantizerParameters> parameters)
    {
        if (Dynamic) generic.QuantizeDynamic(values, codes, rowLength, parameters);
        else generic.QuantizeRows(values, codes, rowLength, (ReadOnlySpan<QuantizerParameters>)parameters);
    }

    private QuantizerParameters[] Parameters(ElementBuffers<TCode> buffers)
    {
        List<QuantizerParameters> parameters = [];
        for (ReadOnlySpan<float> rest = buffers.Values.Span; !rest.IsEmpty; rest = rest[Math.Min(RowLength, rest.Length)..])
        {
            parameters.Add(generic.ParametersFor(rest[..Math.Min(RowLength, rest.Length)]));
        }

        return [.. parameters];
    }
}
