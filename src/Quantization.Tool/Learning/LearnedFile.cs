using System.Globalization;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.Learning;

/// <summary>
/// A network with learned quantizers as a model file, with the steps of weights as <c>x.weight_thresholds</c> and <c>x.weight_levels</c>, and those of a layer's input as
/// <c>x.input_thresholds</c> and <c>x.input_levels</c>. A code is the place of a value among the levels.
/// </summary>
internal static class LearnedFile
{
    /// <param name="network">The network with its hardened quantizers.</param>
    /// <param name="trained">What is known of the network in float.</param>
    /// <param name="report">How it was learned and judged; the network is that of the first run.</param>
    public static SafeTensors From(Model network, ModelCard trained, LearningReport report) => QuantizedFile.From(network, Metadata(trained, report));

    /// <summary>The same network as packed codes, whose activations are in float.</summary>
    public static PackedNetwork Packed(Model network, ModelCard trained, LearningReport report) => PackedNetwork.From(network, report.WeightBits, Metadata(trained, report));

    private static Dictionary<string, string> Metadata(ModelCard trained, LearningReport report)
    {
        var metadata = (trained with { TestImages = report.TestImages, TestAccuracy = report.Runs[0].Accuracy }).ToMetadata();
        metadata["levels"] = report.Levels;
        metadata["weight_bits"] = report.WeightBits.ToString(CultureInfo.InvariantCulture);
        metadata["activation_bits"] = report.ActivationBits?.ToString(CultureInfo.InvariantCulture) ?? "float";
        metadata["learning_seed"] = report.Runs[0].Seed.ToString(CultureInfo.InvariantCulture);
        metadata["learning_epochs"] = report.Epochs.Count.ToString(CultureInfo.InvariantCulture);
        return metadata;
    }
}
