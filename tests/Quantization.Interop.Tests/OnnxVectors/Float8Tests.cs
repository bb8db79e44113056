using Quantization.Shared;
using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>ONNX's operator tests of 8-bit floats: divided by the scale and converted, or converted and multiplied. The zero points are 0.</summary>
public class Float8Tests
{
    [Fact]
    public void QuantizeLinear_to_e4m3fn()
    {
        NodeTest test = new("test_quantizelinear_e4m3fn");
        float scale = ScaleOf(test);
        Assert.Equal([0], test.Input(2).Elements<byte>());
        Assert.Equal(OnnxElement.Float8E4M3, test.Output(0).Element);
        Repeated.Check(Array.ConvertAll(test.Input(0).Elements<float>(), x => x / scale), test.Output(0).Elements<byte>(), Float8E4M3.Quantize);
    }

    [Fact]
    public void DequantizeLinear_of_e4m3fn() => Dequantize<Float8E4M3>("test_dequantizelinear_e4m3fn", OnnxElement.Float8E4M3);

    [Fact]
    public void DequantizeLinear_of_e5m2() => Dequantize<Float8E5M2>("test_dequantizelinear_e5m2", OnnxElement.Float8E5M2);

    [Fact]
    public void DequantizeLinear_of_e4m3fn_to_float16()
    {
        NodeTest test = new("test_dequantizelinear_e4m3fn_float16");
        float scale = (float)Assert.Single(test.Input(1).Elements<Half>());
        Half[] expected = test.Output(0).Elements<Half>();
        Repeated.Check(test.Input(0).Elements<byte>(), expected, (source, destination) =>
        {
            float[] values = new float[source.Length];
            Float8E4M3.Dequantize(source, values);
            for (int i = 0; i < values.Length; i++) destination[i] = (Half)(values[i] * scale);
        });
    }

    private static void Dequantize<T>(string name, OnnxElement element)
        where T : IFixedQuantizer<T, float, byte>
    {
        NodeTest test = new(name);
        float scale = ScaleOf(test);
        Assert.Equal(element, test.Input(0).Element);
        Repeated.Check(test.Input(0).Elements<byte>(), test.Output(0).Elements<float>(), (source, destination) =>
        {
            T.Dequantize(source, destination);
            for (int i = 0; i < source.Length; i++) destination[i] *= scale;
        });
    }

    private static float ScaleOf(NodeTest test) => Assert.Single(test.Input(1).Elements<float>());
}
