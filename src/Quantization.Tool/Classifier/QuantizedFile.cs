using Quantization.Models;

namespace Quantization.Tool.Classifier;

/// <summary>
/// A quantized network as a model file: <c>x.weight</c> has the values that codes stand for, so that any reader has the network as it was judged but for its
/// activations; what the quantizers of weights and inputs say of themselves follows as <c>x.weight_…</c> and <c>x.input_…</c>.
/// </summary>
internal static class QuantizedFile
{
    public static SafeTensors From(Model network, IReadOnlyDictionary<string, string> metadata) => new(
        [
            .. network.WithQuantizedWeights().ToSafeTensors(metadata).Tensors,
            .. network.Layers.SelectMany(static layer => Describe(layer.WeightQuantizer, layer.Name + ".weight").Concat(Describe(layer.InputQuantizer, layer.Name + ".input"))),
        ],
        metadata);

    private static IEnumerable<ModelTensor> Describe(IMatrixQuantizer? quantizer, string name) => quantizer?.Describe(name) ?? [];
}
