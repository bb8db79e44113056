using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Kernels against the contract, bit by bit: lengths, rare values, memory. Legs with fewer instruction sets run the same tests.</summary>
public class NetworkKernelTests
{
    private static readonly float[] Rare =
    [
        0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1e-38f, -3e-39f, 1e30f, -1e30f, 1e38f, -1e38f, 16777216f,
    ];

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 71), 1023, 1024, 1025, 1087, 4096, 5003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_gives_the_bits_of_the_contract(int length)
    {
        QuantizationNetwork network = Networks.OfSteps(1 + (length % 7), Networks.Temperatures[length % 7]);
        float[] values = Networks.Values(network, length), gradients = Networks.Gradients(length);
        AssertContract(network, values, gradients);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(50f)]
    [InlineData(2000f)]
    [InlineData(16777216f)]
    [InlineData(1f / 16777216f)]
    public void Rare_values_give_the_bits_of_the_contract_and_no_NaN(float temperature)
    {
        foreach (int steps in (int[])[1, 3, 6, 255])
        {
            QuantizationNetwork network = Networks.OfSteps(steps, temperature);
            float[] values = [.. Rare, .. Networks.Values(network, 40), .. Rare], gradients = Networks.Gradients(values.Length);
            AssertContract(network, values, gradients);
            var sums = new QuantizationNetworkGradient(steps);
            float[] soft = new float[values.Length];
            network.Forward(values, soft);
            Assert.All(soft, y => Assert.True(float.IsFinite(y)));
            network.Backward(values, gradients, soft, sums);
            Assert.All(soft, y => Assert.True(float.IsFinite(y)));
            Assert.All([sums.Alpha, sums.Beta, .. sums.Biases], sum => Assert.True(double.IsFinite(sum)));
        }
    }

    [Fact]
    public void Extreme_networks_give_the_bits_of_the_contract_and_no_NaN()
    {
        float least = Floats.PowerOfTwo(-100), greatest = Floats.PowerOfTwo(100);
        foreach (float beta in (float[])[least, 1f, greatest])
        {
            foreach (float temperature in (float[])[Floats.PowerOfTwo(-24), 1f, Floats.PowerOfTwo(24)])
            {
                foreach (float alpha in (float[])[least, 1f, Floats.PowerOfTwo(20)])
                {
                    var network = new QuantizationNetwork([-greatest, -1f, 0f, greatest], [-greatest, 1e-3f, greatest], alpha, beta) { Temperature = temperature };
                    float[] values = [.. Rare, 1f / beta, -1f / beta];
                    AssertContract(network, values, Networks.Gradients(values.Length));
                    float[] soft = new float[values.Length];
                    network.Forward(values, soft);
                    Assert.All(soft, y => Assert.True(float.IsFinite(y)));
                    network.Backward(values, soft, soft, new QuantizationNetworkGradient(3));
                    Assert.All(soft, y => Assert.False(float.IsNaN(y)));
                }
            }
        }
    }

    [Fact]
    public void Infinities_take_the_outermost_levels_and_pass_no_gradient()
    {
        QuantizationNetwork network = Networks.OfSteps(4, 3f);
        float[] values = [float.NegativeInfinity, float.PositiveInfinity], soft = new float[2];
        network.Forward(values, soft);
        Assert.Equal(network.Alpha * network.Levels[0], soft[0]);
        Assert.Equal(network.Alpha * network.Levels[^1], soft[1], tolerance: 1e-6);
        var sums = new QuantizationNetworkGradient(4);
        network.Backward(values, [1f, 1f], soft, sums);
        Assert.Equal([0f, 0f], soft);
        Assert.Equal(0, sums.Beta);
        Assert.All(sums.Biases.ToArray(), b => Assert.Equal(0, b));
        Assert.NotEqual(0, sums.Alpha);
    }

    [Fact]
    public void NaN_stays_NaN_in_its_own_element_and_in_the_sums()
    {
        QuantizationNetwork network = Networks.OfSteps(3, 4f);
        for (int length = 1; length <= 70; length++)
        {
            for (int at = 0; at < length; at += 7)
            {
                float[] values = Networks.Values(network, length), soft = new float[length], ofValues = new float[length];
                float[] clean = new float[length];
                network.Forward(values, clean);
                values[at] = float.NaN;
                network.Forward(values, soft);
                var sums = new QuantizationNetworkGradient(3);
                network.Backward(values, Networks.Gradients(length), ofValues, sums);
                Assert.True(float.IsNaN(soft[at]) && float.IsNaN(ofValues[at]));
                soft[at] = clean[at];
                Floats.AssertSameBits(clean, soft);
                Assert.Equal(1, ofValues.Count(float.IsNaN));
                Assert.All([sums.Alpha, sums.Beta, .. sums.Biases], sum => Assert.True(double.IsNaN(sum)));
            }
        }
    }

    [Fact]
    public void Memory_of_an_input_may_be_the_destination()
    {
        QuantizationNetwork network = Networks.OfSteps(3, 10f);
        for (int length = 0; length <= 200; length++)
        {
            float[] values = Networks.Values(network, length), gradients = Networks.Gradients(length), expected = new float[length], actual = [.. values];
            network.Forward(values, expected);
            network.Forward(actual, actual);
            Floats.AssertSameBits(expected, actual);
            QuantizationNetworkGradient[] sums = [new(3), new(3), new(3)];
            network.Backward(values, gradients, expected, sums[0]);
            float[] overValues = [.. values], overGradients = [.. gradients];
            network.Backward(overValues, gradients, overValues, sums[1]);
            network.Backward(values, overGradients, overGradients, sums[2]);
            Floats.AssertSameBits(expected, overValues);
            Floats.AssertSameBits(expected, overGradients);
            Assert.All(sums, s => Assert.Equal((sums[0].Alpha, sums[0].Beta), (s.Alpha, s.Beta)));
        }
    }

    [Fact]
    public void Nothing_beyond_the_spans_is_touched()
    {
        QuantizationNetwork network = Networks.OfSteps(2, 10f);
        for (int length = 1; length <= 140; length++)
        {
            using GuardedMemory<float> values = GuardedMemory<float>.EndingAtGuard(length), gradients = GuardedMemory<float>.EndingAtGuard(length), destination = GuardedMemory<float>.EndingAtGuard(length);
            Networks.Values(network, length).CopyTo(values.Span);
            Networks.Gradients(length).CopyTo(gradients.Span);
            network.Forward(values.Span, destination.Span);
            network.Backward(values.Span, gradients.Span, destination.Span, new QuantizationNetworkGradient(2));
        }
    }

    [Fact]
    public void Sums_add_over_calls_and_those_of_biases_are_optional()
    {
        QuantizationNetwork network = Networks.OfSteps(5, 10f);
        float[] values = Networks.Values(network, 300), gradients = Networks.Gradients(300), ofValues = new float[300];
        QuantizationNetworkGradient once = new(5), twice = new(5), without = new();
        network.Backward(values, gradients, ofValues, once);
        network.Backward(values, gradients, ofValues, twice);
        network.Backward(values, gradients, ofValues, twice);
        network.Backward(values, gradients, ofValues, without);
        Assert.Equal((2 * once.Alpha, 2 * once.Beta), (twice.Alpha, twice.Beta));
        Assert.Equal(once.Biases.ToArray().Select(b => 2 * b), twice.Biases.ToArray());
        Assert.Equal((once.Alpha, once.Beta), (without.Alpha, without.Beta));
        Assert.True(without.Biases.IsEmpty);
        twice.Clear();
        Assert.All([twice.Alpha, twice.Beta, .. twice.Biases], sum => Assert.Equal(0, sum));
    }

    private static void AssertContract(QuantizationNetwork network, float[] values, float[] gradients)
    {
        var contract = new ContractOfNetworks(network);
        float[] actual = new float[values.Length];
        network.Forward(values, actual);
        Floats.AssertSameBits([.. values.Select(contract.Forward)], actual);
        var sums = new QuantizationNetworkGradient(network.Biases.Length);
        network.Backward(values, gradients, actual, sums);
        (float[] ofValues, double[] expected) = contract.Backward(values, gradients);
        Floats.AssertSameBits(ofValues, actual);
        Assert.Equal(expected, (double[])[sums.Alpha, sums.Beta, .. sums.Biases]);
    }
}
