using Quantization.Tool.Training;

namespace Quantization.Tool.Learning;

/// <summary>
/// How the quantizers of a network are learned. Epochs, temperatures, rates and the beginning had the best means among those tried on the last 5,000 training images, with a
/// network that had been trained without them.
/// </summary>
internal sealed record LearningOptions
{
    /// <summary>The levels of weights.</summary>
    public LevelSet Levels { get; init; } = LevelSet.Ternary;

    /// <summary>The width of activations, which are unsigned; <see langword="null"/> leaves them in float.</summary>
    public int? ActivationBits { get; init; }

    /// <summary>Where quantizers begin.</summary>
    public Beginning Beginning { get; init; } = Beginning.Fitted;

    /// <summary>Whether the network begins with random weights, and not as it was trained in float.</summary>
    public bool FromScratch { get; init; }

    /// <summary>Whether all layers have one quantizer of weights, and one of inputs, and not each its own.</summary>
    public bool Shared { get; init; }

    /// <summary>
    /// Whether the first and the last layer stay in float, as in the paper. There they are a few percent of a network; of the bundled one they are six weights of seven,
    /// so that they are quantized unless this is asked for.
    /// </summary>
    public bool FloatEnds { get; init; }

    /// <summary>The epochs in which weights are quantized and activations are not.</summary>
    public int WeightEpochs { get; init; } = 12;

    /// <summary>The epochs after those, in which the quantizers of activations are learned and all else stays; none without <see cref="ActivationBits"/>.</summary>
    public int ActivationEpochs { get; init; } = 2;

    /// <summary>The last epochs, in which both are trained; none without <see cref="ActivationBits"/>.</summary>
    public int JointEpochs { get; init; } = 8;

    /// <summary>The epochs of all phases.</summary>
    public int Epochs => WeightEpochs + (ActivationBits is null ? 0 : ActivationEpochs + JointEpochs);

    /// <summary>How fast quantizers are learned.</summary>
    public LearningRates Rates { get; init; } = new();

    /// <summary>The training in all phases.</summary>
    public TrainingOptions Training { get; init; } = new() { BatchSize = 256 };
}
