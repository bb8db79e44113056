namespace Quantization;

/// <summary>What is known of packed weights besides the weights.</summary>
/// <param name="OfOutputs">The sum of the weights of each output; with zeros behind, up to whole panels.</param>
/// <param name="Least">The least weight, or 0.</param>
/// <param name="Greatest">The greatest weight, or 0.</param>
internal sealed record WeightSums(int[] OfOutputs, int Least, int Greatest);
