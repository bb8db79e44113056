namespace Quantization.Benchmarks.Peers;

/// <summary>What contenders are called in reports.</summary>
internal static class PeerNames
{
    public const string Ours = "ours";
    public const string Generic = "generic";
    public const string TensorPrimitives = "tensorprimitives";
    public const string OnnxRuntime = "onnxruntime";

    /// <summary>ONNX Runtime's product of floats: what quantizing a matrix product is done for.</summary>
    public const string OnnxRuntimeFloat = "onnxruntime-float";

    public const string Ggml = "ggml";
    public const string Copy = "copy";

    /// <summary>Our own kernel of the same direction that keeps each code in a byte.</summary>
    public const string Unpacked = "unpacked8";

    /// <summary>Our own kernel with one set of parameters for all elements.</summary>
    public const string PerTensor = "pertensor";

    /// <summary>A plain loop that counts magnitudes only: half of the work, without a branch on the sign.</summary>
    public const string Magnitudes = "magnitudes";

    /// <summary>Our own kernel of the same direction that computes values instead of reading them from a table.</summary>
    public const string Scale8 = "scale8";

    /// <summary>Those that a kernel is compared with; each has some of them.</summary>
    public static string[] All { get; } = [Generic, TensorPrimitives, OnnxRuntime, OnnxRuntimeFloat, Ggml, Unpacked, PerTensor, Magnitudes, Scale8, Copy];
}
