using System.Runtime.InteropServices;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels of quantizers whose codes number levels of a table.</summary>
internal static class StepKernels
{
    public static Kernel[] Create()
    {
        CodebookParameters codebook = Codebook.NF4.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        ScaleParameters scale = new(codebook.Scale), scale8 = Scale8.ParametersFor(-GaussianValues.Reach, GaussianValues.Reach);
        return
        [
            Learned<Learned2>("quantize/learned2", Learned2.Bits, Learned2.Parameters.Steps),
            Learned<Learned4>("quantize/learned4", Learned4.Bits, Learned4.Parameters.Steps),
            new QuantizerKernel<byte>("dequantize/codebook4", Operation.Dequantize, new QuantizerOptions(Codebook4.Bits, QuantizationScheme.Codebook) { Codebook = Codebook.NF4 }, scale)
            {
                Kernel = b => () => Codebook4.Dequantize(b.Codes.Span, b.Results.Span, scale),
                Unlike =
                {
                    // As many codes, as long as the others.
                    [PeerNames.Scale8] = b => () => Scale8.Dequantize(MemoryMarshal.Cast<byte, sbyte>(b.Codes.Span), b.Results.Span, scale8),
                },
            },
        ];
    }

    private static QuantizerKernel<byte> Learned<TQuantizer>(string name, int bits, StepFunction steps)
        where TQuantizer : IFixedQuantizer<TQuantizer, float, byte> =>
        new(name, Operation.Quantize, new QuantizerOptions(bits, QuantizationScheme.Learned) { Steps = steps }, default)
        {
            Kernel = b => () => TQuantizer.Quantize(b.Values.Span, b.Codes.Span),
        };
}
