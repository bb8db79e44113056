using Quantization.Tool.Training;

namespace Quantization.Tool.FineTuning;

/// <summary>How a quantized network is fine-tuned.</summary>
internal sealed record FineTuningOptions
{
    /// <summary>The width of weights, with a range for every output channel.</summary>
    public int WeightBits { get; init; } = 4;

    /// <summary>The width of the inputs of all layers, each with one range.</summary>
    public int ActivationBits { get; init; } = 4;

    /// <summary>How often it is done from the start, with the seeds 1, 2, ….</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>
    /// The training. These epochs and this rate, with the decay and smoothing of the first training and ranges of least squared error, had the best mean of three seeds
    /// among those tried, with rates up to that of the first training, on the last 5,000 training images and with a network that had been trained without them.
    /// </summary>
    public TrainingOptions Training { get; init; } = new() { Epochs = 20, LearningRate = 1e-3f };
}
