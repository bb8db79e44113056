using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.Methods;

/// <summary>Quantizes one part of a network at a time, to several widths and in ranges by every method, and judges what is left.</summary>
internal static class MethodComparison
{
    /// <summary>What is compared, in the order of the rows.</summary>
    public static IReadOnlyList<(NetworkPart Part, RangeMethod Method, int Bits)> Cases(IReadOnlyList<int> widths) =>
    [
        .. from part in Enum.GetValues<NetworkPart>()
           from method in RangeMethod.All
           // Over the single batch that weights are, an average of batches is their range.
           where part == NetworkPart.Activations || method.Create().Method != CalibrationMethod.MovingAverage
           from bits in widths
           select (part, method, bits),
    ];

    /// <summary>Judges the network once for each of the <see cref="Cases"/>.</summary>
    /// <param name="model">The network as it was trained.</param>
    /// <param name="calibrationImages">Where the ranges of activations are taken from.</param>
    /// <param name="images">What the network is judged by.</param>
    /// <param name="widths">The widths of codes.</param>
    /// <param name="step">Called after each case.</param>
    public static MethodReport Run(Model model, ImageSet calibrationImages, ImageSet images, IReadOnlyList<int> widths, Action step)
    {
        var passes = NetworkCalibration.Passes(model, calibrationImages);
        var floatPredictions = Evaluation.Predict(model, images);
        return new MethodReport
        {
            Images = images.Count,
            FloatAccuracy = Evaluation.Accuracy(floatPredictions, images.Labels),
            Rows = [.. Cases(widths).Select(each =>
            {
                var predictions = Evaluation.Predict(Quantize(model, passes, each.Part, each.Method, each.Bits), images);
                step();
                return new MethodRow(each.Part, each.Method.Name, each.Bits, Evaluation.Accuracy(predictions, images.Labels), Evaluation.Agreement(predictions, floatPredictions));
            })],
        };
    }

    private static Model Quantize(Model model, IReadOnlyList<ForwardPass> passes, NetworkPart part, RangeMethod method, int bits)
    {
        if (part == NetworkPart.Activations)
            return model.WithQuantizers(NetworkCalibration.OfInputs(passes, method.Create, bits));
        // Once and for all batches, not in each pass.
        var quantizers = NetworkCalibration.OfWeights(model, method.Create, bits);
        return model.WithWeights([.. model.Layers.Zip(quantizers, static (layer, quantizer) => quantizer.Quantize(layer.Weight))]);
    }
}
