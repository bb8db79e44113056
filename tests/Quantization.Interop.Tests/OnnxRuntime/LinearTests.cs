using System.Numerics;
using Quantization.Shared;
using Xunit;

namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>Generated kernels and ONNX Runtime's QuantizeLinear and DequantizeLinear on random tensors, bit for bit.</summary>
public class LinearTests
{
    [Fact]
    public void Affine_to_uint8() => Check<AffineUInt8, byte, AffineParameters>(OnnxElement.UInt8, (scale, zeroPoint) => new(scale, zeroPoint));

    [Fact]
    public void Affine_to_int8() => Check<AffineInt8, sbyte, AffineParameters>(OnnxElement.Int8, (scale, zeroPoint) => new(scale, zeroPoint));

    [Fact]
    public void Affine_to_uint16() => Check<AffineUInt16, ushort, AffineParameters>(OnnxElement.UInt16, (scale, zeroPoint) => new(scale, zeroPoint));

    [Fact]
    public void Affine_to_int16() => Check<AffineInt16, short, AffineParameters>(OnnxElement.Int16, (scale, zeroPoint) => new(scale, zeroPoint));

    [Fact]
    public void Scale_to_int8_with_zero_point_0() => Check<ScaleInt8, sbyte, ScaleParameters>(OnnxElement.Int8, (scale, _) => new(scale), hasZeroPoint: false);

    [Fact]
    public void Scale_to_uint8_with_zero_point_0() => Check<ScaleUInt8, byte, ScaleParameters>(OnnxElement.UInt8, (scale, _) => new(scale), hasZeroPoint: false);

    private static void Check<T, TCode, TParameters>(OnnxElement element, Func<float, int, TParameters> parametersOf, bool hasZeroPoint = true)
        where T : IQuantizer<T, float, TCode, TParameters>
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct
    {
        using OnnxSession quantize = new(OnnxModels.QuantizeLinear(element));
        using OnnxSession dequantize = new(OnnxModels.DequantizeLinear(element));
        using OnnxSession both = new(OnnxModels.QuantizeDequantizeLinear(element));
        Random random = new(20);
        foreach (int length in RandomTensors.Lengths)
        {
            float scale = RandomTensors.Scale(random);
            int zeroPoint = hasZeroPoint ? random.Next(T.MinCode, T.MaxCode + 1) : 0;
            TCode zero = TCode.CreateChecked(zeroPoint);
            TParameters parameters = parametersOf(scale, zeroPoint);
            string what = FormattableString.Invariant($"{typeof(T).Name}, scale {scale:R}, zero point {zeroPoint}");

            float[] values = RandomTensors.Values(random, length, scale, zeroPoint, T.MinCode, T.MaxCode);
            TCode[] codes = new TCode[length];
            T.Quantize(values, codes, parameters);
            Bits.AssertSame<TCode>($"QuantizeLinear: {what}", quantize.RunForOne<TCode>(OnnxSession.Tensor(values), OnnxSession.Scalar(scale), OnnxSession.Scalar(zero)), codes);

            float[] reconstructed = new float[length];
            T.FakeQuantize(values, reconstructed, parameters);
            Bits.AssertSame<float>($"QuantizeLinear and DequantizeLinear: {what}", both.RunForOne<float>(OnnxSession.Tensor(values), OnnxSession.Scalar(scale), OnnxSession.Scalar(zero)), reconstructed);

            // Any codes, not only those that quantizing made.
            for (int i = 0; i < length; i++) codes[i] = TCode.CreateChecked(random.Next(T.MinCode, T.MaxCode + 1));
            T.Dequantize(codes, reconstructed, parameters);
            Bits.AssertSame<float>($"DequantizeLinear: {what}", dequantize.RunForOne<float>(OnnxSession.Tensor(codes), OnnxSession.Scalar(scale), OnnxSession.Scalar(zero)), reconstructed);
        }
    }
}
