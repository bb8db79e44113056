using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Learning;
using Quantization.Tool.Training;
using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>Learning with few images and few steps.</summary>
public sealed class LearningTests
{
    private static readonly LearningOptions s_short = new()
    {
        WeightEpochs = 2,
        ActivationEpochs = 2,
        JointEpochs = 1,
        Rates = new LearningRates { TemperatureRise = 20f },
        Training = new TrainingOptions { BatchSize = 100 },
    };

    [Fact]
    public void A_seed_gives_the_same_network_and_another_seed_another()
    {
        var options = s_short with { ActivationBits = 2 };
        var runs = ((int[])[3, 3, 4]).Select(seed => Learn(options, seed)).ToArray();
        Assert.Equal(Bits(runs[0].Soft), Bits(runs[1].Soft));
        Assert.NotEqual(Bits(runs[0].Soft), Bits(runs[2].Soft));
        Assert.Equal(Scales(runs[0]), Scales(runs[1]));
        Assert.NotEqual(Scales(runs[0]), Scales(runs[2]));
    }

    [Fact]
    public void The_network_that_it_begins_with_stays_as_it_is()
    {
        var model = Model.From(BundledData.LoadModel());
        new Learner(model, s_short).Train(BundledData.LoadCalibrationImages(), 1, static (_, _) => { });
        Assert.Equal(Bits(Model.From(BundledData.LoadModel())), Bits(model));
    }

