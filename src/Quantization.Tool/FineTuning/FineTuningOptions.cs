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
    /// The training. Epochs, rate, decay and smoothing, like the methods by which ranges are calibrated, were chosen on the last 5,000 training images, with a
    /// network that had been trained without them, and not on the test set.
    /// </summary>
    public TrainingOptions Training { get; init; } = new() { Epochs = 20, LearningRate = 1e-3f };
}
