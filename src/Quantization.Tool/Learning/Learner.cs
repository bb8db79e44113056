using Quantization.Tool.Classifier;
using Quantization.Tool.Training;

namespace Quantization.Tool.Learning;

/// <summary>
/// Learns the quantizers of a network together with it (arXiv 1911.09464): first those of weights, then those of activations, then both, while the temperature of each rises
/// with the epochs that it has taken part in.
/// </summary>
/// <param name="model">The network as it was trained in float, or for its sizes where it is to begin from scratch; it stays as it is.</param>
/// <param name="options">What to learn, and how.</param>
internal sealed class Learner(Model model, LearningOptions options)
{
    // From which quantizers of activations begin, as in the paper.
    private const int Samples = 1000;

    /// <summary>Learns from a seed, which gives the same network on every machine.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="report">Takes the mean loss of each epoch and the network at its end.</param>
    public LearnedNetwork Train(ImageSet images, int seed, Action<LearningEpoch, LearnedNetwork> report)
    {
        var network = options.FromScratch
            ? Trainer.CreateModel([model.Layers[0].Weight.Columns, .. model.Layers.Select(static layer => layer.Weight.Rows)], seed)
            : model.Copy();
        var weights = WeightQuantizers(network);
        var learned = Run(LearningPhase.Weights, network.WithQuantizers(null, weights), options.WeightEpochs);
        if (options.ActivationBits is not { } bits)
            return learned;

        var asRun = learned.Freeze().WithQuantizedWeights();
        var inputs = InputQuantizers(asRun, images, bits);
        Run(LearningPhase.Activations, asRun.WithQuantizers(inputs), options.ActivationEpochs);
        return Run(LearningPhase.Both, network.WithQuantizers(inputs, weights), options.JointEpochs);

        LearnedNetwork Run(LearningPhase phase, Model trained, int epochs)
        {
            var result = new LearnedNetwork(trained);
            var training = options.Training with { Seed = seed, Epochs = epochs, MovesNetwork = phase != LearningPhase.Activations };
            new Trainer(trained, training).Train(images, (epoch, loss) => report(new LearningEpoch(phase, epoch, result.Temperature, loss), result));
            return result;
        }
    }

    private LearnedQuantizer?[] WeightQuantizers(Model network) =>
        Quantizers([.. network.Layers.Select((layer, i) => IsQuantized(i) ? layer.Weight.Values : null)], options.Levels);

    /// <summary>Those of what has come out of a ReLU: what the first layer takes are the images themselves.</summary>
    private LearnedQuantizer?[] InputQuantizers(Model network, ImageSet images, int bits)
    {
        var pass = network.Forward(images.Batch(0, Math.Min(Samples, images.Count)));
        return Quantizers([.. pass.Layers.Select((layer, i) => i > 0 && IsQuantized(i) ? layer.Activation.Values : null)], LevelSet.OfActivations(bits));
    }

    private bool IsQuantized(int layer) => !options.FloatEnds || (layer > 0 && layer < model.Layers.Count - 1);

    private LearnedQuantizer?[] Quantizers(float[]?[] values, LevelSet levels)
    {
        if (!options.Shared)
            return [.. values.Select(each => each is null ? null : Begin(each))];
        var shared = Begin([.. values.OfType<float[]>().SelectMany(static each => each)]);
        return [.. values.Select(each => each is null ? null : shared)];

        LearnedQuantizer Begin(float[] of) => new(options.Beginning.At(levels, of), options.Rates);
    }
}
