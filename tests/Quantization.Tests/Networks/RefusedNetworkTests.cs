using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Bad arguments: which is named, why, and that nothing is written.</summary>
public class RefusedNetworkTests
{
    [Theory]
    [InlineData(new float[] { }, new float[] { }, "levels", "0 levels")]
    [InlineData(new[] { 1f }, new float[] { }, "levels", "1 level")]
    [InlineData(new[] { 0f, 0f }, new[] { 0f }, "levels", "not above")]
    [InlineData(new[] { 0f, float.NaN }, new[] { 0f }, "levels", "NaN")]
    [InlineData(new[] { 0f, 1e31f }, new[] { 0f }, "levels", "2^100")]
    [InlineData(new[] { 0f, 1f }, new float[] { }, "biases", "1 threshold")]
    [InlineData(new[] { 0f, 1f }, new[] { 0f, 1f }, "biases", "1 threshold")]
    [InlineData(new[] { 0f, 1f, 2f }, new[] { 1f, 0f }, "biases", "not above")]
    [InlineData(new[] { 0f, 1f }, new[] { float.PositiveInfinity }, "biases", "Infinity")]
    [InlineData(new[] { 0f, 1f }, new[] { -1e31f }, "biases", "2^100")]
    public void Levels_and_biases_that_cannot_be(float[] levels, float[] biases, string argument, string reason)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(argument, () => new QuantizationNetwork(levels, biases, 1f, 1f));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        if (argument == "levels") Assert.Throws<ArgumentException>(argument, () => QuantizationNetwork.Initialize(levels, [1f]));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e-38f)]
    [InlineData(1e38f)]
    public void Factors_that_cannot_be(float factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new QuantizationNetwork([0f, 1f], [0f], factor, 1f));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new QuantizationNetwork([0f, 1f], [0f], 1f, factor));
        var network = new QuantizationNetwork([0f, 1f], [0f], 2f, 3f);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => network.Alpha = factor);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => network.Beta = factor);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => network.Temperature = factor);
        Assert.Equal((2f, 3f, 1f), (network.Alpha, network.Beta, network.Temperature));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1.3e30f)]
    public void A_bias_that_training_made_useless(float bias)
    {
        var network = new QuantizationNetwork([0f, 1f, 2f], [0f, 1f], 1f, 1f);
        network.Biases[1] = bias;
        float[] destination = [7f];
        foreach (Action call in (Action[])[() => network.Forward([1f], destination), () => network.Backward([1f], [1f], destination, new QuantizationNetworkGradient()), () => network.Harden([1f], destination), () => network.Freeze()])
        {
            Assert.Contains("bias 1 is", Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);
        }

        Assert.Equal(7f, destination[0]);
    }

    [Fact]
    public void Spans_that_do_not_fit()
    {
        var network = new QuantizationNetwork([0f, 1f, 2f], [0f, 1f], 1f, 1f);
        float[] memory = [.. Enumerable.Repeat(7f, 20)], other = new float[10];
        var sums = new QuantizationNetworkGradient(2);
        Assert.Throws<ArgumentException>("destination", () => network.Forward(other, memory.AsSpan(0, 9)));
        Assert.Throws<ArgumentException>("destination", () => network.Forward(memory.AsSpan(0, 10), memory.AsSpan(1, 10)));
        Assert.Throws<ArgumentException>("destination", () => network.Harden(other, memory.AsSpan(0, 9)));
        Assert.Throws<ArgumentException>("destination", () => network.Harden(memory.AsSpan(1, 10), memory.AsSpan(0, 10)));
        Assert.Throws<ArgumentException>("gradient", () => network.Backward(other, other.AsSpan(1), memory, sums));
        Assert.Throws<ArgumentException>("destination", () => network.Backward(other, other, memory.AsSpan(0, 9), sums));
        Assert.Throws<ArgumentException>("destination", () => network.Backward(memory.AsSpan(1, 10), other, memory.AsSpan(0, 10), sums));
        Assert.Throws<ArgumentException>("destination", () => network.Backward(other, memory.AsSpan(1, 10), memory.AsSpan(0, 10), sums));
        Assert.Throws<ArgumentException>("sums", () => network.Backward(other, other, memory, new QuantizationNetworkGradient(3)));
        Assert.Throws<ArgumentNullException>("sums", () => network.Backward(other, other, memory, null!));
        Assert.Throws<ArgumentOutOfRangeException>("biases", () => new QuantizationNetworkGradient(-1));
        Assert.All(memory, x => Assert.Equal(7f, x));
        Assert.Equal((0, 0), (sums.Alpha, sums.Beta));
    }

    [Fact]
    public void Nothing_is_done_with_no_values()
    {
        var network = new QuantizationNetwork([0f, 1f], [0f], 1f, 1f);
        var sums = new QuantizationNetworkGradient(1);
        network.Forward([], []);
        network.Harden([], []);
        network.Backward([], [], [], sums);
        Assert.Equal((0, 0, 0), (sums.Alpha, sums.Beta, sums.Biases[0]));
    }
}
