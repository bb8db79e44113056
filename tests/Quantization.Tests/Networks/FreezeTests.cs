using System.Numerics;
using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>The steps that a network hardens into: exact thresholds, and the limit of the soft quantizer.</summary>
public class FreezeTests
{
    [Fact]
    public void A_threshold_is_the_least_float_whose_exact_product_reaches_the_bias()
    {
        var random = new Random(7);
        for (int t = 0; t < 3000; t++)
        {
            float beta = MathF.Exp((random.NextSingle() - 0.5f) * (t % 3 == 0 ? 120f : 4f)), bias = (random.NextSingle() - 0.5f) * MathF.Exp((random.NextSingle() - 0.7f) * (t % 2 == 0 ? 20f : 4f));
            float threshold = new QuantizationNetwork([0f, 1f], [bias], 1f, beta).Freeze().Thresholds[0];
            Assert.True(Reaches(beta, threshold, bias), $"{beta:R} · {threshold:R} is below {bias:R}.");
            Assert.False(Reaches(beta, MathF.BitDecrement(threshold), bias), $"{beta:R} times the float below {threshold:R} reaches {bias:R}, too.");
        }

        // In units of 2^−298, which every product of two floats is a multiple of.
        static bool Reaches(float beta, float x, float bias) => Units(beta) * Units(x) >= Units(bias) << 149;

        static BigInteger Units(float x) => new BigInteger(Math.ScaleB(x, 149));
    }

    [Fact]
    public void Levels_are_multiples_of_alpha_and_codes_those_of_the_biases()
    {
        StepFunction steps = new QuantizationNetwork([-4f, -2f, -1f, 0f, 1f, 2f, 4f], [-3f, -1.5f, -0.05f, 0.05f, 1.5f, 3f], 0.25f, 2f).Freeze();
        Assert.Equal([-1f, -0.5f, -0.25f, 0f, 0.25f, 0.5f, 1f], steps.Levels.ToArray());
        Assert.Equal([-1.5f, -0.75f, -0.025f, 0.025f, 0.75f, 1.5f], steps.Thresholds.ToArray());
    }

    [Fact]
    public void Biases_that_have_crossed_are_the_steps_that_the_network_has_there()
    {
        // At −1 the step of height 4, at 1 the one of height 1.
        var network = new QuantizationNetwork([0f, 1f, 5f], [-1f, 1f], 1f, 1f);
        network.Biases[0] = 1f;
        network.Biases[1] = -1f;
        StepFunction steps = network.Freeze();
        Assert.Equal([-1f, 1f], steps.Thresholds.ToArray());
        Assert.Equal([0f, 4f, 5f], steps.Levels.ToArray());
        // Both at once.
        network.Biases[0] = -1f;
        steps = network.Freeze();
        Assert.Equal([-1f], steps.Thresholds.ToArray());
        Assert.Equal([0f, 5f], steps.Levels.ToArray());
    }

    [Fact]
    public void Hardening_is_the_limit_of_rising_temperatures()
    {
        QuantizationNetwork network = Networks.OfSteps(6, 1f);
        // Apart from thresholds, where the soft quantizer is halfway at any temperature.
        float[] thresholds = network.Freeze().Thresholds.ToArray();
        float[] values = [.. Networks.Values(network, 2000).Where(x => thresholds.All(t => Math.Abs(x - t) > 1e-3f))];
        float[] hard = new float[values.Length], soft = new float[values.Length];
        network.Harden(values, hard);
        double before = double.PositiveInfinity;
        foreach (float temperature in (float[])[.. Networks.Temperatures, 1e5f])
        {
            network.Temperature = temperature;
            network.Forward(values, soft);
            double distance = hard.Zip(soft, (h, s) => Math.Abs((double)h - s)).Sum();
            Assert.True(distance < before, $"At temperature {temperature} the distance is {distance}, not below {before}.");
            before = distance;
        }

        Assert.All(hard.Zip(soft), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f));
    }

    [Fact]
    public void Hardening_is_the_frozen_function_at_every_float_about_its_thresholds()
    {
        QuantizationNetwork network = Networks.OfSteps(5, 1f);
        network.Biases[2] = network.Biases[0] - 0.5f;
        float[] values = [.. network.Biases.ToArray().SelectMany(b => Enumerable.Range(-40, 81).Select(i => (b / network.Beta) * (1 + (i * 1.1920929e-7f)))), float.NegativeInfinity, float.PositiveInfinity, float.NaN];
        float[] hard = new float[values.Length];
        network.Harden(values, hard);
        for (int e = 0; e < values.Length; e++)
        {
            double sum = network.Levels[0];
            for (int i = 0; i < 5; i++) sum += (double)network.Beta * values[e] >= network.Biases[i] ? (double)network.Levels[i + 1] - network.Levels[i] : 0;
            Assert.Equal(network.Alpha * sum, hard[e], tolerance: 1e-6 * network.Alpha * 5);
        }
    }

    [Fact]
    public void What_is_no_step_function_is_refused()
    {
        // A threshold of 2^200.
        AssertRefused(new QuantizationNetwork([0f, 1f], [Floats.PowerOfTwo(100)], 1f, Floats.PowerOfTwo(-100)), "too large for a float");
        // One below all floats, which each of them reaches.
        Assert.Equal(float.MinValue, new QuantizationNetwork([0f, 1f], [-Floats.PowerOfTwo(100)], 1f, Floats.PowerOfTwo(-100)).Freeze().Thresholds[0]);
        // Levels of 2^-200, which are all 0, and of 2^200.
        AssertRefused(new QuantizationNetwork([0f, Floats.PowerOfTwo(-100)], [0f], Floats.PowerOfTwo(-100), 1f), "not above the one before it");
        AssertRefused(new QuantizationNetwork([0f, Floats.PowerOfTwo(100)], [0f], Floats.PowerOfTwo(100), 1f), "level 1 is Infinity");

        static void AssertRefused(QuantizationNetwork network, string reason)
        {
            Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => network.Freeze()).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => network.Harden([1f], new float[1]));
        }
    }

    /// <summary>Whichever width of codes numbers the levels.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(256)]
    public void Any_number_of_levels_hardens(int count)
    {
        QuantizationNetwork network = new([.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(1, count - 1).Select(i => i - 0.5f)], 0.5f, 2f);
        float[] values = [.. Enumerable.Range(-5, (count * 4) + 10).Select(i => i * 0.125f)], hard = new float[values.Length];
        network.Harden(values, hard);
        for (int i = 0; i < values.Length; i++) Assert.Equal(0.5f * Math.Clamp((int)MathF.Floor((2f * values[i]) + 0.5f), 0, count - 1), hard[i]);
    }
}
