using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Quantization.Shared;
using Xunit;

namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>Products of matrices against ONNX Runtime's.</summary>
public class ProductTests
{
    private static readonly (int Rows, int Inputs, int Outputs)[] sizes =
        [(1, 1, 1), (2, 3, 15), (3, 16, 16), (5, 17, 17), (8, 64, 31), (13, 100, 48), (26, 257, 33), (64, 512, 100), (1, 1024, 300)];

    private static readonly (int Rows, int Inputs, int Outputs)[] sizesOfBlocks = [(1, 32, 1), (2, 64, 15), (4, 96, 16), (7, 32, 17), (13, 160, 48), (26, 256, 33), (64, 1024, 100), (1, 4096, 300)];

    [Fact]
    public void MatMulInteger()
    {
        Random random = new(31);
        foreach ((int rows, int inputs, int outputs) in sizes)
        {
            foreach (Codes codes in EveryKind(random, rows, inputs, outputs))
            {
                using OnnxSession session = new(OnnxModels.MatMulInteger(codes.Weights, outputs, inputs, codes.ZeroPoint, codes.WeightZeroPoints));
                int[] expected = session.RunForOne<int>(OnnxSession.Matrix(codes.Activations, rows)), actual = new int[rows * outputs];
                MatrixInt8.MultiplyCodes(
                    codes.Activations, MatrixInt8.PackMatrix(codes.Weights, outputs, inputs), actual, codes.ZeroPoint, Array.ConvertAll(codes.WeightZeroPoints, z => (int)z));
                Bits.AssertSame<int>($"MatMulInteger, {rows} x {inputs} x {outputs}", expected, actual);
            }
        }
    }

    /// <summary>Both multiply the sum, as a float, by s_a · s_w / s, computed in this order, and round ties to even: there is no difference to allow for.</summary>
    [Fact]
    public void QLinearMatMul()
    {
        Random random = new(32);
        foreach ((int rows, int inputs, int outputs) in sizes)
        {
            foreach (Codes codes in EveryKind(random, rows, inputs, outputs))
            {
                // Products of scales that are powers of two make ties; others hardly ever.
                foreach (bool ties in (bool[])[true, false])
                {
                    float scale = Scale(), resultScale = Scale() * (ties ? 64 : 90) * MathF.Round(MathF.Sqrt(inputs));
                    float[] weightScales = codes.WeightZeroPoints.Length == 1 ? [Scale()] : [.. Enumerable.Range(0, outputs).Select(_ => Scale())];
                    if (ties) resultScale = MathF.ScaleB(1f, int.CreateChecked(MathF.Round(MathF.Log2(resultScale))));
                    byte resultZeroPoint = (byte)random.Next(256);
                    using OnnxSession session = new(OnnxModels.QLinearMatMul(
                        codes.Weights, outputs, inputs, new AffineParameters(scale, codes.ZeroPoint), weightScales, codes.WeightZeroPoints, new AffineParameters(resultScale, resultZeroPoint)));
                    byte[] expected = session.RunForOne<byte>(OnnxSession.Matrix(codes.Activations, rows)), actual = new byte[rows * outputs];
                    MatrixInt8.Multiply(
                        codes.Activations,
                        MatrixInt8.PackMatrix(codes.Weights, outputs, inputs),
                        actual,
                        new RequantizeEpilogue(Array.ConvertAll(weightScales, s => scale * s / resultScale))
                        {
                            ActivationZeroPoint = codes.ZeroPoint,
                            WeightZeroPoints = Array.ConvertAll(codes.WeightZeroPoints, z => (int)z),
                            ZeroPoint = resultZeroPoint,
                        });
                    Bits.AssertSame<byte>($"QLinearMatMul, {rows} x {inputs} x {outputs}", expected, actual);

                    float Scale() => ties ? MathF.ScaleB(1f, random.Next(-3, 3)) : 0.25f + random.NextSingle();
                }
            }
        }
    }

