namespace Quantization.Benchmarks.Kernels;

/// <summary>The kernels that quantize each row of a matrix by its own parameters.</summary>
internal static class RowKernels
{
    public static Kernel[] Create() =>
    [
        new RowKernel<byte, AffineParameters>("dynamic/affine8", new QuantizerOptions(8, QuantizationScheme.Affine))
        {
            Dynamic = true,
            Specific = parameters => new AffineParameters(parameters.Scale, parameters.ZeroPoint),
            Kernel = Affine8.QuantizeDynamic,
            PerTensor = Affine8.Quantize,
        },
        new RowKernel<sbyte, ScaleParameters>("perchannel/scale8", new QuantizerOptions(8, QuantizationScheme.Scale))
        {
            Dynamic = false,
            Specific = parameters => new ScaleParameters(parameters.Scale),
            Kernel = (source, destination, rowLength, parameters) => Scale8.QuantizeRows(source, destination, rowLength, parameters),
            PerTensor = Scale8.Quantize,
        },
    ];
}
