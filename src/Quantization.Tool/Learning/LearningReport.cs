namespace Quantization.Tool.Learning;

/// <summary>What learned quantizers leave of a network. Accuracies are fractions of the test images that were named rightly.</summary>
internal sealed record LearningReport
{
    public required string Levels { get; init; }

    /// <summary>The width of a weight's code.</summary>
    public required int WeightBits { get; init; }

    /// <summary>The same of activations; <see langword="null"/> where they are float32.</summary>
    public required int? ActivationBits { get; init; }

    public required bool FromScratch { get; init; }

    public required bool Shared { get; init; }

    public required bool FloatEnds { get; init; }

    public required int TestImages { get; init; }

    /// <summary>Of the network in float32.</summary>
    public required double FloatAccuracy { get; init; }

    /// <summary>The epochs of the first seed.</summary>
    public required IReadOnlyList<LearningEpoch> Epochs { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<LearningRun> Runs { get; init; }

    public required double MeanAccuracy { get; init; }

    public required double MeanGap { get; init; }
}

/// <summary>What came of a seed.</summary>
/// <param name="Seed">Where its random numbers began.</param>
/// <param name="SoftAccuracy">With quantizers as they were trained, at the last temperature.</param>
/// <param name="Accuracy">With quantizers hardened.</param>
internal sealed record LearningRun(int Seed, double SoftAccuracy, double Accuracy)
{
    /// <summary>How far hardening moves the accuracy, up or down.</summary>
    public double Gap => Math.Abs(SoftAccuracy - Accuracy);
}

/// <summary>An epoch.</summary>
/// <param name="Phase">What was trained.</param>
/// <param name="Epoch">Its number within the phase, from 1.</param>
/// <param name="Temperature">That of the quantizers which were trained; in the phase of both, that of weights.</param>
/// <param name="Loss">The mean loss of the training images.</param>
internal sealed record LearningEpoch(LearningPhase Phase, int Epoch, float Temperature, double Loss)
{
    /// <summary>On the test images, with quantizers as they were trained.</summary>
    public double SoftAccuracy { get; init; }

    /// <summary>On the test images, with quantizers hardened.</summary>
    public double Accuracy { get; init; }

    /// <summary>How far hardening moves the accuracy, up or down.</summary>
    public double Gap => Math.Abs(SoftAccuracy - Accuracy);
}
