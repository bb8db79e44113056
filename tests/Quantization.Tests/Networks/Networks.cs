using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Networks and values to try.</summary>
internal static class Networks
{
    internal static readonly float[] Temperatures = [1f, 5f, 10f, 50f, 100f, 500f, 2000f];

    /// <summary>A network of so many steps with uneven heights and places.</summary>
    internal static QuantizationNetwork OfSteps(int steps, float temperature)
    {
        var random = new Random(steps);
        float[] levels = new float[steps + 1], biases = new float[steps];
        levels[0] = -0.5f * steps;
        for (int i = 0; i < steps; i++)
        {
            levels[i + 1] = levels[i] + 0.25f + random.NextSingle();
            biases[i] = (i == 0 ? -0.4f * steps : biases[i - 1]) + 0.05f + random.NextSingle();
        }

        return new QuantizationNetwork(levels, biases, alpha: 0.37f, beta: 2.6f) { Temperature = temperature };
    }

    /// <summary>Values all over the network's range and far outside, and close to its thresholds.</summary>
    internal static float[] Values(QuantizationNetwork network, int count)
    {
        var random = new Random(count);
        float[] values = new float[count];
        float low = network.Biases[0] / network.Beta, high = network.Biases[^1] / network.Beta, margin = 1f + (0.2f * (high - low));
        for (int e = 0; e < count; e++)
        {
            float threshold = network.Biases[random.Next(network.Biases.Length)] / network.Beta;
            values[e] = (e % 4) switch
            {
                0 => threshold + ((random.NextSingle() - 0.5f) * 1e-4f),
                1 => threshold + ((random.NextSingle() - 0.5f) * 40f / (network.Beta * network.Temperature)),
                2 => threshold + ((random.NextSingle() - 0.5f) * 180f / (network.Beta * network.Temperature)),
                _ => low - margin + (random.NextSingle() * (high - low + (2 * margin))),
            };
        }

        return values;
    }

    /// <summary>Gradients of both signs.</summary>
    internal static float[] Gradients(int count)
    {
        var random = new Random(~count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.4f)];
    }

    internal static TheoryData<int, float> StepsAndTemperatures()
    {
        var data = new TheoryData<int, float>();
        for (int steps = 1; steps <= 30; steps++)
        {
            foreach (float temperature in Temperatures) data.Add(steps, temperature);
        }

        data.Add(255, 10f);
        return data;
    }
}
