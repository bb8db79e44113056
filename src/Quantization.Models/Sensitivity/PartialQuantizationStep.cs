namespace Quantization.Models;

/// <summary>A model whose most sensitive layers are in float and whose others are quantized.</summary>
/// <param name="FloatLayers">How many layers are in float, from the top of the ranking.</param>
/// <param name="Score">The model's score.</param>
/// <param name="Loss">The score of the float model less <paramref name="Score"/>.</param>
public readonly record struct PartialQuantizationStep(int FloatLayers, double Score, double Loss);
