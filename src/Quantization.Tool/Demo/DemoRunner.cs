using System.Diagnostics;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>Stores a model's weights in each format and judges what is left.</summary>
internal static class DemoRunner
{
    // Long enough for the kernels to be compiled at their best and for an undisturbed round; short against the patience of a reader.
    private static readonly TimeSpan s_measuringTime = TimeSpan.FromMilliseconds(250);

    public static IReadOnlyList<DemoRow> Run(Model model, ImageSet images, IEnumerable<WeightFormat> formats)
    {
        var floatPredictions = Evaluation.Predict(model, images);
        var floatAccuracy = Evaluation.Accuracy(floatPredictions, images.Labels);
        return [.. formats.Select(format =>
        {
            StoredWeights[] stored = [.. model.Layers.Select(layer => format.Store(layer.Weight))];
            Matrix[] restored = [.. stored.Select(static weights => weights.Restore())];
            var predictions = Evaluation.Predict(model.WithWeights(restored), images);
            return new DemoRow
            {
                Quantizer = format.Name,
                Bits = format.Bits,
                Granularity = format.Granularity,
                Sharing = string.Join(", ", stored.Select(static weights => weights.Remark).OfType<string>().Distinct().Prepend(format.Sharing)),
                Bytes = stored.Sum(static weights => weights.Bytes) + model.Layers.Sum(static layer => layer.Bias.Length * (long)sizeof(float)),
                Accuracy = Evaluation.Accuracy(predictions, images.Labels),
                FloatAccuracy = floatAccuracy,
                Agreement = Evaluation.Agreement(predictions, floatPredictions),
                SqnrDb = SignalToNoise(model, restored),
                ElementsPerSecond = stored.All(static weights => weights.CanRequantize) ? MeasureRate(model, stored) : null,
            };
        })];
    }

    private static double? SignalToNoise(Model model, Matrix[] restored)
    {
        double signal = 0, noise = 0;
        foreach (var (layer, weights) in model.Layers.Zip(restored))
        {
            foreach (var (value, kept) in layer.Weight.Values.Zip(weights.Values))
            {
                signal += (double)value * value;
                noise += ((double)value - kept) * ((double)value - kept);
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
