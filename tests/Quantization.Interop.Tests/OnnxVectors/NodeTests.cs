using System.Numerics;
using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>ONNX's operator tests that concern 8 bits, repeated to every length up to a few steps, so that vectors and tails both run.</summary>
public class NodeTests
{
    [Fact]
    public void QuantizeLinear()
    {
        NodeTest test = new("test_quantizelinear");
        AffineParameters parameters = new(test.Input(1).Elements<float>()[0], test.Input(2).Elements<byte>()[0]);
        Repeated.Check(test.Input(0).Elements<float>(), test.Output(0).Elements<byte>(), (source, destination) => AffineUInt8.Quantize(source, destination, parameters));
    }

    [Fact]
    public void DequantizeLinear()
    {
        NodeTest test = new("test_dequantizelinear");
        AffineParameters parameters = new(test.Input(1).Elements<float>()[0], test.Input(2).Elements<byte>()[0]);
        Repeated.Check(test.Input(0).Elements<byte>(), test.Output(0).Elements<float>(), (source, destination) => AffineUInt8.Dequantize(source, destination, parameters));
    }

    [Fact]
    public void QuantizeLinear_with_an_axis()
    {
        NodeTest test = new("test_quantizelinear_axis");
        EachChannel<float, byte>(test, (source, destination, parameters) => AffineUInt8.Quantize(source, destination, parameters));
    }

    [Fact]
    public void DequantizeLinear_with_an_axis()
    {
        NodeTest test = new("test_dequantizelinear_axis");
        EachChannel<byte, float>(test, (source, destination, parameters) => AffineUInt8.Dequantize(source, destination, parameters));
    }

    [Theory]
    [InlineData("test_dynamicquantizelinear")]
    [InlineData("test_dynamicquantizelinear_max_adjusted")]
    [InlineData("test_dynamicquantizelinear_min_adjusted")]
    public void DynamicQuantizeLinear(string name)
    {
        NodeTest test = new(name);
        AffineParameters expected = new(test.Output(1).Elements<float>()[0], test.Output(2).Elements<byte>()[0]);
        Assert.Equal(expected, AffineUInt8.ParametersFor(test.Input(0).Elements<float>()));
        // Repeating the data leaves their range as it is.
        Repeated.Check(test.Input(0).Elements<float>(), test.Output(0).Elements<byte>(), (source, destination) =>
        {
            if (source.Length >= 12) Assert.Equal(expected, AffineUInt8.ParametersFor(source));
            AffineUInt8.Quantize(source, destination, expected);
        });
    }

    // The vectors have no ties: these tell nearest-even from the other roundings.
    [Fact]
    public void Ties_go_to_the_even_code()
    {
        Repeated.Check<float, byte>([0.25f, 0.75f, 1.25f, 1.75f], [0, 2, 2, 4], (source, destination) => AffineUInt8.Quantize(source, destination, new AffineParameters(0.5f, 0)));
        Repeated.Check<float, byte>([-0.25f, -0.75f, -1.25f, -1.75f], [7, 5, 5, 3], (source, destination) => AffineUInt8.Quantize(source, destination, new AffineParameters(0.5f, 7)));
        Repeated.Check<float, sbyte>([-0.25f, -0.75f, 1.25f, 63.25f, 63.75f], [0, -2, 2, 126, 127], (source, destination) => ScaleInt8.Quantize(source, destination, new ScaleParameters(0.5f)));
    }

    // Nor do they tell the quotient from the product with the reciprocal: 1.55f / 0.1f is below a tie, 1.55f · (1 / 0.1f) on it.
    [Fact]
    public void Values_are_divided_by_the_scale() =>
        Repeated.Check<float, byte>([1.55f, 3.2500002f], [15, 32], (source, destination) => AffineUInt8.Quantize(source, destination, new AffineParameters(0.1f, 0)));

    private delegate void ChannelKernel<TSource, TResult>(ReadOnlySpan<TSource> source, Span<TResult> destination, AffineParameters parameters);

    // The tests leave the axis at the operator's default, 1. A channel's elements are gathered from the batches that it is strewn over.
    private static void EachChannel<TSource, TResult>(NodeTest test, ChannelKernel<TSource, TResult> kernel)
        where TSource : unmanaged
        where TResult : unmanaged, INumber<TResult>
    {
        TensorProto input = test.Input(0);
        TSource[] source = input.Elements<TSource>();
        TResult[] expected = test.Output(0).Elements<TResult>();
        float[] scales = test.Input(1).Elements<float>();
        byte[] zeroPoints = test.Input(2).Elements<byte>();
        int channels = input.Shape[1], inner = input.Shape[2..].Aggregate(1, (product, length) => product * length);
        Assert.Equal((channels, channels), (scales.Length, zeroPoints.Length));
        for (int channel = 0; channel < channels; channel++)
        {
            AffineParameters parameters = new(scales[channel], zeroPoints[channel]);
            Repeated.Check<TSource, TResult>(OfChannel(source, channel), OfChannel(expected, channel), (from, to) => kernel(from, to, parameters));
        }

        T[] OfChannel<T>(T[] elements, int channel) => [.. elements.Where((_, i) => i / inner % channels == channel)];
    }
}
