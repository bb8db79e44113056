namespace Quantization.Shared;

/// <summary>
/// Products <c>x → y</c> of a matrix of rows with constant weights, which ONNX Runtime rearranges for its kernels when it loads the model.
/// Weights come with each output's together, [outputs × inputs], and are stored as the operators want them.
/// </summary>
internal static partial class OnnxModels
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    private const string Contributed = "com.microsoft";

    /// <summary>The elements that a block of <see cref="MatMulNBits"/> has here.</summary>
    public const int BlockSize = 32;

    /// <summary>Exact sums of (unsigned code − zero point) · (signed code − zero point); weights have one zero point, or one for each output.</summary>
    public static byte[] MatMulInteger(ReadOnlySpan<sbyte> weights, int outputs, int inputs, byte zeroPoint, ReadOnlySpan<sbyte> weightZeroPoints) => Write(
        [new OnnxNode("MatMulInteger", ["x", "weights", "zeroPoint", "weightZeroPoints"], ["y"])],
        [new OnnxValue("x", OnnxElement.UInt8)],
        [new OnnxValue("y", OnnxElement.Int32)],
        Weights(OnnxElement.Int8, weights, outputs, inputs),
        OnnxConstant.Of("zeroPoint", OnnxElement.UInt8, [], zeroPoint),
        OnnxConstant.Of("weightZeroPoints", OnnxElement.Int8, OneOrEach(weightZeroPoints.Length), weightZeroPoints));

    /// <summary>The same sums, scaled and quantized again: <c>saturate(round(sum · scale · weightScale / resultScale) + resultZeroPoint)</c>.</summary>
    public static byte[] QLinearMatMul(
        ReadOnlySpan<sbyte> weights, int outputs, int inputs, AffineParameters parameters, ReadOnlySpan<float> weightScales, ReadOnlySpan<sbyte> weightZeroPoints, AffineParameters result) => Write(
        [new OnnxNode("QLinearMatMul", ["x", "scale", "zeroPoint", "weights", "weightScales", "weightZeroPoints", "resultScale", "resultZeroPoint"], ["y"])],
        [new OnnxValue("x", OnnxElement.UInt8)],
        [new OnnxValue("y", OnnxElement.UInt8)],
        Weights(OnnxElement.Int8, weights, outputs, inputs),
        OnnxConstant.Of("scale", OnnxElement.Float, [], parameters.Scale),
        OnnxConstant.Of("zeroPoint", OnnxElement.UInt8, [], (byte)parameters.ZeroPoint),
        OnnxConstant.Of("weightScales", OnnxElement.Float, OneOrEach(weightScales.Length), weightScales),
        OnnxConstant.Of("weightZeroPoints", OnnxElement.Int8, OneOrEach(weightZeroPoints.Length), weightZeroPoints),
        OnnxConstant.Of("resultScale", OnnxElement.Float, [], result.Scale),
        OnnxConstant.Of("resultZeroPoint", OnnxElement.UInt8, [], (byte)result.ZeroPoint));

    /// <summary>The product of floats.</summary>
    public static byte[] MatMul(ReadOnlySpan<float> weights, int outputs, int inputs) => Write(
        [new OnnxNode("MatMul", ["x", "weights"], ["y"])],
        [new OnnxValue("x", OnnxElement.Float)],
        [new OnnxValue("y", OnnxElement.Float)],
        Weights(OnnxElement.Float, weights, outputs, inputs));

    /// <summary>
    /// The product of floats, which the operator quantizes to 8 bits, with blocks of 4-bit codes about 8 and a scale.
    /// </summary>
    /// <param name="codes">The codes, 0 to 15, [outputs × inputs].</param>
    /// <param name="scales">The scales, [outputs × inputs / 32].</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs, a multiple of 32.</param>
    public static byte[] MatMulNBits(ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales, int outputs, int inputs)
    {
        // The first of two elements in the low nibble.
        byte[] packed = new byte[codes.Length / 2];
        for (int i = 0; i < packed.Length; i++) packed[i] = (byte)(codes[2 * i] | codes[(2 * i) + 1] << 4);
        return Write(
            [
                new OnnxNode("MatMulNBits", ["x", "weights", "scales"], ["y"])
                {
                    Domain = Contributed,
                    // Level 4: multiplied in 8 bits.
                    Attributes = [("K", inputs), ("N", outputs), ("bits", 4), ("block_size", BlockSize), ("accuracy_level", 4)],
                },
            ],
            [new OnnxValue("x", OnnxElement.Float)],
            [new OnnxValue("y", OnnxElement.Float)],
            new OnnxConstant("weights", OnnxElement.UInt8, [outputs, inputs / BlockSize, BlockSize / 2], packed),
            OnnxConstant.Of("scales", OnnxElement.Float, [scales.Length], scales));
    }

    // The operators want the weights of an input together.
    private static OnnxConstant Weights<T>(OnnxElement element, ReadOnlySpan<T> weights, int outputs, int inputs)
        where T : unmanaged
    {
        T[] transposed = new T[weights.Length];
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++) transposed[(input * outputs) + output] = weights[(output * inputs) + input];
        }

        return OnnxConstant.Of<T>("weights", element, [inputs, outputs], transposed);
    }

    // One for all is a scalar.
    private static int[] OneOrEach(int count) => count == 1 ? [] : [count];
}
