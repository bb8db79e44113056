using System.Text.Json.Serialization;

namespace Quantization.Tool.Learning;

/// <summary>How the quantizers of a network are found.</summary>
internal enum ComparisonMethod
{
    /// <summary>Uniform codes after training, in a range by whichever method of calibration is right on the most test images; of one bit, the sign with the mean magnitude.</summary>
    [JsonStringEnumMemberName("post-training")]
    PostTraining,

    /// <summary>Uniform codes, in ranges of least squared error, and then training through them, with gradients that go straight through.</summary>
    [JsonStringEnumMemberName("straight-through")]
    StraightThrough,

    /// <summary>Levels and thresholds that are learned while they are soft.</summary>
    [JsonStringEnumMemberName("learned")]
    Learned,
}
