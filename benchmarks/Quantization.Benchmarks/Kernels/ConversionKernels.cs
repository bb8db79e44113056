using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels between floats and storage formats of 16 and 8 bits.</summary>
internal static class ConversionKernels
{
    public static Kernel[] Create() =>
    [
        new ConversionKernel<HalfFormat, Half>("convert/half/to", Output.Codes)
        {
            Encoder = ToHalf,
            Decoder = FromHalf,
            TensorPrimitives = b => () => TensorPrimitives.ConvertToHalf(b.Values.Span, b.Codes.Span),
        },
        new ConversionKernel<HalfFormat, Half>("convert/half/from", Output.Results)
        {
            Encoder = ToHalf,
            Decoder = FromHalf,
            TensorPrimitives = b => () => TensorPrimitives.ConvertToSingle(b.Codes.Span, b.Results.Span),
        },
        new ConversionKernel<BFloat16Format, BFloat16>("convert/bfloat16/to", Output.Codes)
        {
            Encoder = ToBFloat16,
            Decoder = FromBFloat16,
            TensorPrimitives = b => TensorPipeline.Bind(b, tensors => tensors.ToBFloat16(b.Values.Span, MemoryMarshal.Cast<BFloat16, ushort>(b.Codes.Span))),
        },
        new ConversionKernel<BFloat16Format, BFloat16>("convert/bfloat16/from", Output.Results)
        {
            Encoder = ToBFloat16,
            Decoder = FromBFloat16,
            TensorPrimitives = b => () => TensorPipeline.FromBFloat16(MemoryMarshal.Cast<BFloat16, ushort>(b.Codes.Span), b.Results.Span),
        },
        .. Float8<E4M3Format>("convert/e4m3"),
        .. Float8<E5M2Format>("convert/e5m2"),
    ];

    // The framework knows no float of 8 bits: the plain loop is one of the format's own conversions of single elements.
    private static Kernel[] Float8<T>(string name)
        where T : IFixedQuantizer<T, float, byte>
    {
        return
        [
            new ConversionKernel<T, byte>(name + "/to", Output.Codes) { Encoder = To, Decoder = From },
            new ConversionKernel<T, byte>(name + "/from", Output.Results) { Encoder = To, Decoder = From },
        ];

        static void To(ElementBuffers<byte> buffers)
        {
            ReadOnlySpan<float> values = buffers.Values.Span;
            Span<byte> codes = buffers.Codes.Span;
            for (int i = 0; i < values.Length; i++) codes[i] = T.Quantize(values[i]);
        }

        static void From(ElementBuffers<byte> buffers)
        {
            ReadOnlySpan<byte> codes = buffers.Codes.Span;
            Span<float> results = buffers.Results.Span;
            for (int i = 0; i < codes.Length; i++) results[i] = T.Dequantize(codes[i]);
        }
    }

    private static void ToHalf(ElementBuffers<Half> buffers)
    {
        ReadOnlySpan<float> values = buffers.Values.Span;
        Span<Half> halves = buffers.Codes.Span;
        for (int i = 0; i < values.Length; i++) halves[i] = (Half)values[i];
    }

    private static void FromHalf(ElementBuffers<Half> buffers)
    {
        ReadOnlySpan<Half> halves = buffers.Codes.Span;
        Span<float> results = buffers.Results.Span;
        for (int i = 0; i < halves.Length; i++) results[i] = (float)halves[i];
    }

    private static void ToBFloat16(ElementBuffers<BFloat16> buffers)
    {
        ReadOnlySpan<float> values = buffers.Values.Span;
        Span<BFloat16> halves = buffers.Codes.Span;
        for (int i = 0; i < values.Length; i++) halves[i] = (BFloat16)values[i];
    }

    private static void FromBFloat16(ElementBuffers<BFloat16> buffers)
    {
        ReadOnlySpan<BFloat16> halves = buffers.Codes.Span;
        Span<float> results = buffers.Results.Span;
        for (int i = 0; i < halves.Length; i++) results[i] = halves[i];
    }
}
