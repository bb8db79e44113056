namespace Quantization.Models;

/// <summary>A model whose layers can be quantized one by one, and which can say how good it then is.</summary>
/// <remarks>
/// What "quantized" means is the model's own: the weights, the activations, or both, in whatever format. The score is its own as well,
/// as long as a higher one is better: a fraction or a number of right answers, of answers that agree with the float model, or a loss with
/// its sign turned round. Numbers of answers have an advantage: their differences are exact, so that a tolerance is met to the last one.
/// </remarks>
public interface IQuantizableModel
{
    /// <summary>The layers that can be quantized, in the order in which a model computes them; at least one.</summary>
    IReadOnlyList<string> LayerNames { get; }

    /// <summary>Judges the model with some of its layers quantized and the others in float.</summary>
    /// <param name="quantized">Whether each layer is quantized, in the order of <see cref="LayerNames"/>.</param>
    /// <returns>The score; finite, and higher is better. The same layers give the same score.</returns>
    double Evaluate(ReadOnlySpan<bool> quantized);
}
