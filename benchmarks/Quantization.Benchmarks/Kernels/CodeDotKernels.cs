using System.Runtime.InteropServices;
using Quantization.Benchmarks.Buffers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>Dot products of codes of a scale each: 8 × 8 bits, 4 packed ones × 8, and packed signs × signs.</summary>
internal static class CodeDotKernels
{
    private const float Reach = GaussianValues.Reach;

    public static Kernel[] Create()
    {
        ScaleParameters bytes = Dot8.ParametersFor(-Reach, Reach), nibbles = Dot4.ParametersFor(-Reach, Reach), signs = Dot1.ParametersFor(-Reach, Reach);
        return
        [
            new CodeDotKernel("dot/s8", QuantizationFormat.Q8_0, 1e-2)
            {
                LeftBits = 8,
                RightBits = 8,
                EncodeLeft = (values, codes) => Dot8.Quantize(values, Signed(codes), bytes),
                EncodeRight = (values, codes) => Dot8.Quantize(values, Signed(codes), bytes),
                Dot = (left, right, _) => Dot8.DotCodes(Signed(left), Signed(right)),
                Code = (codes, i) => (sbyte)codes[i],
            },
            new CodeDotKernel("dot/s4xs8", QuantizationFormat.Q4_0, 1e-1)
            {
                LeftBits = 4,
                RightBits = 8,
                EncodeLeft = (values, codes) => Dot4.QuantizePacked(values, codes, nibbles),
                EncodeRight = (values, codes) => Dot8.Quantize(values, Signed(codes), bytes),
                Dot = (left, right, _) => Dot4.DotPackedCodes(left, Signed(right)),
                Code = (codes, i) => (sbyte)(codes[i / 2] << (4 * (1 - (i % 2)))) >> 4,
            },
            // ggml has no product of signs; floats are what they stand for.
            new CodeDotKernel("dot/b1", null, 0)
            {
                LeftBits = 1,
                RightBits = 1,
                EncodeLeft = (values, codes) => Dot1.QuantizePacked(values, codes, signs),
                EncodeRight = (values, codes) => Dot1.QuantizePacked(values, codes, signs),
                Dot = Dot1.DotPackedCodes,
                Code = (codes, i) => (((codes[i / 8] >> (i % 8)) & 1) * 2) - 1,
            },
        ];
    }

    private static Span<sbyte> Signed(Span<byte> codes) => MemoryMarshal.Cast<byte, sbyte>(codes);

    private static ReadOnlySpan<sbyte> Signed(ReadOnlySpan<byte> codes) => MemoryMarshal.Cast<byte, sbyte>(codes);
}
