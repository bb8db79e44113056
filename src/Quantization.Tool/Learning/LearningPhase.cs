using System.Text.Json.Serialization;

namespace Quantization.Tool.Learning;

/// <summary>What is trained.</summary>
internal enum LearningPhase
{
    /// <summary>Weights, biases and the quantizers of weights, with activations in float.</summary>
    [JsonStringEnumMemberName("weights")]
    Weights,

    /// <summary>The quantizers of activations and nothing else, with weights as they hardened.</summary>
    [JsonStringEnumMemberName("activations")]
    Activations,

    /// <summary>Weights, biases and all quantizers.</summary>
    [JsonStringEnumMemberName("both")]
    Both,
}
