using Quantization.Tool.Classifier;
using Quantization.Tool.Training;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class TrainingTests
{
    [Fact]
    public void The_exponential_is_right_to_the_last_digits()
    {
        for (var x = 20.0; x > -700; x -= 0.0371)
            Assert.Equal(1.0, Exponential.Of(x) / Math.Exp(x), 1e-14);
        Assert.Equal(1.0, Exponential.Of(0));
        Assert.Equal(0.0, Exponential.Of(double.NegativeInfinity));
    }

    [Fact]
    public void Backpropagated_gradients_are_the_slopes_of_the_loss()
    {
        var model = Trainer.CreateModel([5, 4, 3], seed: 7);
        model.Layers[0].Bias[1] = 0.25f;
        var batch = new Matrix(6, 5);
        var random = new SeededRandom(3);
        foreach (ref var value in batch.Values.AsSpan())
            value = random.NextSingle();
        byte[] labels = [0, 1, 2, 2, 1, 0];

        var pass = model.Forward(batch);
        CrossEntropy.ReplaceByGradient(pass.Scores, labels, smoothing: 0f);
        var gradients = Backpropagation.Gradients(model, pass, pass.Scores);

        for (var layer = 0; layer < model.Layers.Count; layer++)
        {
            AssertSlopes(model.Layers[layer].Weight.Values, gradients[layer].Weight.Values);
            AssertSlopes(model.Layers[layer].Bias, gradients[layer].Bias);
        }

        void AssertSlopes(float[] parameters, float[] gradient)
        {
            Assert.Contains(gradient, static slope => Math.Abs(slope) > 0.01);
            for (var i = 0; i < parameters.Length; i++)
                Assert.Equal(Slope(ref parameters[i]), gradient[i], 1e-3);
        }

        double Slope(ref float parameter)
        {
            const float Step = 1f / 512;
            var original = parameter;
            parameter = original + Step;
            var above = Loss();
            parameter = original - Step;
            var below = Loss();
            parameter = original;
            return (above - below) / (2 * Step);
        }

        double Loss() => CrossEntropy.ReplaceByGradient(model.Forward(batch).Scores, labels, smoothing: 0f) / batch.Rows;
    }

    [Fact]
    public void Smoothed_targets_sum_to_one()
    {
        // Equal scores: softmax is 1/4 everywhere; the targets are 0.1 / 4 and 0.9 more for the label.
        var scores = new Matrix(1, 4);

        var loss = CrossEntropy.ReplaceByGradient(scores, [2], smoothing: 0.1f);

        Assert.Equal(Math.Log(4), loss, 1e-12);
        Assert.Equal([0.225f, 0.225f, -0.675f, 0.225f], scores.Values, static (expected, actual) => Math.Abs(expected - actual) < 1e-7);
    }

    [Fact]
    public void An_optimizer_step_does_not_depend_on_the_place_in_a_vector()
    {
        // An odd length: the last elements go through the scalar remainder.
        var parameters = Enumerable.Repeat(0.7f, 67).ToArray();
        var optimizer = new AdamW(parameters, weightDecay: 0.1f);
        for (var step = 1; step <= 5; step++)
        {
            var gradient = Enumerable.Repeat(0.3f / step, parameters.Length).ToArray();
            optimizer.Step(gradient, 0.01f);
            Assert.All(parameters, value => Assert.Equal(parameters[0], value));
        }

        // The first step is the rate itself against the gradient's sign, after the decay; the rest are near it.
        Assert.InRange(parameters[0], 0.7f - 5 * 0.0111f, 0.7f - 5 * 0.009f);
    }

    [Fact]
    public void A_seed_gives_the_same_model_and_another_seed_another()
    {
        var first = TrainOnStripes(seed: 5, out var losses);
        var second = TrainOnStripes(seed: 5, out _);
        var other = TrainOnStripes(seed: 6, out _);

        Assert.Equal(Bytes(first), Bytes(second));
        Assert.NotEqual(Bytes(first), Bytes(other));
        Assert.True(losses[^1] < losses[0] / 2, $"the loss went from {losses[0]} to {losses[^1]}");
    }

    [Fact]
    public void A_shuffle_keeps_every_value_once()
    {
        var values = Enumerable.Range(0, 1000).ToArray();
        new SeededRandom(1).Shuffle(values);

        Assert.NotEqual(Enumerable.Range(0, 1000), values);
        Assert.Equal(Enumerable.Range(0, 1000), values.Order());
    }

    [Fact]
    public void Random_numbers_are_those_of_the_published_generator()
    {
        // The first outputs of SplitMix64 from the state 0: e220a8397b1dcdaf, 6e789e6aa1b965f4.
        var random = new SeededRandom(0);
        Assert.Equal((0xe220a839 >> 8) / (float)(1 << 24), random.NextSingle());
        Assert.Equal((int)((0x6e789e6aUL * 1000) >> 32), random.NextInt32(1000));
    }

    /// <summary>Four by four images with one bright row; the row is the class.</summary>
    private static Model TrainOnStripes(int seed, out List<double> losses)
    {
        var labels = Enumerable.Range(0, 200).Select(static i => (byte)(i % 4)).ToArray();
        var pixels = labels.SelectMany(static (label, i) => Enumerable.Range(0, 16).Select(p => (byte)(p / 4 == label ? 200 + i % 50 : i % 30))).ToArray();
        var model = Trainer.CreateModel([16, 8, 4], seed);
        var reported = new List<double>();
        new Trainer(model, new TrainingOptions { Seed = seed, Epochs = 20, BatchSize = 16, LearningRate = 0.01f })
            .Train(new ImageSet(4, 4, pixels, labels), (_, loss) => reported.Add(loss));
        losses = reported;
        return model;
    }

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.ToSafeTensors(new Dictionary<string, string>()).Write(stream);
        return stream.ToArray();
    }
}
