using Quantization.Tool.Classifier;
using Quantization.Tool.IntegerInference;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class IntegerInferenceTests
{
    // Around the tiles and steps of every kernel, and the smallest that there are.
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 2)]
    [InlineData(7, 17, 15, 3)]
    [InlineData(13, 65, 33, 17)]
    [InlineData(5, 200, 16, 10)]
    public void Every_logit_is_the_one_of_plain_loops(int samples, int inputs, int hidden, int classes)
    {
        var random = new Random(samples);
        var network = new IntegerNetwork(
            new Model([Layer("first", hidden, inputs, () => random.NextSingle() - 0.5f), Layer("second", hidden, hidden, () => random.NextSingle() - 0.5f), Layer("last", classes, hidden, () => random.NextSingle() - 0.5f)]),
            [new(1 / 255f), new(0.01f), new(0.01f)]);
        var codes = new byte[samples * inputs];
        random.NextBytes(codes);

        var logits = network.Logits(codes);
        Assert.Equal(PlainInference.Logits(network, codes), logits);
        Assert.Equal(samples * classes, logits.Length);
    }

    // Codes of 255 by weights of 127 or −127 throughout, and requantized codes that saturate at both ends.
    [Theory]
    [InlineData(1f)]
    [InlineData(-1f)]
    public void Extremes_throughout_are_added_up_exactly(float weight)
    {
        const int Inputs = 1000;
        var network = new IntegerNetwork(
            new Model([Layer("first", 20, Inputs, () => weight), Layer("last", 3, 20, () => weight)]), [new(1 / 255f), new(1 / 255f)]);
        byte[] codes = [.. Enumerable.Repeat(byte.MaxValue, Inputs)];

        var logits = network.Logits(codes);
        Assert.Equal(PlainInference.Logits(network, codes), logits);
        // A positive sum saturates at 255, a negative one is rectified to 0; biases are 0.
        Assert.Equal(weight > 0 ? Enumerable.Repeat(20 * 255 * 127, 3) : [0, 0, 0], logits);
    }

    [Fact]
    public void Biases_are_added_to_hidden_sums_and_to_logits()
    {
        // One input of 1.0 in steps of 1/255, weights of 1.0 in steps of 1/127: 255 · 127 units are 1.0.
        var network = new IntegerNetwork(
            new Model([new LinearLayer("first", new Matrix(1, 1, [1f]), [-0.5f]), new LinearLayer("last", new Matrix(2, 1, [1f, -1f]), [0.25f, 2f])]), [new(1 / 255f), new(1 / 255f)]);
        var scores = network.Forward(new Matrix(1, 1, [1f]));

        // 0.5 is 127 or 128 codes of 255.
        Assert.Equal(0.75f, scores.Values[0], 1 / 255f);
        Assert.Equal(1.5f, scores.Values[1], 1 / 255f);
        Assert.Equal(PlainInference.Logits(network, [255]), network.Logits([255]));
    }

    [Fact]
    public void Scores_are_logits_in_the_unit_of_their_class()
    {
        var network = new IntegerNetwork(new Model([new LinearLayer("only", new Matrix(2, 1, [1f, 0.01f]), [0f, 0f])]), [new(1 / 255f)]);
        // Both weights have the code 127.
        Assert.Equal(network.Logits([255])[0], network.Logits([255])[1]);
        var scores = network.Forward(new Matrix(1, 1, [1f]));
        Assert.Equal(1f, scores.Values[0], 1e-5f);
        Assert.Equal(0.01f, scores.Values[1], 1e-7f);
    }

    [Fact]
    public void Each_layer_has_the_parameters_of_its_input()
    {
        var exception = Assert.Throws<ArgumentException>(() => new IntegerNetwork(new Model([Layer("only", 2, 2, () => 1f)]), []));
        Assert.Equal("inputs", exception.ParamName);
        Assert.Contains("0 parameters", exception.Message, StringComparison.Ordinal);
    }

    private static LinearLayer Layer(string name, int outputs, int inputs, Func<float> weight) =>
        new(name, new Matrix(outputs, inputs, [.. Enumerable.Range(0, outputs * inputs).Select(_ => weight())]), new float[outputs]);
}
