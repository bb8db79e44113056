namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>Tensors and parameters for which ONNX defines the result: numbers and infinities, no NaN.</summary>
internal static class RandomTensors
{
    /// <summary>Every short length, what is around powers of two, and a few long ones up to 100,000.</summary>
    internal static IEnumerable<int> Lengths { get; } = [.. Enumerable.Range(1, 140), 255, 256, 257, 1000, 4095, 4096, 4097, 16_383, 65_537, 99_999, 100_000];

    /// <summary>Any exponent, from subnormal scales to those near the largest floats.</summary>
    internal static float Scale(Random random) => (float)Math.ScaleB(1 + random.NextDouble(), random.Next(-135, 120));

    /// <summary>Bell-shaped over the code range, with exact ties, infinities, zeros and far values among them.</summary>
    internal static float[] Values(Random random, int length, float scale, int zeroPoint, int minCode, int maxCode)
    {
        float[] values = new float[length];
        double middle = ((minCode + maxCode) / 2.0) - zeroPoint, spread = (maxCode - minCode) / 3.5;
        for (int i = 0; i < length; i++)
        {
            values[i] = random.Next(24) switch
            {
                0 => (float)((random.Next(minCode - 2, maxCode + 2) - zeroPoint + 0.5) * scale),
                1 => (float)((random.Next(minCode - 2, maxCode + 2) - zeroPoint) * (double)scale),
                2 when random.Next(8) == 0 => random.Next(6) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, 2 => float.MaxValue, 3 => -float.MaxValue, 4 => -0f, _ => 0f },
                _ => (float)((middle + (spread * Normal(random))) * scale),
            };
        }

        return values;
    }

    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
