namespace Quantization.Tests.Networks;

/// <summary>The arithmetic of networks as it is written down, operation by operation, in plain C#: what every instruction set must give, to the bit.</summary>
internal sealed class ContractOfNetworks
{
    private readonly float[] high, low, height;
    private readonly float steepness, steepnessRest, bound, alpha, lowest, temperature;

    internal ContractOfNetworks(QuantizationNetwork network)
    {
        double t = network.Temperature, tb = t * network.Beta;
        double[] places = [.. network.Biases.ToArray().Select(b => t * b)];
        float[] levels = network.Levels.ToArray();
        high = [.. places.Select(p => (float)p)];
        low = [.. places.Select(p => (float)(p - (float)p))];
        height = [.. levels.Skip(1).Zip(levels, (upper, lower) => (float)((double)upper - lower))];
        steepness = (float)tb;
        steepnessRest = (float)(tb - steepness);
        bound = (float)Math.Min(Math.ScaleB(1, 126) / tb, float.MaxValue);
        (alpha, lowest, temperature) = (network.Alpha, levels[0], network.Temperature);
    }

    internal float Forward(float x) => (Terms(x, (_, _) => { }).Level + lowest) * alpha;

    /// <summary>The gradients of values; those of α, β and the biases in one list.</summary>
    internal (float[] OfValues, double[] Sums) Backward(float[] values, float[] gradients)
    {
        float[] ofValues = new float[values.Length];
        double[] totals = new double[2 + high.Length];
        for (int start = 0; start < values.Length; start += 1024)
        {
            float[,] lanes = new float[totals.Length, 16];
            for (int e = start; e < Math.Min(start + 1024, values.Length); e++)
            {
                float g = gradients[e], within = Within(values[e]);
                (float level, float slope) = Terms(values[e], (i, h) => lanes[2 + i, e % 16] += g * h);
                lanes[0, e % 16] += g * (level + lowest);
                lanes[1, e % 16] += g * (within * slope);
                ofValues[e] = ((slope * alpha) * steepness) * g;
            }

            for (int p = 0; p < totals.Length; p++)
            {
                float[] eight = [.. Enumerable.Range(0, 8).Select(k => lanes[p, k] + lanes[p, k + 8])];
                float[] four = [.. Enumerable.Range(0, 4).Select(k => eight[k] + eight[k + 4])];
                totals[p] += (four[0] + four[2]) + (four[1] + four[3]);
            }
        }

        double factor = (double)alpha * temperature;
        return (ofValues, [totals[0], factor * totals[1], .. height.Select((s, i) => -(factor * s * totals[2 + i]))]);
    }

    private float Within(float x) => x > bound ? bound : x < -bound ? -bound : x;

    private (float Level, float Slope) Terms(float x, Action<int, float> bell)
    {
        float within = Within(x), product = within * steepness;
        float rest = (within * steepnessRest) + MathF.FusedMultiplyAdd(within, steepness, -product);
        float level = 0f, slope = 0f;
        for (int i = 0; i < high.Length; i++)
        {
            float z = (product - high[i]) + (rest - low[i]);
            float e = Exponential(Math.Min(Math.Abs(z), 88f));
            float inverse = 1f / (1f + e), h = e * inverse * inverse;
            level += (z >= 0f ? inverse : e * inverse) * height[i];
            slope += h * height[i];
            bell(i, h);
        }

        return (level, slope);
    }

    // exp(−a), a from 0 to 88.
    private static float Exponential(float a)
    {
        int k = (int)MathF.Round(a * 1.442695f);
        float r = (a - (k * 0.693145752f)) - (k * 1.42860677e-6f);
        float q = 0.00138444919f;
        foreach (float c in (float[])[-0.00836791564f, 0.0416682214f, -0.166665226f, 0.49999994f]) q = (q * r) + c;
        float unit = ((q * (r * r)) - r) + 1f;
        return k == 127 ? 0f : unit * MathF.ScaleB(1f, -k);
    }
}
