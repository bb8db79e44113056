using Microsoft.ML.OnnxRuntime;
using Quantization.Shared;
using Xunit;

namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>Parameters from data, and codes with them, against ONNX Runtime's DynamicQuantizeLinear, bit for bit.</summary>
public class DynamicTests
{
    [Fact]
    public void Parameters_and_codes_of_random_tensors()
    {
        using OnnxSession session = new(OnnxModels.DynamicQuantizeLinear());
        Random random = new(21);
        foreach (int length in RandomTensors.Lengths)
        {
            // About zero, above it, below it: the last two are extended to hold it.
            foreach (double middle in (double[])[0, 5, -5]) Check(session, Values(random, length, middle));
        }
    }

    [Fact]
    public void Zeros_alone()
    {
        using OnnxSession session = new(OnnxModels.DynamicQuantizeLinear());
        Check(session, [0f]);
        Check(session, new float[100]);
        Check(session, [-0f, 0f]);
    }

    private static float[] Values(Random random, int length, double middle)
    {
        double unit = Math.ScaleB(1 + random.NextDouble(), random.Next(-100, 100));
        return [.. Enumerable.Range(0, length).Select(_ => (float)((middle + RandomTensors.Normal(random)) * unit))];
    }

    private static void Check(OnnxSession session, float[] values)
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(OnnxSession.Tensor(values));
        AffineParameters parameters = AffineUInt8.ParametersFor(values);
        Assert.Equal(outputs[1].GetTensorDataAsSpan<float>()[0], parameters.Scale);
        Assert.Equal(outputs[2].GetTensorDataAsSpan<byte>()[0], parameters.ZeroPoint);
        byte[] codes = new byte[values.Length];
        AffineUInt8.Quantize(values, codes, parameters);
        Bits.AssertSame(FormattableString.Invariant($"DynamicQuantizeLinear, {parameters}"), outputs[0].GetTensorDataAsSpan<byte>(), codes);
    }
}
