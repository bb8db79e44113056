using System.Globalization;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.FineTuning;

/// <summary>
/// A fine-tuned network as a model file: <c>x.weight</c> has the values that codes stand for, so that any reader has the network as it was judged but for its
/// activations; <c>x.weight_scale</c> has the scale of every output channel, <c>x.input_scale</c> that of the layer's input. A code is a value divided by its scale.
/// </summary>
internal static class FineTunedFile
{
    /// <param name="network">The network with its quantizers.</param>
    /// <param name="trained">What is known of the network that it began as.</param>
    /// <param name="report">How it was fine-tuned and judged; the network is that of the first run.</param>
    public static SafeTensors From(Model network, ModelCard trained, FineTuningReport report)
    {
        Matrix[] weights = [.. network.Layers.Select(static layer => layer.WeightQuantizer!.Quantize(layer.Weight))];
        var metadata = (trained with { TestImages = report.TestImages, TestAccuracy = report.Runs[0].Accuracy }).ToMetadata();
        metadata["weight_bits"] = report.WeightBits.ToString(CultureInfo.InvariantCulture);
        metadata["activation_bits"] = report.ActivationBits.ToString(CultureInfo.InvariantCulture);
        metadata["fine_tuning_seed"] = report.Runs[0].Seed.ToString(CultureInfo.InvariantCulture);
        metadata["fine_tuning_epochs"] = report.Epochs.ToString(CultureInfo.InvariantCulture);
        return new SafeTensors(
            [
                .. network.WithWeights(weights).ToSafeTensors(metadata).Tensors,
                .. network.Layers.SelectMany(static layer => new[]
                {
                    Scales(layer.Name + ".weight_scale", layer.WeightQuantizer!.Parameters),
                    Scales(layer.Name + ".input_scale", layer.InputQuantizer!.Parameters),
                }),
            ],
            metadata);
    }

    private static ModelTensor Scales(string name, IReadOnlyList<ScaleParameters> parameters) =>
        new(name, [parameters.Count], [.. parameters.Select(static each => each.Scale)]);
}
