using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>ONNX's operator test of products of matrices, whose rows and outputs are repeated, so that every tile runs.</summary>
public class ProductTests
{
    [Fact]
    public void MatMulInteger()
    {
        NodeTest test = new("test_matmulinteger");
        TensorProto left = test.Input(0), right = test.Input(1);
        (int rows, int inputs, int outputs) = (left.Shape[0], left.Shape[1], right.Shape[1]);
        byte[] activations = left.Elements<byte>(), weights = right.Elements<byte>();
        int[] expected = test.Output(0).Elements<int>();
        int zeroPoint = Assert.Single(test.Input(2).Elements<byte>());
        // Weights are unsigned there, but few enough to be signed.
        Assert.Equal([0], test.Input(3).Elements<byte>());
        sbyte[] transposed = [.. from output in Enumerable.Range(0, outputs) from input in Enumerable.Range(0, inputs) select checked((sbyte)weights[(input * outputs) + output])];
        for (int rowTimes = 1; rowTimes <= 7; rowTimes++)
        {
            byte[] repeated = [.. Enumerable.Repeat(activations, rowTimes).SelectMany(x => x)];
            for (int outputTimes = 1; outputTimes <= 20; outputTimes++)
            {
                PackedMatrix packed = MatrixInt8.PackMatrix([.. Enumerable.Repeat(transposed, outputTimes).SelectMany(x => x)], outputs * outputTimes, inputs);
                int[] actual = new int[rows * rowTimes * outputs * outputTimes];
                MatrixInt8.MultiplyCodes(repeated, packed, actual, zeroPoint);
                Bits.AssertSame<int>(
                    "test_matmulinteger",
                    [.. from row in Enumerable.Range(0, rows * rowTimes) from output in Enumerable.Range(0, outputs * outputTimes) select expected[(row % rows * outputs) + (output % outputs)]],
                    actual);
            }
        }
    }
}
