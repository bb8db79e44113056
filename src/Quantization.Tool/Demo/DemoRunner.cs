using System.Diagnostics;
using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.Demo;

/// <summary>Stores a model's weights in each format, sends activations through codes where a row says so, and judges what is left.</summary>
internal static class DemoRunner
{
    // Long enough for the kernels to be compiled at their best and for an undisturbed round; short against the patience of a reader.
    private static readonly TimeSpan s_measuringTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes a row of each format.</summary>
    /// <param name="model">The network.</param>
    /// <param name="images">What it is judged by.</param>
    /// <param name="calibrationImages">Where the ranges of activations are taken from.</param>
    /// <param name="formats">The rows.</param>
    public static IReadOnlyList<DemoRow> Run(Model model, ImageSet images, ImageSet calibrationImages, IEnumerable<DemoFormat> formats)
    {
        var passes = NetworkCalibration.Passes(model, calibrationImages);
        var floatPredictions = Evaluation.Predict(model, images);
        var floatAccuracy = Evaluation.Accuracy(floatPredictions, images.Labels);
        return [.. formats.Select(format =>
        {
            var (weights, activations) = format;
            StoredWeights[] stored = [.. model.Layers.Select(layer => weights.Store(layer))];
            var network = new Model([.. model.Layers.Zip(stored, static (layer, matrix) => matrix.Restore(layer))]);
            TensorQuantizer[] inputs = activations is null ? [] : NetworkCalibration.OfInputs(passes, activations.Create, DemoFormat.ActivationBits);
            var predictions = Evaluation.Predict(activations is null ? network : network.WithQuantizers(inputs), images);
            return new DemoRow
            {
                Quantizer = weights.Name,
                Bits = weights.Bits,
                Granularity = weights.Granularity,
                Sharing = string.Join(", ", stored.Select(static matrix => matrix.Remark).OfType<string>().Distinct().Prepend(weights.Sharing)),
                Activations = activations?.Name ?? DemoRow.FloatActivations,
                Bytes = stored.Sum(static matrix => matrix.Bytes) + inputs.Sum(static input => input.ParameterBytes) + model.Layers.Sum(static layer => layer.Bias.Length * (long)sizeof(float)),
                Accuracy = Evaluation.Accuracy(predictions, images.Labels),
                FloatAccuracy = floatAccuracy,
                Agreement = Evaluation.Agreement(predictions, floatPredictions),
                SqnrDb = SignalToNoise(model, network),
                ElementsPerSecond = activations is null && stored.All(static matrix => matrix.CanRequantize) ? MeasureRate(model, stored) : null,
            };
        })];
    }

    private static double? SignalToNoise(Model model, Model restored)
    {
        double signal = 0, noise = 0;
        foreach (var (layer, kept) in model.Layers.Zip(restored.Layers))
        {
            foreach (var (value, stored) in layer.Weight.Values.Zip(kept.Weight.Values))
            {
                signal += (double)value * value;
                noise += ((double)value - stored) * ((double)value - stored);
            }
        }

        return noise == 0 ? null : 10 * Math.Log10(signal / noise);
    }

    /// <summary>The rate of the fastest pass over all weights.</summary>
    private static double MeasureRate(Model model, StoredWeights[] stored)
    {
        var best = long.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_measuringTime)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var weights in stored)
                weights.Requantize();
            best = Math.Min(best, Stopwatch.GetTimestamp() - start);
        }

        return model.Layers.Sum(static layer => layer.Weight.Values.Length) / ((double)Math.Max(best, 1) / Stopwatch.Frequency);
    }
}
