namespace Quantization.Tool.Classifier;

/// <summary>What a layer multiplied in a forward pass.</summary>
/// <param name="Activation">What reached the layer, one row per sample: the batch, or the rectified outputs of the layer before it.</param>
/// <param name="Input">The same as it was multiplied: quantized, or the very matrix where the layer does not quantize its input.</param>
/// <param name="Weight">The weights as they were multiplied, likewise.</param>
internal sealed record LayerPass(Matrix Activation, Matrix Input, Matrix Weight);

/// <summary>A forward pass, with what the backward pass needs of it.</summary>
/// <param name="Layers">The factors of each layer.</param>
/// <param name="Scores">The outputs of the last layer, one row per sample.</param>
internal sealed record ForwardPass(IReadOnlyList<LayerPass> Layers, Matrix Scores);
