using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Quantization.Tool.Demo;

/// <summary>What is left of a network that is run in integers throughout, beside the one in floats that simulates it.</summary>
internal sealed record IntegerRow : DemoRow
{
    /// <summary>The name of such a row, whatever its activations.</summary>
    public const string Name = "int8";

    /// <summary>A row whose weights, ranges and bytes are those of a simulated network: its biases have 32 bits, too.</summary>
    [SetsRequiredMembers]
    public IntegerRow(DemoRow simulated)
        : base(simulated) => Quantizer = Name;

    /// <summary>The fraction of images that it and the simulated network name alike.</summary>
    [JsonPropertyOrder(1)]
    public required double SimulationAgreement { get; init; }

    /// <summary>Whether every logit of every image is the one that plain loops compute.</summary>
    [JsonPropertyOrder(1)]
    public required bool LogitsEqualReference { get; init; }

    /// <summary>From floats to scores, a batch at a time, on one thread.</summary>
    [JsonIgnore]
    public required TimeSpan TimePerImage { get; init; }

    /// <summary>The same of the network as it was trained, in float32.</summary>
    [JsonIgnore]
    public required TimeSpan FloatTimePerImage { get; init; }
}
