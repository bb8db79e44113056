using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;
using Quantization.Shared;

namespace Quantization.Benchmarks.Kernels;

[Quantizer(8, QuantizationScheme.Affine)]
internal readonly partial struct MatrixActivations;

[Quantizer(8, QuantizationScheme.Scale, Partner = typeof(MatrixActivations), Kernels = QuantizerKernels.MatrixProduct)]
internal readonly partial struct MatrixWeights;

/// <summary>The product of unsigned with signed bytes to 32-bit sums, with a zero point of the activations.</summary>
internal sealed class ByteMatrixKernel(string name, SizeFormat sizes) : MatrixKernel<byte, sbyte, int>(name, sizes)
{
    private const byte ZeroPoint = 117;

    protected override MatrixBuffers<byte, sbyte, int> Allocate(int rows, int inputs, int outputs)
    {
        MatrixBuffers<byte, sbyte, int> buffers = new(rows, inputs, outputs, outputs * inputs);
        Random random = new(20240229);
        random.NextBytes(buffers.Activations.Span);
        // The codes of a symmetric range.
        foreach (ref sbyte weight in buffers.Weights.Span) weight = (sbyte)random.Next(-127, 128);
        return buffers;
    }

    protected override Action Ours(MatrixBuffers<byte, sbyte, int> buffers)
    {
        PackedMatrix packed = MatrixWeights.PackMatrix(buffers.Weights.Span, buffers.Outputs, buffers.Inputs);
        return () => MatrixWeights.MultiplyCodes(buffers.Activations.Span, packed, buffers.Results.Span, ZeroPoint);
    }

    protected override Action Generic(MatrixBuffers<byte, sbyte, int> buffers) => () =>
    {
        int inputs = buffers.Inputs;
        Span<int> results = buffers.Results.Span;
        for (int r = 0, at = 0; r < buffers.Rows; r++)
        {
            ReadOnlySpan<byte> row = buffers.Activations.Span.Slice(r * inputs, inputs);
            for (int o = 0; o < buffers.Outputs; o++) results[at++] = Sum(row, buffers.Weights.Span.Slice(o * inputs, inputs));
        }
    };

    protected override IEnumerable<Contender> Others(MatrixBuffers<byte, sbyte, int> buffers)
    {
        (int inputs, int outputs) = (buffers.Inputs, buffers.Outputs);
        yield return new Contender(
            PeerNames.OnnxRuntime,
            OnnxRuntimePeer.BindProduct(OnnxModels.MatMulInteger(buffers.Weights.Span, outputs, inputs, ZeroPoint, [0]), buffers, buffers.Activations, buffers.Results, buffers.Rows));

        // The same work on floats, in memory of its own; what it writes is not compared.
        MatrixBuffers<float, float, float> floats = buffers.Own(new MatrixBuffers<float, float, float>(buffers.Rows, inputs, outputs, outputs * inputs));
        GaussianValues.Fill(floats.Activations.Span);
        GaussianValues.Fill(floats.Weights.Span);
        yield return Contender.Free(
            PeerNames.OnnxRuntimeFloat,
            OnnxRuntimePeer.BindProduct(OnnxModels.MatMul(floats.Weights.Span, outputs, inputs), buffers, floats.Activations, floats.Results, buffers.Rows),
            () => null);
    }

    private static int Sum(ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> weights)
    {
        int sum = 0;
        for (int i = 0; i < row.Length; i++) sum += (row[i] - ZeroPoint) * weights[i];
        return sum;
    }
}
