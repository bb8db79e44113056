using System.Numerics;
using Quantization.Shared;
using Xunit;

namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>Packed kernels and ONNX Runtime's QuantizeLinear and DequantizeLinear of 4 and 2 bits on random tensors, bit for bit.</summary>
public class NarrowTests
{
    [Fact]
    public void Affine_to_uint4() => Check<AffineUInt4, byte>(OnnxElement.UInt4, OnnxElement.UInt8);

    [Fact]
    public void Affine_to_int4() => Check<AffineInt4, sbyte>(OnnxElement.Int4, OnnxElement.Int8);

    [Fact]
    public void Affine_to_uint2() => Check<AffineUInt2, byte>(OnnxElement.UInt2, OnnxElement.UInt8);

    [Fact]
    public void Affine_to_int2() => Check<AffineInt2, sbyte>(OnnxElement.Int2, OnnxElement.Int8);

    private static void Check<T, TCode>(OnnxElement element, OnnxElement bytes)
        where T : IQuantizer<T, float, TCode, AffineParameters>, IPackedQuantizer<T, float, AffineParameters>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        using OnnxSession quantize = new(OnnxModels.QuantizeLinearToBytes(element, bytes));
        Random random = new(22);
        foreach (int length in RandomTensors.Lengths)
        {
            float scale = RandomTensors.Scale(random);
            int zeroPoint = random.Next(T.MinCode, T.MaxCode + 1);
            TCode zero = TCode.CreateChecked(zeroPoint);
            AffineParameters parameters = new(scale, zeroPoint);
            string what = FormattableString.Invariant($"{typeof(T).Name}, {parameters}");

            float[] values = RandomTensors.Values(random, length, scale, zeroPoint, T.MinCode, T.MaxCode);
            if (T.Bits == 2) KeepQuotientsWithinInt32(values, scale);
            TCode[] expected = quantize.RunForOne<TCode>(OnnxSession.Tensor(values), OnnxSession.Scalar(scale), OnnxSession.Scalar(zero));
            TCode[] codes = new TCode[length];
            T.Quantize(values, codes, parameters);
            Bits.AssertSame<TCode>($"QuantizeLinear: {what}", expected, codes);
            byte[] expectedBytes = PackedBits.Write([.. expected.Select(int.CreateChecked)], T.Bits);
            byte[] packed = new byte[expectedBytes.Length];
            T.QuantizePacked(values, packed, parameters);
            Bits.AssertSame<byte>($"QuantizeLinear, packed: {what}", expectedBytes, packed);

            // Any codes, not only those that quantizing made.
            packed = PackedBits.Write([.. Enumerable.Range(0, length).Select(_ => random.Next(T.MinCode, T.MaxCode + 1))], T.Bits);
            using OnnxSession dequantize = new(OnnxModels.DequantizeLinearOf(element, bytes, length, packed));
            float[] reconstructed = new float[length];
            T.DequantizePacked(packed, reconstructed, parameters);
            Bits.AssertSame<float>($"DequantizeLinear: {what}", dequantize.RunForOne<float>(OnnxSession.Scalar(scale), OnnxSession.Scalar(zero)), reconstructed);
        }
    }

    // ONNX Runtime 1.31.1 converts to int32 before it saturates to 2 bits: quotients from 2^31 on come out as the lowest code, where the
    // operator says the highest.
    private static void KeepQuotientsWithinInt32(float[] values, float scale)
    {
        float reach = Math.Min(scale * (1 << 30), float.MaxValue);
        for (int i = 0; i < values.Length; i++) values[i] = Math.Clamp(values[i], -reach, reach);
    }
}