    /// <summary>
    /// MatMulNBits at its accuracy level 4 quantizes activations by the same rule where the processor multiplies bytes, and not at all elsewhere. There only the order of float additions
    /// differs, and that some are fused: the results agree within the rounding of as many additions as there are blocks. Here they may be as far apart as quantizing moves ours: half a step for each weight.
    /// </summary>
    [Fact]
    public void MatMulNBits()
    {
        Random random = new(33);
        GenericBlockQuantizer generic = new(QuantizationFormat.Q4_0);
        double furthest = 0;
        foreach ((int rows, int inputs, int outputs) in sizesOfBlocks)
        {
            float[] activations = [.. Enumerable.Range(0, rows * inputs).Select(_ => (float)RandomTensors.Normal(random))], values = [.. Enumerable.Range(0, outputs * inputs).Select(_ => (float)RandomTensors.Normal(random))];
            byte[] blocks = new byte[MatrixQ40.GetByteCount(values.Length)], codes = new byte[values.Length];
            float[] scales = new float[values.Length / 32], decoded = new float[values.Length], actual = new float[rows * outputs];
            MatrixQ40.Quantize(values, blocks);
            generic.Dequantize(blocks, decoded);
            for (int i = 0; i < codes.Length; i++)
            {
                ReadOnlySpan<byte> block = blocks.AsSpan(i / 32 * MatrixQ40.BytesPerBlock);
                codes[i] = (byte)(generic.GetCode(block, i % 32) + 8);
                scales[i / 32] = generic.GetScale(block);
            }

            using OnnxSession session = new(OnnxModels.MatMulNBits(codes, scales, outputs, inputs));
            float[] expected = session.RunForOne<float>(OnnxSession.Matrix(activations, rows));
            MatrixQ40.Multiply(activations, MatrixQ40.PackMatrix(blocks, outputs, inputs), actual);
            for (int at = 0; at < actual.Length; at++)
            {
                (double halfSteps, double magnitudes) = Limits(activations.AsSpan(at / outputs * inputs, inputs), decoded.AsSpan(at % outputs * inputs, inputs));
                double limit = Avx2.IsSupported || Dp.IsSupported ? ((inputs / 32) + 3) * magnitudes * Math.ScaleB(1, -23) : halfSteps + (magnitudes * 1e-5);
                furthest = Math.Max(furthest, Math.Abs(actual[at] - expected[at]) / halfSteps);
                Assert.True(
                    Math.Abs(actual[at] - expected[at]) <= limit,
                    string.Create(CultureInfo.InvariantCulture, $"MatMulNBits, {rows} x {inputs} x {outputs}, {at}: expected {expected[at]}, got {actual[at]}, further apart than {limit}."));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"At most {furthest:G3} of half the steps."));
    }

    // Half the steps of activations times weights, and the magnitudes of products.
    private static (double HalfSteps, double Magnitudes) Limits(ReadOnlySpan<float> row, ReadOnlySpan<float> weights)
    {
        double halfSteps = 0, magnitudes = 0;
        for (int i = 0; i < row.Length; i++)
        {
            float top = 0f;
            foreach (float x in row.Slice(i / 32 * 32, 32)) top = Math.Max(top, Math.Abs(x));
            halfSteps += Math.Abs((double)weights[i]) * top / 254;
            magnitudes += Math.Abs((double)weights[i] * row[i]);
        }

        return (halfSteps, magnitudes);
    }

    /// <summary>
    /// Codes at random, and the extremes throughout. ONNX Runtime's kernels for processors without VNNI saturate sums of two products to 16 bits: so either side has 7 bits.
    /// </summary>
    private static IEnumerable<Codes> EveryKind(Random random, int rows, int inputs, int outputs)
    {
        foreach (bool each in (bool[])[false, true])
        {
            yield return Make(() => random.Next(256), () => random.Next(-64, 65));
            yield return Make(() => random.Next(128), () => random.Next(-128, 128));
            yield return Make(() => 255, () => -64);
            yield return Make(() => 127, () => -128);
            yield return Make(() => 127 * random.Next(2), () => random.Next(2) == 0 ? -128 : 127);

            Codes Make(Func<int> activation, Func<int> weight) => new(
                [.. Enumerable.Range(0, rows * inputs).Select(_ => (byte)activation())],
                [.. Enumerable.Range(0, outputs * inputs).Select(_ => (sbyte)weight())],
                (byte)random.Next(256),
                [.. Enumerable.Range(0, each ? outputs : 1).Select(_ => (sbyte)(each ? random.Next(-128, 128) : 0))]);
        }
    }

    private sealed record Codes(byte[] Activations, sbyte[] Weights, byte ZeroPoint, sbyte[] WeightZeroPoints);
}
