using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Learning;
using Quantization.Tool.Training;
using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>A single learned quantizer, before, while and after it is learned.</summary>
public sealed class LearnedQuantizerTests
{
    [Fact]
    public void Levels_are_those_of_the_paper()
    {
        Assert.Equal(
            ["binary 1: -1 1", "ternary 2: -1 0 1", "3bit-2 3: -2 -1 0 1 2", "3bit-3 3: -3 -2 -1 0 1 2 3", "3bit-4 3: -4 -2 -1 0 1 2 4"],
            LevelSet.OfWeights.SkipLast(1).Select(static levels => $"{levels.Name} {levels.Bits}: {string.Join(' ', levels.Levels)}"));
        Assert.Equal([0f, 1f, 2f, 3f], LevelSet.OfActivations(2).Levels);

        // Zero and, with either sign, eight powers of two.
        var five = LevelSet.OfWeights[^1];
        Assert.Equal(("5bit", 5, 17), (five.Name, five.Bits, five.Levels.Count));
        Assert.Equal([-5, -4, -3, -2, -1, 0, 1, 2], five.Levels.Skip(9).Select(static level => MathF.Log2(level)).Select(static power => (int)power));
        Assert.Equal(five.Levels, five.Levels.Reverse().Select(static level => 0f - level));
    }

    [Theory]
    [InlineData("ternary")]
    [InlineData("3bit-4")]
    [InlineData("5bit")]
    public void A_fitted_beginning_has_nearly_the_least_squared_error_of_all_scales(string name)
    {
        var levels = LevelSet.OfWeights.Single(each => each.Name == name);
        var random = new SeededRandom(5);
        // Sums of three: nearly normal.
        float[] values = [.. Enumerable.Range(0, 3000).Select(_ => random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f)];

        var network = Beginning.Fitted.At(levels, values);

        var hard = new float[values.Length];
        network.Harden(values, hard);
        var error = values.Zip(hard, static (value, level) => Square(value - level)).Sum();
        var best = Enumerable.Range(1, 4000).Min(i => values.Sum(value => levels.Levels.Min(level => Square(value - (i / 1000.0 * level)))));
        Assert.InRange(error, 0, 1.02 * best);

        static double Square(double x) => x * x;
    }

    [Fact]
    public void A_fitted_beginning_finds_levels_that_are_there()
    {
        var network = Beginning.Fitted.At(LevelSet.Ternary, [0.5f, -0.5f, 0f, 0.5f]);
        Assert.Equal(0.5f, network.Alpha, 1e-7);
        var hard = new float[5];
        network.Harden([0.5f, -0.5f, 0f, 9f, -9f], hard);
        Assert.Equal([0.5f, -0.5f, 0f, 0.5f, -0.5f], hard);
        Assert.Equal((1f, 1f), Scales(Beginning.Fitted.At(LevelSet.Ternary, new float[3])));
    }

    [Fact]
    public void A_published_beginning_has_the_scales_of_the_paper()
    {
        var network = Beginning.Published.At(LevelSet.Ternary, [0.25f, -0.5f, 0f]);
        // β = 5·1 / (4·0.5), α = 1 / β.
        Assert.Equal((0.4f, 2.5f), Scales(network));
        Assert.Equal([-0.05f, 0.05f], network.Biases.ToArray());
    }

