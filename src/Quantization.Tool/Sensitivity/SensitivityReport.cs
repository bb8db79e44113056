using System.Text.Json.Serialization;
using Quantization.Models;
using Quantization.Tool.Demo;

namespace Quantization.Tool.Sensitivity;

/// <summary>What a sensitivity analysis of the classifier found, and what to leave in float. All scores and losses are fractions of the images.</summary>
internal sealed record SensitivityReport
{
    public required string Quantizer { get; init; }

    public required Granularity Granularity { get; init; }

    public required Judgement By { get; init; }

    public required int Images { get; init; }

    /// <summary>The largest loss that was allowed.</summary>
    public required double Tolerance { get; init; }

    public required double FloatScore { get; init; }

    public required double QuantizedScore { get; init; }

    /// <summary>The bytes with every layer in float.</summary>
    public required long FloatBytes { get; init; }

    /// <summary>Each layer quantized alone, the most sensitive first.</summary>
    public required IReadOnlyList<LayerRow> Layers { get; init; }

    /// <summary>One layer more in float at each step; the last meets the target.</summary>
    public required IReadOnlyList<StepRow> Steps { get; init; }

    public static SensitivityReport Create(QuantizableClassifier model, WeightFormat format, Judgement by, int images, SensitivityAnalysis analysis, PartialQuantization partial) => new()
    {
        Quantizer = format.Name,
        Granularity = format.Granularity,
        By = by,
        Images = images,
        Tolerance = partial.Tolerance / images,
        FloatScore = analysis.FloatScore / images,
        QuantizedScore = analysis.QuantizedScore / images,
        FloatBytes = model.BytesWith(Enumerable.Range(0, model.LayerNames.Count)),
        Layers = [.. analysis.Ranking.Select(layer => new LayerRow(layer.Name, layer.Index, model.WeightsOf(layer.Index), layer.Score / images, layer.Loss / images))],
        Steps = [.. partial.Steps.Select(step =>
        {
            LayerSensitivity[] kept = [.. analysis.Ranking.Take(step.FloatLayers)];
            return new StepRow(
                [.. kept.Select(static layer => layer.Name)],
                model.BytesWith(kept.Select(static layer => layer.Index)),
                step.Score / images,
                step.Loss / images,
                step.Loss <= partial.Tolerance);
        })],
    };
}

/// <summary>One layer quantized and no other.</summary>
internal sealed record LayerRow(string Name, int Index, int Weights, double Score, double Loss);

/// <summary>Some layers in float and the others quantized.</summary>
internal sealed record StepRow(IReadOnlyList<string> FloatLayers, long Bytes, double Score, double Loss, bool MeetsTarget);

/// <summary>The JSON form of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(SensitivityReport))]
internal sealed partial class SensitivityJson : JsonSerializerContext;
