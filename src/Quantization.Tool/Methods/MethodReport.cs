using System.Text.Json.Serialization;

namespace Quantization.Tool.Methods;

/// <summary>Which part of a network is quantized.</summary>
internal enum NetworkPart
{
    /// <summary>The weights of all layers, with a range for every output channel.</summary>
    [JsonStringEnumMemberName("weights")]
    Weights,

    /// <summary>The inputs of all layers, each with one range.</summary>
    [JsonStringEnumMemberName("activations")]
    Activations,
}

/// <summary>What the methods of calibration make of the classifier. Scores are fractions of the images.</summary>
internal sealed record MethodReport
{
    public required int Images { get; init; }

    public required double FloatAccuracy { get; init; }

    /// <summary>One for each part, method and width.</summary>
    public required IReadOnlyList<MethodRow> Rows { get; init; }
}

/// <summary>One part of the network quantized to one width, in ranges by one method; the other part is float32.</summary>
/// <param name="Part">What is quantized.</param>
/// <param name="Method">How its ranges were found.</param>
/// <param name="Bits">The width of a code.</param>
/// <param name="Accuracy">Images named rightly.</param>
/// <param name="Agreement">Images named as in float32.</param>
internal sealed record MethodRow(NetworkPart Part, string Method, int Bits, double Accuracy, double Agreement);

/// <summary>The JSON form of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(MethodReport))]
internal sealed partial class MethodJson : JsonSerializerContext;