    public static TheoryData<string> Names => [.. LevelSet.OfWeights.Select(static levels => levels.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hardened_network_has_the_step_function_of_its_weights(string name)
    {
        var levels = LevelSet.OfWeights.Single(each => each.Name == name);
        var learned = Learn(s_short with { Levels = levels, ActivationBits = 2 }, seed: 1);

        foreach (var (soft, frozen) in learned.Soft.Layers.Zip(learned.Freeze().Layers))
        {
            var network = ((LearnedQuantizer)soft.WeightQuantizer!).Network;
            Assert.Equal(levels.Levels, network.Levels.ToArray());
            var hard = frozen.WeightQuantizer!.Quantize(frozen.Weight);
            for (var i = 0; i < hard.Values.Length; i++)
                Assert.Equal(Step(network, soft.Weight.Values[i]), hard.Values[i]);
            Assert.Same(soft.Weight, frozen.Weight);
        }

        // The images are taken as they are; what has come out of a ReLU has the levels 0 to 3.
        Assert.Null(learned.Soft.Layers[0].InputQuantizer);
        foreach (var layer in learned.Freeze().Layers.Skip(1))
        {
            var input = Assert.IsType<FrozenQuantizer>(layer.InputQuantizer);
            Assert.Equal([0f, 1f, 2f, 3f], input.Steps.Levels.ToArray().Select(level => level / input.Steps.Levels[1]), static (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void The_temperature_rises_with_the_epochs_of_a_quantizer_until_it_stays()
    {
        var epochs = new List<LearningEpoch>();
        Learn(s_short with { ActivationBits = 2, JointEpochs = 3, Rates = new LearningRates { TemperatureRise = 20f, TemperatureGrowth = 1f, HighestTemperature = 90f } }, 1, (epoch, _) => epochs.Add(epoch));

        Assert.Equal(
            [
                (LearningPhase.Weights, 1, 20f), (LearningPhase.Weights, 2, 40f),
                (LearningPhase.Activations, 1, 20f), (LearningPhase.Activations, 2, 40f),
                // Weights go on where they were, and stay at 90 in the end.
                (LearningPhase.Both, 1, 60f), (LearningPhase.Both, 2, 80f), (LearningPhase.Both, 3, 90f),
            ],
            epochs.Select(static epoch => (epoch.Phase, epoch.Epoch, epoch.Temperature)));
    }

    [Fact]
    public void A_temperature_may_grow_faster_than_the_epochs()
    {
        var quantizer = new LearnedQuantizer(Beginning.Fitted.At(LevelSet.Binary, [1f]), new LearningRates { TemperatureRise = 3f, TemperatureGrowth = 2f, HighestTemperature = 90f });
        var temperatures = new List<float>();
        for (var epoch = 0; epoch < 300; epoch++)
        {
            quantizer.BeginEpoch();
            temperatures.Add(quantizer.Network.Temperature);
        }

        // 3 · 1, 3 · 2 · 2, 3 · 3 · 4; then 3 · 4 · 8 is above 90.
        Assert.Equal([3f, 12f, 36f, .. Enumerable.Repeat(90f, 297)], temperatures);
    }

    [Fact]
    public void Each_phase_trains_what_it_says_and_nothing_else()
    {
        var seen = new List<(LearningPhase Phase, uint[] Network, float[] Weights, float[] Inputs)>();
        Learn(s_short with { ActivationBits = 2, JointEpochs = 2 }, 1, (epoch, network) =>
            seen.Add((epoch.Phase, Bits(network.Soft), Scales(network.Soft.Layers.Select(static layer => layer.WeightQuantizer)), Scales(network.Soft.Layers.Select(static layer => layer.InputQuantizer)))));

        var (weights, activations, both) = (Of(LearningPhase.Weights), Of(LearningPhase.Activations), Of(LearningPhase.Both));
        Assert.NotEqual(weights[0].Network, weights[1].Network);
        Assert.NotEqual(weights[0].Weights, weights[1].Weights);
        Assert.Empty(weights[1].Inputs);

        Assert.Equal(activations[0].Network, activations[1].Network);
        Assert.Empty(activations[1].Weights);
        Assert.NotEqual(activations[0].Inputs, activations[1].Inputs);

        Assert.NotEqual(both[0].Network, both[1].Network);
        Assert.NotEqual(both[0].Weights, both[1].Weights);
        Assert.NotEqual(both[0].Inputs, both[1].Inputs);

        (LearningPhase Phase, uint[] Network, float[] Weights, float[] Inputs)[] Of(LearningPhase phase) => [.. seen.Where(each => each.Phase == phase)];
    }

    [Fact]
    public void Weights_are_those_that_hardened_while_activations_are_learned()
    {
        Model? before = null;
        Learn(s_short with { ActivationBits = 2 }, 1, (epoch, network) =>
        {
            if (epoch.Phase == LearningPhase.Weights)
                before = network.Freeze().WithQuantizedWeights();
            else if (epoch.Phase == LearningPhase.Activations)
                Assert.Equal(Bits(before!), Bits(network.Soft));
        });
        Assert.NotNull(before);
    }

    [Fact]
    public void Biases_stay_unless_a_rate_is_asked_for()
    {
        var images = BundledData.LoadCalibrationImages();
        Assert.Equal([-0.5f, 0.5f], Biases(s_short), static (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(Biases(s_short with { Rates = s_short.Rates with { Biases = 1e-2f } }).Zip([-0.5f, 0.5f]), static pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 1e-4, 0.3));

        float[] Biases(LearningOptions options) =>
            ((LearnedQuantizer)new Learner(Model.From(BundledData.LoadModel()), options).Train(images, 1, static (_, _) => { }).Soft.Layers[0].WeightQuantizer!).Network.Biases.ToArray();
    }

    [Fact]
    public void Layers_have_quantizers_of_their_own_or_share_one_and_the_ends_may_have_none()
    {
        Assert.Equal((3, 2), Count(s_short with { ActivationBits = 2 }));
        Assert.Equal((1, 1), Count(s_short with { ActivationBits = 2, Shared = true }));

        var learned = Learn(s_short with { ActivationBits = 2, FloatEnds = true }, 1);
        Assert.Equal([false, true, false], learned.Soft.Layers.Select(static layer => layer.WeightQuantizer is not null));
        Assert.Equal([false, true, false], learned.Soft.Layers.Select(static layer => layer.InputQuantizer is not null));

        (int Weights, int Inputs) Count(LearningOptions options)
        {
            var layers = Learn(options, 1).Soft.Layers;
            return (layers.Select(static layer => layer.WeightQuantizer).Distinct().Count(), layers.Skip(1).Select(static layer => layer.InputQuantizer).Distinct().Count());
        }
    }

    [Fact]
    public void From_scratch_only_the_sizes_of_the_network_count()
    {
        var options = s_short with { FromScratch = true };
        var images = BundledData.LoadCalibrationImages();
        var other = Trainer.CreateModel([784, 256, 128, 10], seed: 77);
        Assert.Equal(
            Bits(Learn(options, 1).Soft),
            Bits(new Learner(other, options).Train(images, 1, static (_, _) => { }).Soft));
        Assert.NotEqual(Bits(Learn(options, 1).Soft), Bits(Learn(s_short, 1).Soft));
    }

    private static LearnedNetwork Learn(LearningOptions options, int seed, Action<LearningEpoch, LearnedNetwork>? report = null) =>
        new Learner(Model.From(BundledData.LoadModel()), options).Train(BundledData.LoadCalibrationImages(), seed, report ?? (static (_, _) => { }));

    /// <summary>α times the level of as many biases as β·x has reached; the product of two floats is exact in double.</summary>
    private static float Step(QuantizationNetwork network, float value)
    {
        var code = 0;
        foreach (var bias in network.Biases)
            code += (double)network.Beta * value >= bias ? 1 : 0;
        return network.Alpha * network.Levels[code];
    }

    private static float[] Scales(LearnedNetwork network) => Scales(network.Soft.Layers.SelectMany(static layer => new[] { layer.InputQuantizer, layer.WeightQuantizer }));

    private static float[] Scales(IEnumerable<IMatrixQuantizer?> quantizers) => [.. quantizers.OfType<LearnedQuantizer>().SelectMany(static each => new[] { each.Network.Alpha, each.Network.Beta })];

    private static uint[] Bits(Model model) =>
        [.. model.Layers.SelectMany(static layer => layer.Weight.Values.Concat(layer.Bias)).Select(BitConverter.SingleToUInt32Bits)];
}
