using System.Text.Json.Serialization;

namespace Quantization.Tool.FineTuning;

/// <summary>What quantization cost a network, and what fine-tuning brought back. Accuracies are fractions of the test images that were named rightly.</summary>
internal sealed record FineTuningReport
{
    public required int WeightBits { get; init; }

    public required int ActivationBits { get; init; }

    public required int Epochs { get; init; }

    public required int TestImages { get; init; }

    /// <summary>As trained, in float32.</summary>
    public required double FloatAccuracy { get; init; }

    /// <summary>With quantized weights and activations, before fine-tuning.</summary>
    public required double QuantizedAccuracy { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<FineTuningRun> Runs { get; init; }

    public required double MeanAccuracy { get; init; }

    /// <summary>The mean of what the runs recovered; <see langword="null"/> where nothing had been lost.</summary>
    public required double? MeanRecovered { get; init; }
}

/// <summary>A fine-tuning.</summary>
/// <param name="Seed">Where its random numbers began.</param>
/// <param name="Accuracy">With quantized weights and activations, after fine-tuning.</param>
/// <param name="Recovered">The share of the loss that is gone, 1 where all of it is; <see langword="null"/> where nothing had been lost.</param>
internal sealed record FineTuningRun(int Seed, double Accuracy, double? Recovered)
{
    public static FineTuningRun From(int seed, double accuracy, double quantizedAccuracy, double floatAccuracy) =>
        new(seed, accuracy, floatAccuracy > quantizedAccuracy ? (accuracy - quantizedAccuracy) / (floatAccuracy - quantizedAccuracy) : null);
}

/// <summary>The JSON form of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(FineTuningReport))]
internal sealed partial class FineTuningJson : JsonSerializerContext;
