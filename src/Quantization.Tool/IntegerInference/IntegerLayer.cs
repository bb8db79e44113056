using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.IntegerInference;

/// <summary>A fully connected layer of integers: activations in bytes, weights in signed bytes with a scale for each output, biases and sums in 32 bits.</summary>
internal sealed class IntegerLayer
{
    /// <summary>Quantizes a layer.</summary>
    /// <param name="layer">Weights and biases in floats.</param>
    /// <param name="input">The parameters of what reaches the layer.</param>
    public IntegerLayer(LinearLayer layer, ScaleParameters input)
    {
        (Outputs, Inputs, InputParameters) = (layer.Weight.Rows, layer.Weight.Columns, input);
        Weights = new sbyte[Outputs * Inputs];
        WeightScales = new float[Outputs];
        for (var output = 0; output < Outputs; output++)
        {
            var parameters = Scale8.ParametersFor(layer.Weight.Row(output));
            WeightScales[output] = parameters.Scale;
            Scale8.Quantize(layer.Weight.Row(output), Weights.AsSpan(output * Inputs, Inputs), parameters);
        }

        Bias = new int[Outputs];
        BiasQuantizer.Quantize(layer.Bias, Bias, input.Scale, WeightScales);
        Packed = Scale8.PackMatrix(Weights, Outputs, Inputs);
    }

    public int Outputs { get; }

    public int Inputs { get; }

    /// <summary>The parameters of what reaches the layer.</summary>
    public ScaleParameters InputParameters { get; }

    /// <summary>The codes of the weights, output by output.</summary>
    public sbyte[] Weights { get; }

    /// <summary>The same as kernels read them.</summary>
    public PackedMatrix Packed { get; }

    /// <summary>The scale of each output's weights.</summary>
    public float[] WeightScales { get; }

    /// <summary>The bias of each output in units of a product of codes, which is the input's scale by that of the weights.</summary>
    public int[] Bias { get; }

    /// <summary>What one unit of a sum is in codes of the next layer's inputs, for each output.</summary>
    public float[] MultipliersFor(ScaleParameters next) => [.. WeightScales.Select(scale => (float)((double)InputParameters.Scale * scale / next.Scale))];
}
