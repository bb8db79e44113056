using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Where training begins, by hand.</summary>
public class InitializeTests
{
    [Fact]
    public void The_scaled_values_reach_to_five_quarters_of_the_greatest_level()
    {
        QuantizationNetwork network = QuantizationNetwork.Initialize([-1f, 1f], [0.1f, -0.5f, 0.2f, float.NaN, float.PositiveInfinity]);
        Assert.Equal(2.5f, network.Beta);
        Assert.Equal(0.4f, network.Alpha);
        Assert.Equal(1f, network.Temperature);
        Assert.Equal([0f], network.Biases.ToArray());
        Assert.Equal([-1f, 1f], network.Levels.ToArray());
    }

    [Fact]
    public void Ternary_biases_are_close_about_zero() =>
        Assert.Equal([-0.05f, 0.05f], QuantizationNetwork.Initialize([-1f, 0f, 1f], [0.1f, -0.5f]).Biases.ToArray());

    [Fact]
    public void Other_biases_are_midway_between_clusters()
    {
        // Scaled by 5 · 3 / (4 · 3) = 1.25: clusters of 0, 1, 2 and 3 become 0, 1.25, 2.5 and 3.75.
        float[] values = [0f, 0f, 0.99f, 1.01f, 1.98f, 2.02f, 3f, 3f];
        QuantizationNetwork network = QuantizationNetwork.Initialize([0f, 1f, 2f, 3f], values);
        Assert.Equal(1.25f, network.Beta);
        Assert.All(network.Biases.ToArray().Zip([0.625f, 1.875f, 3.125f]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-6f));
    }

    [Fact]
    public void Clusters_about_a_level_of_zero_leave_it_a_tenth()
    {
        // Scaled by 5 · 2 / (4 · 2) = 1.25.
        QuantizationNetwork network = QuantizationNetwork.Initialize([-2f, -1f, 0f, 1f, 2f], [-2f, -2f, -1f, 0f, 0f, 1f, 2f]);
        Assert.Equal([-1.875f, -0.05f, 0.05f, 1.875f], network.Biases.ToArray());
        // Not where the next clusters are closer than that: of ±0.04, 0 and ±2 scaled by 1.25, thresholds are ±0.025 and ±1.275.
        network = QuantizationNetwork.Initialize([-2f, -1f, 0f, 1f, 2f], [-0.02f, -0.01f, 0f, 0.01f, 2f]);
        Assert.All(network.Biases.ToArray().Zip([-0.01875f, -0.00625f, 0.00625f, 1.25625f]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-6f));
    }

    [Fact]
    public void Too_few_different_values_leave_the_middles_of_levels()
    {
        foreach (float[] values in (float[][])[[], [0f, -0f], [float.NaN], [float.NegativeInfinity]])
        {
            QuantizationNetwork network = QuantizationNetwork.Initialize([0f, 1f, 3f], values);
            Assert.Equal((1f, 1f), (network.Alpha, network.Beta));
            Assert.Equal([0.5f, 2f], network.Biases.ToArray());
        }

        Assert.Equal([0.5f, 2f], QuantizationNetwork.Initialize([0f, 1f, 3f], [1f, 2f, 1f]).Biases.ToArray());
    }

    [Fact]
    public void Factors_stay_in_their_range()
    {
        QuantizationNetwork tiny = QuantizationNetwork.Initialize([-1f, 1f], [float.Epsilon]), huge = QuantizationNetwork.Initialize([-1f, 1f], [float.MaxValue]);
        Assert.Equal((Floats.PowerOfTwo(-100), Floats.PowerOfTwo(100)), (tiny.Alpha, tiny.Beta));
        Assert.Equal((Floats.PowerOfTwo(100), Floats.PowerOfTwo(-100)), (huge.Alpha, huge.Beta));
    }

    [Fact]
    public void Random_values_of_every_kind_of_levels_give_networks()
    {
        var random = new Random(3);
        for (int count = 2; count <= 256; count += count < 20 ? 1 : 59)
        {
            foreach (int values in (int[])[count - 1, count, count + 1, 1000, 5000])
            {
                float[] samples = [.. Enumerable.Range(0, values).Select(_ => MathF.Max(0f, random.NextSingle() - 0.5f))];
                QuantizationNetwork network = QuantizationNetwork.Initialize([.. Enumerable.Range(0, count).Select(l => (float)l)], samples);
                Assert.Equal(count - 1, network.Freeze().Thresholds.Length);
            }
        }
    }
}
