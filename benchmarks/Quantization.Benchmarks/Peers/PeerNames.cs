namespace Quantization.Benchmarks.Peers;

/// <summary>What contenders are called in reports.</summary>
internal static class PeerNames
{
    public const string Ours = "ours";
    public const string Generic = "generic";
    public const string TensorPrimitives = "tensorprimitives";
    public const string OnnxRuntime = "onnxruntime";
    public const string Copy = "copy";
}
