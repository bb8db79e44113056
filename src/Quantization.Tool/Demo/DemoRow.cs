using System.Text.Json.Serialization;

namespace Quantization.Tool.Demo;

/// <summary>What one weight format, alone or with quantized activations, costs and keeps.</summary>
[JsonDerivedType(typeof(IntegerRow))]
internal record DemoRow
{
    /// <summary>What <see cref="Activations"/> says where they are float32.</summary>
    public const string FloatActivations = "none";

    public required string Quantizer { get; init; }

    /// <summary>The width of a stored weight, without its share of parameters.</summary>
    public required double Bits { get; init; }

    public required Granularity Granularity { get; init; }

    /// <summary>The granularity for a person, with what is stored otherwise: rows that are padded, and layers in another format.</summary>
    [JsonIgnore]
    public string Sharing { get; init; } = "";

    /// <summary>How the ranges of 8-bit activations were found; <c>none</c> where they are float32.</summary>
    public required string Activations { get; init; }

    /// <summary>Weights with their parameters and what pads their blocks, the parameters of activations, and the biases, which are float32 in every row.</summary>
    public required long Bytes { get; init; }

    /// <summary>The fraction of images that the network names rightly with the restored weights, and with activations that went through codes.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same in float32, as it was trained.</summary>
    public required double FloatAccuracy { get; init; }

    /// <summary>The fraction of images that both name alike.</summary>
    public required double Agreement { get; init; }

    /// <summary>Σw² / Σ(w − ŵ)² over all weights in decibels; <see langword="null"/> where nothing is lost.</summary>
    public required double? SqnrDb { get; init; }

    /// <summary>
    /// Weights quantized in a second; <see langword="null"/> for formats without a quantizer, and for rows of activations, whose weights have a row of their own.
    /// A measurement, so not part of the rows that programs compare.
    /// </summary>
    [JsonIgnore]
    public double? ElementsPerSecond { get; init; }
}

/// <summary>The JSON form of the rows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<DemoRow>))]
internal sealed partial class DemoJson : JsonSerializerContext;
