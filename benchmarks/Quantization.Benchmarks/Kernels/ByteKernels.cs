using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;
using Quantization.Shared;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels of 8-bit quantizers.</summary>
internal static class ByteKernels
{
    public static Kernel[] Create()
    {
        QuantizerOptions affineOptions = new(8, QuantizationScheme.Affine);
        QuantizerOptions scaleOptions = new(8, QuantizationScheme.Scale);
        QuantizerOptions reciprocalOptions = scaleOptions with { ScaleOperation = ScaleOperation.MultiplyByReciprocal };
        QuantizerOptions uniformOptions = new(8, QuantizationScheme.Uniform);
        // Off centre, so that the zero point is not the middle of the codes.
        AffineParameters affine = Affine8.ParametersFor(-0.9f * GaussianValues.Reach, GaussianValues.Reach);
        ScaleParameters scale = Scale8.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        UniformParameters uniform = Uniform8.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        byte affineZero = (byte)affine.ZeroPoint;
        const sbyte ScaleZero = 0;
        return
        [
            new QuantizerKernel<byte>("quantize/affine8", Operation.Quantize, affineOptions, affine)
            {
                Kernel = b => () => Affine8.Quantize(b.Values.Span, b.Codes.Span, affine),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Quantize(b.Values.Span, b.Codes.Span, affine)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.QuantizeLinear(OnnxElement.UInt8), b, b.Values, b.Codes, affine.Scale, affineZero),
                },
            },
            new QuantizerKernel<sbyte>("quantize/scale8", Operation.Quantize, scaleOptions, scale)
            {
                Kernel = b => () => Scale8.Quantize(b.Values.Span, b.Codes.Span, scale),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Quantize(b.Values.Span, b.Codes.Span, scale)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.QuantizeLinear(OnnxElement.Int8), b, b.Values, b.Codes, scale.Scale, ScaleZero),
                },
            },
            new QuantizerKernel<sbyte>("quantize/scale8-reciprocal", Operation.Quantize, reciprocalOptions, scale)
            {
                Kernel = b => () => Scale8Reciprocal.Quantize(b.Values.Span, b.Codes.Span, scale),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.QuantizeByReciprocal(b.Values.Span, b.Codes.Span, scale)),
                    // It has no reciprocal; whoever may choose compares with its division.
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.QuantizeLinear(OnnxElement.Int8), b, b.Values, b.Codes, scale.Scale, ScaleZero),
                },
            },
            new QuantizerKernel<byte>("quantize/uniform8", Operation.Quantize, uniformOptions, uniform)
            {
                Kernel = b => () => Uniform8.Quantize(b.Values.Span, b.Codes.Span, uniform),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Quantize(b.Values.Span, b.Codes.Span, uniform)),
                },
            },
            new QuantizerKernel<byte>("dequantize/affine8", Operation.Dequantize, affineOptions, affine)
            {
                Kernel = b => () => Affine8.Dequantize(b.Codes.Span, b.Results.Span, affine),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Dequantize(b.Codes.Span, b.Results.Span, affine)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.DequantizeLinear(OnnxElement.UInt8), b, b.Codes, b.Results, affine.Scale, affineZero),
                },
            },
            new QuantizerKernel<sbyte>("dequantize/scale8", Operation.Dequantize, scaleOptions, scale)
            {
                Kernel = b => () => Scale8.Dequantize(b.Codes.Span, b.Results.Span, scale),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.Dequantize(b.Codes.Span, b.Results.Span, scale)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.DequantizeLinear(OnnxElement.Int8), b, b.Codes, b.Results, scale.Scale, ScaleZero),
                },
            },
            new QuantizerKernel<sbyte>("fakequantize/scale8", Operation.FakeQuantize, scaleOptions, scale)
            {
                Kernel = b => () => Scale8.FakeQuantize(b.Values.Span, b.Results.Span, scale),
                Peers =
                {
                    [PeerNames.TensorPrimitives] = b => TensorPipeline.Bind(b, tensors => tensors.FakeQuantize(b.Values.Span, b.Results.Span, scale)),
                    [PeerNames.OnnxRuntime] = b => OnnxRuntimePeer.Bind(OnnxModels.QuantizeDequantizeLinear(OnnxElement.Int8), b, b.Values, b.Results, scale.Scale, ScaleZero),
                },
            },
        ];
    }
}