    [Fact]
    public void Gradients_of_weights_are_the_slopes_of_the_loss_through_soft_quantizers()
    {
        var model = Trainer.CreateModel([5, 4, 3], seed: 7);
        var quantizers = model.Layers.Select(static layer => new LearnedQuantizer(Beginning.Fitted.At(LevelSet.Ternary, layer.Weight.Values), new LearningRates { TemperatureRise = 3f })).ToArray();
        foreach (var quantizer in quantizers)
            quantizer.BeginEpoch();
        var network = model.WithQuantizers(null, quantizers);
        var batch = new Matrix(6, 5);
        var random = new SeededRandom(3);
        foreach (ref var value in batch.Values.AsSpan())
            value = random.NextSingle();
        byte[] labels = [0, 1, 2, 2, 1, 0];

        var pass = network.Forward(batch);
        CrossEntropy.ReplaceByGradient(pass.Scores, labels, smoothing: 0f);
        var gradients = Backpropagation.Gradients(network, pass, pass.Scores);

        foreach (var (layer, gradient) in network.Layers.Zip(gradients))
        {
            Assert.Contains(gradient.Weight.Values, static slope => Math.Abs(slope) > 0.01);
            for (var i = 0; i < layer.Weight.Values.Length; i++)
                Assert.Equal(Slope(ref layer.Weight.Values[i]), gradient.Weight.Values[i], 2e-3);
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

        double Loss() => CrossEntropy.ReplaceByGradient(network.Forward(batch).Scores, labels, smoothing: 0f) / batch.Rows;
    }

    [Fact]
    public void A_step_goes_against_the_sum_of_all_gradients_since_the_last_one()
    {
        // One value far above the threshold: y = α, so that the gradient of α is that of y, and of β next to nothing.
        var quantizer = new LearnedQuantizer(new QuantizationNetwork([-1f, 1f], [0f], 2f, 1f), new LearningRates { Scales = 0.1f });
        quantizer.BeginEpoch();
        var values = new Matrix(1, 1, [100f]);
        quantizer.CarryBack(values, new Matrix(1, 1, [-3f]));
        quantizer.CarryBack(values, new Matrix(1, 1, [1f]));
        quantizer.Step(share: 0.5f);
        // Adam's first step is the rate: ln α rises by 0.1 · 0.5.
        Assert.Equal(2 * Math.Exp(0.05), quantizer.Network.Alpha, 1e-5);
        Assert.Equal(1f, quantizer.Network.Beta);

        // The gradient was that of the last step; without one, what moves is the mean that Adam remembers, which is less.
        var before = quantizer.Network.Alpha;
        quantizer.Step(share: 0.5f);
        Assert.InRange(quantizer.Network.Alpha / before, 1f, (float)Math.Exp(0.04));
    }

    [Fact]
    public void A_shared_quantizer_takes_one_step_for_all_layers()
    {
        var model = Trainer.CreateModel([4, 4, 4], seed: 1);
        var counting = new Counting();
        new Trainer(model.WithQuantizers([null, counting], [counting, counting]), new TrainingOptions { Epochs = 3, BatchSize = 2 })
            .Train(new ImageSet(2, 2, new byte[20], [0, 1, 2, 3, 0]), static (_, _) => { });
        // Three batches of five images.
        Assert.Equal((3, 9), (counting.Epochs, counting.Shares.Count));
        Assert.Equal(Enumerable.Range(0, 9).Select(static step => (9 - step) / 9f), counting.Shares);
    }

    [Fact]
    public void Steps_are_flat_so_nothing_is_carried_back_through_them()
    {
        var frozen = new FrozenQuantizer(new StepFunction([0f], [-1f, 1f]));
        var gradient = new Matrix(1, 2, [3f, 4f]);
        frozen.CarryBack(new Matrix(1, 2, [0f, 1f]), gradient);
        Assert.Equal([0f, 0f], gradient.Values);
    }

    private static (float Alpha, float Beta) Scales(QuantizationNetwork network) => (network.Alpha, network.Beta);

    private sealed class Counting : ILearnedQuantizer
    {
        public int Epochs { get; private set; }

        public List<float> Shares { get; } = [];

        public Matrix Quantize(Matrix values) => values;

        public void CarryBack(Matrix values, Matrix gradient)
        {
        }

        public IEnumerable<ModelTensor> Describe(string name) => [];

        public void BeginEpoch() => Epochs++;

        public void Step(float share) => Shares.Add(share);
    }
}
