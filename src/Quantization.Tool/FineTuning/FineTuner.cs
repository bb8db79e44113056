using System.Globalization;
using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;
using Quantization.Tool.Training;

namespace Quantization.Tool.FineTuning;

/// <summary>
/// Quantization-aware training (arXiv 2004.09602, section 5): begins with a trained network, takes the ranges of its quantizers from data and keeps them, and trains on
/// with a small rate that falls to zero, through the quantizers.
/// </summary>
internal sealed class FineTuner(Model model, FineTuningOptions options)
{
    /// <summary>The network with quantizers at every layer, before any training: what post-training quantization gives.</summary>
    /// <param name="calibrationImages">Where the ranges of activations are taken from.</param>
    public Model Quantize(ImageSet calibrationImages) => model.WithQuantizers(
        NetworkCalibration.OfInputs(NetworkCalibration.Passes(model, calibrationImages), static () => new MeanSquaredErrorCalibrator(), options.ActivationBits),
        NetworkCalibration.OfWeights(model, static () => new MeanSquaredErrorCalibrator(), options.WeightBits));

    /// <summary>Trains a copy of a quantized network; what it is given stays as it is.</summary>
    /// <param name="quantized">The network with its quantizers.</param>
    /// <param name="images">The training images.</param>
    /// <param name="seed">Where the random numbers begin. A seed gives the same weights on every machine.</param>
    /// <param name="report">Takes the number of each epoch and its mean loss.</param>
    public Model Train(Model quantized, ImageSet images, int seed, Action<int, double> report)
    {
        var trained = quantized.Copy();
        new Trainer(trained, options.Training with { Seed = seed }).Train(images, report);
        return trained;
    }

    /// <summary>Trains with every seed and judges what comes of it.</summary>
    /// <param name="calibrationImages">Where the ranges of activations are taken from.</param>
    /// <param name="images">The training images.</param>
    /// <param name="test">What the networks are judged by.</param>
    /// <param name="log">Takes a line for each epoch.</param>
    /// <returns>The accuracies, and the network of the first seed.</returns>
    public (FineTuningReport Report, Model First) Run(ImageSet calibrationImages, ImageSet images, ImageSet test, Action<string> log)
    {
        var floatAccuracy = Evaluation.AccuracyOf(model, test);
        var quantized = Quantize(calibrationImages);
        var quantizedAccuracy = Evaluation.AccuracyOf(quantized, test);
        var trained = new List<Model>();
        for (var seed = 1; seed <= options.Seeds; seed++)
        {
            trained.Add(Train(quantized, images, seed, (epoch, loss) => log(string.Create(
                CultureInfo.InvariantCulture, $"seed {trained.Count + 1} of {options.Seeds}, epoch {epoch} of {options.Training.Epochs}: loss {loss:F4}"))));
        }

        FineTuningRun[] runs = [.. trained.Select((network, i) => FineTuningRun.From(i + 1, Evaluation.AccuracyOf(network, test), quantizedAccuracy, floatAccuracy))];
        return (
            new FineTuningReport
            {
                WeightBits = options.WeightBits,
                ActivationBits = options.ActivationBits,
                Epochs = options.Training.Epochs,
                TestImages = test.Count,
                FloatAccuracy = floatAccuracy,
                QuantizedAccuracy = quantizedAccuracy,
                Runs = runs,
                MeanAccuracy = runs.Average(static run => run.Accuracy),
                MeanRecovered = runs.Average(static run => run.Recovered),
            },
            trained[0]);
    }
}
