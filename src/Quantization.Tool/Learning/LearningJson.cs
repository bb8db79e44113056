using System.Text.Json.Serialization;

namespace Quantization.Tool.Learning;

/// <summary>The JSON form of the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(LearningReport))]
[JsonSerializable(typeof(ComparisonReport))]
internal sealed partial class LearningJson : JsonSerializerContext;
