namespace Quantization.Tool.Training;

/// <summary>
/// How a network is trained. The defaults made the bundled classifier; they were chosen on the last 5,000 training images, held out
/// for that, and not on the test set.
/// </summary>
internal sealed record TrainingOptions
{
    /// <summary>Where the random numbers begin.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How often every image is seen.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Images in a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The rate of the first step; it falls linearly to zero at the last.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>The part of a weight, times the rate, that each step takes away; biases keep theirs.</summary>
    public float WeightDecay { get; init; } = 0.1f;

    /// <summary>The part of the target that is spread over all classes.</summary>
    public float LabelSmoothing { get; init; } = 0.05f;

    /// <summary>Whether weights and biases are trained; quantizers that learn always are.</summary>
    public bool MovesNetwork { get; init; } = true;
}
