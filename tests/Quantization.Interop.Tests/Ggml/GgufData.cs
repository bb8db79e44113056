using Quantization.Interop.Tests.OnnxRuntime;
using Quantization.Models;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>Values to quantize, whole super-blocks of each kind.</summary>
internal static class GgufData
{
    private const int Elements = 256 * 256;

    private static readonly Lazy<float[]> Weights = new(ReadWeights);

    /// <summary>Named tensors of finite values.</summary>
    internal static IEnumerable<(string Name, float[] Values)> Tensors()
    {
        Random random = new(20_260);
        yield return ("Gaussian", Make(_ => (float)RandomTensors.Normal(random)));
        yield return ("Laplacian", Make(_ => (float)Laplace(random)));
        // Ranges of many widths, so that quotients are whole or tie.
        yield return ("integers", Make(i => random.Next(-Width(i), Width(i) + 1)));
        yield return ("halves of integers", Make(i => random.Next(-Width(i), Width(i) + 1) * 0.5f));
        yield return ("positive", Make(_ => (float)Math.Abs(RandomTensors.Normal(random)) + 1f));
        yield return ("zeros", Make(i => i / 32 % 3 == 0 ? (float)RandomTensors.Normal(random) : i % 5 == 0 ? -0f : 0f));
        yield return ("constant", Make(i => (i / 32 % 7) - 3f));
        yield return ("one value in each block", Make(i => i % 32 == i / 32 % 32 ? (float)RandomTensors.Normal(random) : 0f));
        // Each block its own exponent; within a block many exponents.
        yield return ("wide", Make(i => (float)(RandomTensors.Normal(random) * Math.ScaleB(1, (i / 256 % 60) - 42))));
        // Down to subnormal values, whose scales vanish in a half.
        yield return ("tiny", Make(i => (float)(RandomTensors.Normal(random) * Math.ScaleB(1, -20 - (i / 256 % 120)))));
        yield return ("wide within blocks", Make(_ => (float)(RandomTensors.Normal(random) * Math.ScaleB(1, random.Next(-20, 12)))));
        yield return ("weights", Weights.Value);
    }

    private static float[] Make(Func<int, float> value) => [.. Enumerable.Range(0, Elements).Select(value)];

    private static int Width(int element) => 1 + (element / 256 % 200);

    private static double Laplace(Random random) => Math.Log(1 - random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1);

    private static float[] ReadWeights()
    {
        SafeTensors model = SafeTensors.Load(Path.Combine(AppContext.BaseDirectory, "Ggml", "fashion-mnist.safetensors"));
        float[] all = [.. model.Tensors.SelectMany(tensor => tensor.Values)];
        return all[..(all.Length / 256 * 256)];
    }
}
