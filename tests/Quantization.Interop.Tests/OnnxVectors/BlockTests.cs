using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>
/// ONNX's operator tests of 4-bit floats and of blocks. There scales are given; here a block makes its own, so that each stretch of values is put
/// into a block together with one value that brings about the scale of the test.
/// </summary>
public class BlockTests
{
    private const int ExponentBias = 127;

    [Fact]
    public void QuantizeLinear_to_float4e2m1()
    {
        NodeTest test = new("test_quantizelinear_float4e2m1");
        float[] values = test.Input(0).Elements<float>(), scales = test.Input(1).Elements<float>();
        int[] expected = test.Output(0).Codes();
        GenericBlockQuantizer quantizer = new(QuantizationFormat.MXFP4, BlockEncoding.Microscaling);
        int length = values.Length / scales.Length, compared = 0;
        for (int row = 0; row < scales.Length; row++)
        {
            // Scales of microscaling are powers of two: the row of the scale 3 is none of them.
            if (!float.IsPow2(scales[row])) continue;
            float[] source = new float[quantizer.BlockSize];
            values.AsSpan(row * length, length).CopyTo(source);
            source[^1] = 4f * scales[row];
            byte[] block = new byte[quantizer.BytesPerBlock];
            quantizer.Quantize(source, block);
            Assert.Equal(scales[row], quantizer.GetScale(block));
            for (int i = 0; i < length; i++)
            {
                // The operator adds its zero point, 0.0, to the quotient, and with it −0 becomes 0: here the sign stays.
                int negativeZero = float.IsNegative(source[i]) && source[i] == 0f ? 8 : 0;
                Assert.Equal(expected[(row * length) + i] | negativeZero, quantizer.GetCode(block, i));
            }

            compared++;
        }

        Assert.Equal(2, compared);
    }

    [Fact]
    public void DequantizeLinear_of_float4e2m1()
    {
        NodeTest test = new("test_dequantizelinear_float4e2m1");
        int[] codes = test.Input(0).Codes();
        float scale = Assert.Single(test.Input(1).Elements<float>());
        float[] expected = test.Output(0).Elements<float>();
        GenericBlockQuantizer quantizer = new(QuantizationFormat.MXFP4, BlockEncoding.Microscaling);
        byte[] block = new byte[quantizer.BytesPerBlock];
        block[0] = (byte)(ExponentBias + int.CreateChecked(MathF.Log2(scale)));
        // The first half of a block is in the low halves of its bytes.
        for (int i = 0; i < codes.Length; i++) block[1 + i] = (byte)codes[i];
        float[] values = new float[quantizer.BlockSize];
        quantizer.Dequantize(block, values);
        Bits.AssertSame<float>("float4e2m1", expected, values.AsSpan(0, expected.Length));
    }

    [Fact]
    public void QuantizeLinear_in_blocks()
    {
        NodeTest test = new("test_quantizelinear_blocked_symmetric");
        float[] values = test.Input(0).Elements<float>(), scales = test.Input(1).Elements<float>();
        int[] expected = test.Output(0).Codes();
        int length = values.Length / scales.Length;
        GenericBlockQuantizer quantizer = new(new BlockOptions(8, QuantizationScheme.Scale, 16, ScaleType.Single));
        for (int index = 0; index < scales.Length; index++)
        {
            float[] source = new float[quantizer.BlockSize];
            values.AsSpan(index * length, length).CopyTo(source);
            source[^1] = 127f * scales[index];
            byte[] block = new byte[quantizer.BytesPerBlock];
            quantizer.Quantize(source, block);
            Assert.Equal(scales[index], quantizer.GetScale(block));
            for (int i = 0; i < length; i++) Assert.Equal(expected[(index * length) + i], quantizer.GetCode(block, i));
        }
    }
}
