using Quantization.Tool.Classifier;

namespace Quantization.Tool.Learning;

/// <summary>A network with quantizers that are, or have been, learned.</summary>
/// <param name="Soft">As it is trained: the float weights, and quantizers that are soft.</param>
internal sealed record LearnedNetwork(Model Soft)
{
    /// <summary>That of the quantizers of weights where those are soft, else that of activations.</summary>
    public float Temperature => Soft.Layers.Select(static layer => layer.WeightQuantizer).Concat(Soft.Layers.Select(static layer => layer.InputQuantizer)).OfType<LearnedQuantizer>().First().Network.Temperature;

    /// <summary>As it is run: the same with every quantizer hardened.</summary>
    public Model Freeze() => Soft.WithQuantizers(
        [.. Soft.Layers.Select(static layer => Freeze(layer.InputQuantizer))],
        [.. Soft.Layers.Select(static layer => Freeze(layer.WeightQuantizer))]);

    private static IMatrixQuantizer? Freeze(IMatrixQuantizer? quantizer) => quantizer is LearnedQuantizer learned ? learned.Freeze() : quantizer;
}
