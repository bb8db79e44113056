using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;
using Quantization.Shared;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels of 16-bit quantizers.</summary>
internal static class ShortKernels
{
    public static Kernel[] Create()
    {
        QuantizerOptions options = new(16, QuantizationScheme.Affine);
        // Off centre, so that the zero point is not the middle of the codes.
        AffineParameters affine = Affine16.ParametersFor(-0.9f * GaussianValues.Reach, GaussianValues.Reach);
        ushort zero = (ushort)affine.ZeroPoint;
        return
        [
            new QuantizerKernel<ushort>("quantize/affine16", Operation.Quantize, options, affine)
            {
                Kernel = b => () => Affine16.Quantize(b.Values.Span, b.Codes.Span, affine),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Quantize(b.Values.Span, b.Codes.Span, affine)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.QuantizeLinear(OnnxElement.UInt16), b, b.Values, b.Codes, affine.Scale, zero),
                },
            },
            new QuantizerKernel<ushort>("dequantize/affine16", Operation.Dequantize, options, affine)
            {
                Kernel = b => () => Affine16.Dequantize(b.Codes.Span, b.Results.Span, affine),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Dequantize(b.Codes.Span, b.Results.Span, affine)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.DequantizeLinear(OnnxElement.UInt16), b, b.Codes, b.Results, affine.Scale, zero),
                },
            },
        ];
    }
}
