using System.Numerics;
using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>
/// ONNX's operator tests that concern 16, 4 and 2 bits: codes, and the bytes that hold them. ONNX 1.22 has no case for quantizing to
/// uint16 and none for dequantizing int2 among them.
/// </summary>
public class WidthTests
{
    [Fact]
    public void QuantizeLinear_to_int16() => Quantize<AffineInt16, short>("test_quantizelinear_int16");

    [Fact]
    public void QuantizeLinear_to_uint4() => Quantize<AffineUInt4, byte>("test_quantizelinear_uint4");

    [Fact]
    public void QuantizeLinear_to_int4() => Quantize<AffineInt4, sbyte>("test_quantizelinear_int4");

    [Fact]
    public void QuantizeLinear_to_uint2() => Quantize<AffineUInt2, byte>("test_quantizelinear_uint2");

    [Fact]
    public void QuantizeLinear_to_int2() => Quantize<AffineInt2, sbyte>("test_quantizelinear_int2");

    [Fact]
    public void DequantizeLinear_of_uint16() => Dequantize<AffineUInt16, ushort>("test_dequantizelinear_uint16");

    [Fact]
    public void DequantizeLinear_of_int16() => Dequantize<AffineInt16, short>("test_dequantizelinear_int16");

    [Fact]
    public void DequantizeLinear_of_uint4() => Dequantize<AffineUInt4, byte>("test_dequantizelinear_uint4");

    [Fact]
    public void DequantizeLinear_of_int4() => Dequantize<AffineInt4, sbyte>("test_dequantizelinear_int4");

    [Fact]
    public void DequantizeLinear_of_uint2() => Dequantize<AffineUInt2, byte>("test_dequantizelinear_uint2");

    // Parameters once, or along the first axis, where each channel's codes fill whole bytes.
    private static void Quantize<T, TCode>(string name)
        where T : IQuantizer<T, float, TCode, AffineParameters>, IPackedQuantizer<T, float, AffineParameters>, IPackedCodes<T, TCode>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        NodeTest test = new(name);
        float[] values = test.Input(0).Elements<float>();
        TensorProto output = test.Output(0);
        AffineParameters[] parameters = Parameters(test);
        CheckPacking<T, TCode>(output);
        int length = values.Length / parameters.Length, bytes = output.Data.Length / parameters.Length;
        Assert.Equal(length * T.Bits, bytes * 8);
        for (int channel = 0; channel < parameters.Length; channel++)
        {
            AffineParameters own = parameters[channel];
            float[] source = values[(channel * length)..((channel + 1) * length)];
            int[] codes = output.Codes()[(channel * length)..((channel + 1) * length)];
            byte[] packed = new byte[bytes];
            T.QuantizePacked(source, packed, own);
            Bits.AssertSame<byte>(name, output.Data.AsSpan(channel * bytes, bytes), packed);
            Repeated.Check(source, Of<TCode>(codes), (from, to) => T.Quantize(from, to, own));
            Repeated.CheckPacking(source, codes, T.Bits, (from, to) => T.QuantizePacked(from, to, own));
        }
    }

    private static void Dequantize<T, TCode>(string name)
        where T : IQuantizer<T, float, TCode, AffineParameters>, IPackedQuantizer<T, float, AffineParameters>, IPackedCodes<T, TCode>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        NodeTest test = new(name);
        TensorProto input = test.Input(0);
        float[] expected = test.Output(0).Elements<float>();
        AffineParameters parameters = Assert.Single(Parameters(test));
        CheckPacking<T, TCode>(input);
        float[] values = new float[expected.Length];
        T.DequantizePacked(input.Data, values, parameters);
        Bits.AssertSame<float>(name, expected, values);
        Repeated.Check(Of<TCode>(input.Codes()), expected, (from, to) => T.Dequantize(from, to, parameters));
        Repeated.CheckUnpacking(input.Codes(), T.Bits, expected, (from, to) => T.DequantizePacked(from, to, parameters));
    }

    // The bytes of the file are ours of its elements.
    private static void CheckPacking<T, TCode>(TensorProto tensor)
        where T : IPackedCodes<T, TCode>, IQuantizationCodes
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        int[] codes = tensor.Codes();
        Assert.Equal(tensor.Data.Length, T.GetPackedLength(codes.Length));
        byte[] packed = new byte[tensor.Data.Length];
        T.Pack(Of<TCode>(codes), packed);
        Bits.AssertSame<byte>("Packed", tensor.Data, packed);
        TCode[] unpacked = new TCode[codes.Length];
        T.Unpack(tensor.Data, unpacked);
        Bits.AssertSame<TCode>("Unpacked", Of<TCode>(codes), unpacked);
        for (int i = 0; i < codes.Length; i++) Assert.Equal(codes[i], int.CreateChecked(T.GetCode(tensor.Data, i)));
        Repeated.CheckPacking(Of<TCode>(codes), codes, T.Bits, (from, to) => T.Pack(from, to));
        Repeated.CheckUnpacking(codes, T.Bits, Of<TCode>(codes), (from, to) => T.Unpack(from, to));
    }

    private static AffineParameters[] Parameters(NodeTest test) =>
        [.. test.Input(1).Elements<float>().Zip(test.Input(2).Codes(), (scale, zeroPoint) => new AffineParameters(scale, zeroPoint))];

    private static TCode[] Of<TCode>(int[] codes)
        where TCode : IBinaryInteger<TCode> => [.. codes.Select(TCode.CreateChecked)];
}
