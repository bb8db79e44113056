using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;
using Quantization.Shared;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The product of rows of floats, which are quantized to 8 bits in the call, with weights in blocks of 4 bits.</summary>
internal sealed class BlockMatrixKernel(string name, SizeFormat sizes) : MatrixKernel<float, byte, float>(name, sizes)
{
    private const string Dot = "ggml_vec_dot_q4_0_q8_0";

    // Of the square root of the number of inputs, the magnitude of a sum of products of normal numbers: peers round the scales of activations to half, or ties otherwise.
    private const double Tolerance = 0.05;

    private readonly GenericBlockQuantizer weights = new(QuantizationFormat.Q4_0), activations = new(QuantizationFormat.Q8_0);

    public override bool HasPeer(string name) => name == PeerNames.Ggml && GgmlPeer.Has(Dot);

    // Whole blocks.
    public override WorkSize? Fit(WorkSize size)
    {
        int inputs = size.Dimensions[1] / weights.BlockSize * weights.BlockSize;
        return inputs == 0 ? null : new WorkSize([size.Dimensions[0], inputs, size.Dimensions[2]]);
    }

    protected override MatrixBuffers<float, byte, float> Allocate(int rows, int inputs, int outputs)
    {
        MatrixBuffers<float, byte, float> buffers = new(rows, inputs, outputs, weights.GetByteCount(outputs * inputs));
        float[] values = new float[outputs * inputs];
        GaussianValues.Fill(values);
        weights.Quantize(values, buffers.Weights.Span);
        GaussianValues.Fill(buffers.Activations.Span);
        // So that no row of one is a row of the other.
        buffers.Activations.Span.Reverse();
        return buffers;
    }

    protected override Action Ours(MatrixBuffers<float, byte, float> buffers)
    {
        PackedMatrix packed = Q40Blocks.PackMatrix(buffers.Weights.Span, buffers.Outputs, buffers.Inputs);
        return () => Q40Blocks.Multiply(buffers.Activations.Span, packed, buffers.Results.Span);
    }

    protected override Action Generic(MatrixBuffers<float, byte, float> buffers) =>
        () => weights.MultiplyMatrix(buffers.Activations.Span, buffers.Weights.Span, buffers.Results.Span, buffers.Outputs, buffers.Inputs);

    protected override IEnumerable<Contender> Others(MatrixBuffers<float, byte, float> buffers)
    {
        (int inputs, int outputs) = (buffers.Inputs, buffers.Outputs);
        double tolerance = Tolerance * Math.Sqrt(inputs);
        byte[] codes = new byte[outputs * inputs];
        float[] scales = new float[codes.Length / weights.BlockSize], values = new float[codes.Length];
        for (int block = 0; block < scales.Length; block++)
        {
            ReadOnlySpan<byte> bytes = buffers.Weights.Span[(block * weights.BytesPerBlock)..];
            scales[block] = weights.GetScale(bytes);
            for (int i = 0; i < weights.BlockSize; i++) codes[(block * weights.BlockSize) + i] = (byte)(weights.GetCode(bytes, i) + 8);
        }

        weights.Dequantize(buffers.Weights.Span, values);
        yield return Contender.Near(
            PeerNames.OnnxRuntime,
            OnnxRuntimePeer.BindProduct(OnnxModels.MatMulNBits(codes, scales, outputs, inputs), buffers, buffers.Activations, buffers.Results, buffers.Rows),
            tolerance);
        // Of activations that were not quantized: about as far away as the error of 8 bits.
        yield return Contender.Near(
            PeerNames.OnnxRuntimeFloat,
            OnnxRuntimePeer.BindProduct(OnnxModels.MatMul(values, outputs, inputs), buffers, buffers.Activations, buffers.Results, buffers.Rows),
            tolerance);
        AlignedBuffer<byte> partners = buffers.Own(new AlignedBuffer<byte>(activations.GetByteCount(inputs)));
        if (GgmlPeer.Multiply("quantize_row_q8_0", Dot, buffers, partners) is { } run) yield return Contender.Near(PeerNames.Ggml, run, tolerance);
    }
}
