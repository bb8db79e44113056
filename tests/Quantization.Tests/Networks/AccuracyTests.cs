using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Kernels against the formulas in double, to 1e-5; and the formulas of gradients against differences of values.</summary>
public class AccuracyTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int, float> StepsAndTemperatures => Networks.StepsAndTemperatures();

    [Theory]
    [MemberData(nameof(StepsAndTemperatures))]
    public void What_a_network_makes_of_values_is_what_the_formula_says(int steps, float temperature)
    {
        QuantizationNetwork network = Networks.OfSteps(steps, temperature);
        var reference = new NetworkReference(network);
        float[] values = Networks.Values(network, 1500), soft = new float[values.Length];
        network.Forward(values, soft);
        for (int e = 0; e < values.Length; e++)
        {
            double expected = reference.Forward(values[e]);
            Assert.True(Math.Abs(soft[e] - expected) <= Tolerance * reference.ForwardTerms(values[e]), $"Of {values[e]:R}: {soft[e]:R}, not {expected:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(StepsAndTemperatures))]
    public void Gradients_are_what_the_formulas_say(int steps, float temperature)
    {
        QuantizationNetwork network = Networks.OfSteps(steps, temperature);
        var reference = new NetworkReference(network);
        float[] values = Networks.Values(network, 1500), gradients = Networks.Gradients(values.Length), ofValues = new float[values.Length];
        var sums = new QuantizationNetworkGradient(steps);
        network.Backward(values, gradients, ofValues, sums);

        // An exponential below the normal floats counts as 0, and has fewer digits just before.
        double least = 2 * network.Alpha * network.Beta * network.Temperature * (network.Levels[^1] - network.Levels[0]) * Floats.TwoToMinus126;
        for (int e = 0; e < values.Length; e++)
        {
            double expected = gradients[e] * reference.OfValue(values[e]);
            Assert.True(Math.Abs(ofValues[e] - expected) <= (Tolerance * Math.Abs(expected)) + least, $"Of {values[e]:R}: {ofValues[e]:R}, not {expected:R}.");
        }

        AssertSum(reference.OfAlpha, sums.Alpha);
        AssertSum(reference.OfBeta, sums.Beta);
        for (int i = 0; i < steps; i++)
        {
            int step = i;
            AssertSum(x => reference.OfBias(x, step), sums.Biases[i]);
        }

        void AssertSum(Func<double, double> slope, double actual)
        {
            double[] terms = [.. values.Select((x, e) => gradients[e] * slope(x))];
            Assert.True(Math.Abs(terms.Sum() - actual) <= (Tolerance * terms.Sum(Math.Abs)) + 1e-30, $"{actual:R}, not {terms.Sum():R}.");
        }
    }

    [Theory]
    [InlineData(1, 1f)]
    [InlineData(2, 10f)]
    [InlineData(6, 5f)]
    [InlineData(30, 20f)]
    public void The_formulas_of_gradients_are_the_slopes_of_the_network(int steps, float temperature)
    {
        QuantizationNetwork network = Networks.OfSteps(steps, temperature);
        var reference = new NetworkReference(network);
        const double H = 1e-6;
        foreach (float x in Networks.Values(network, 200))
        {
            AssertSlope(h => reference.Forward(x + h), reference.OfValue(x));
            AssertSlope(h => new NetworkReference(network) { Alpha = reference.Alpha + h }.Forward(x), reference.OfAlpha(x));
            AssertSlope(h => new NetworkReference(network) { Beta = reference.Beta + h }.Forward(x), reference.OfBeta(x));
            for (int i = 0; i < steps; i++)
            {
                int step = i;
                AssertSlope(
                    h =>
                    {
                        var moved = new NetworkReference(network);
                        moved.Biases[step] += h;
                        return moved.Forward(x);
                    },
                    reference.OfBias(x, i));
            }
        }

        void AssertSlope(Func<double, double> y, double expected) => Assert.Equal(expected, (y(H) - y(-H)) / (2 * H), tolerance: 1e-6 * temperature * temperature * (1 + Math.Abs(expected)));
    }

    [Fact]
    public void The_exponential_is_exact_to_nine_parts_in_a_hundred_million()
    {
        // One step from 0 to 1 at 0 is the sigmoid, which is exp(x) itself once 1 + exp(x) is 1.
        var network = new QuantizationNetwork([0f, 1f], [0f], 1f, 1f);
        float[] values = new float[1 << 16], soft = new float[values.Length];
        double worst = 0;
        // Every float from −87.3 to −17.5 whose last four bits are equal.
        uint bits = BitConverter.SingleToUInt32Bits(-17.5f), last = BitConverter.SingleToUInt32Bits(-87.3f);
        while (bits <= last)
        {
            for (int e = 0; e < values.Length; e++, bits += 17) values[e] = BitConverter.UInt32BitsToSingle(Math.Min(bits, last));
            network.Forward(values, soft);
            for (int e = 0; e < values.Length; e++)
            {
                double exact = Math.Exp(values[e]);
                worst = Math.Max(worst, Math.Abs(soft[e] - exact) / exact);
            }
        }

        Assert.InRange(worst, 1e-9, 9e-8);
    }

    [Fact]
    public void A_sigmoid_is_exact_to_two_parts_in_ten_million()
    {
        var network = new QuantizationNetwork([0f, 1f], [0f], 1f, 1f);
        float[] values = [.. Enumerable.Range(-1_000_000, 1_700_000).Select(i => i * 8.7e-5f)], soft = new float[values.Length];
        network.Forward(values, soft);
        double worst = values.Select((x, e) => Math.Abs((soft[e] * (1 + Math.Exp(-x))) - 1)).Max();
        Assert.InRange(worst, 1e-9, 2e-7);
        float[] half = [0.25f];
        network.Forward([0f], half);
        Assert.Equal(0.5f, half[0]);
    }
}
