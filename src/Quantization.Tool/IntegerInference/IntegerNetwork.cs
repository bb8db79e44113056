using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.IntegerInference;

/// <summary>
/// A classifier that is integers from the pixels' codes to the scores: each layer but the last multiplies codes, adds up in 32 bits, and requantizes with its ReLU to the codes of the next
/// (arXiv 1712.05877, section 2). It is what a network with simulated quantization stands for.
/// </summary>
internal sealed class IntegerNetwork
{
    private readonly float[][] _multipliers;

    /// <summary>Quantizes a network.</summary>
    /// <param name="model">Weights and biases in floats.</param>
    /// <param name="inputs">The parameters of what reaches each layer.</param>
    public IntegerNetwork(Model model, IReadOnlyList<ScaleParameters> inputs)
    {
        if (inputs.Count != model.Layers.Count)
            throw new ArgumentException($"{inputs.Count} parameters are not one for the input of each of {model.Layers.Count} layers.", nameof(inputs));
        Layers = [.. model.Layers.Zip(inputs, static (layer, input) => new IntegerLayer(layer, input))];
        _multipliers = [.. Layers.Zip(Layers.Skip(1), static (layer, next) => layer.MultipliersFor(next.InputParameters))];
    }

    public IReadOnlyList<IntegerLayer> Layers { get; }

    /// <summary>What requantizes the sums of each layer but the last, a multiplier for each output.</summary>
    public IReadOnlyList<float[]> Multipliers => _multipliers;

    public int Classes => Layers[^1].Outputs;

    /// <summary>The codes of a batch with one row per sample.</summary>
    public byte[] Quantize(Matrix batch)
    {
        var codes = new byte[batch.Values.Length];
        Activation8.Quantize(batch.Values, codes, Layers[0].InputParameters);
        return codes;
    }

    /// <summary>The sums of the last layer with its biases, one row per sample.</summary>
    /// <param name="codes">The codes of the samples.</param>
    public int[] Logits(byte[] codes)
    {
        var rows = codes.Length / Layers[0].Inputs;
        for (var i = 0; i < _multipliers.Length; i++)
        {
            var next = new byte[rows * Layers[i].Outputs];
            Scale8.Multiply(codes, Layers[i].Packed, next, new RequantizeEpilogue(_multipliers[i]) { Bias = Layers[i].Bias, Relu = true });
            codes = next;
        }

        var last = Layers[^1];
        var logits = new int[rows * last.Outputs];
        Scale8.MultiplyCodes(codes, last.Packed, logits);
        for (var i = 0; i < logits.Length; i++)
            logits[i] = int.CreateSaturating((long)logits[i] + last.Bias[i % last.Outputs]);
        return logits;
    }

    /// <summary>The scores of a batch: what the logits stand for, whose units differ from class to class.</summary>
    public Matrix Forward(Matrix batch)
    {
        var last = Layers[^1];
        var logits = Logits(Quantize(batch));
        var scores = new Matrix(batch.Rows, Classes);
        for (var i = 0; i < logits.Length; i++)
            scores.Values[i] = logits[i] * (last.InputParameters.Scale * last.WeightScales[i % Classes]);
        return scores;
    }
}
