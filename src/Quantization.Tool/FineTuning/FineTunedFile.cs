using System.Globalization;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.FineTuning;

/// <summary>
/// A fine-tuned network as a model file, with the scale of every output channel as <c>x.weight_scale</c> and that of the layer's input as <c>x.input_scale</c>. A code
/// is a value divided by its scale.
/// </summary>
internal static class FineTunedFile
{
    /// <param name="network">The network with its quantizers.</param>
    /// <param name="trained">What is known of the network that it began as.</param>
    /// <param name="report">How it was fine-tuned and judged; the network is that of the first run.</param>
    public static SafeTensors From(Model network, ModelCard trained, FineTuningReport report)
    {
        var metadata = (trained with { TestImages = report.TestImages, TestAccuracy = report.Runs[0].Accuracy }).ToMetadata();
        metadata["weight_bits"] = report.WeightBits.ToString(CultureInfo.InvariantCulture);
        metadata["activation_bits"] = report.ActivationBits.ToString(CultureInfo.InvariantCulture);
        metadata["fine_tuning_seed"] = report.Runs[0].Seed.ToString(CultureInfo.InvariantCulture);
        metadata["fine_tuning_epochs"] = report.Epochs.ToString(CultureInfo.InvariantCulture);
        return QuantizedFile.From(network, metadata);
    }
}
