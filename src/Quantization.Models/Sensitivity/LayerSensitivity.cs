namespace Quantization.Models;

/// <summary>What it costs to quantize one layer and no other.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Index">Its position in the model, from 0.</param>
/// <param name="Score">The model's score with only this layer quantized.</param>
/// <param name="Loss">The score of the float model less <paramref name="Score"/>; negative where the quantized layer does better.</param>
public readonly record struct LayerSensitivity(string Name, int Index, double Score, double Loss);
