using System.Text.Json.Serialization;

namespace Quantization.Tool.Sensitivity;

/// <summary>What a classifier is judged by.</summary>
internal enum Judgement
{
    /// <summary>The images that it names rightly.</summary>
    [JsonStringEnumMemberName("accuracy")]
    Accuracy,

    /// <summary>The images that it names as the float model does.</summary>
    [JsonStringEnumMemberName("agreement")]
    Agreement,
}
