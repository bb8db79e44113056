namespace Quantization.Tool.Classifier;

/// <summary>A fully connected layer: y = W·x + b, one row of W and one bias per output channel.</summary>
internal sealed class LinearLayer
{
    public LinearLayer(string name, Matrix weight, float[] bias)
    {
        if (bias.Length != weight.Rows)
            throw new ArgumentException($"Layer '{name}' has {weight.Rows} output channels but {bias.Length} biases.", nameof(bias));
        Name = name;
        Weight = weight;
        Bias = bias;
    }

    /// <summary>The name that the layer's tensors begin with.</summary>
    public string Name { get; }

    /// <summary>Output channels × input features.</summary>
    public Matrix Weight { get; }

    public float[] Bias { get; }

    /// <summary>What quantization does to the weights in a pass; <see langword="null"/> where they are taken as they are.</summary>
    public IMatrixQuantizer? WeightQuantizer { get; init; }

    /// <summary>What quantization does to the input in a pass; <see langword="null"/> where it is taken as it is.</summary>
    public IMatrixQuantizer? InputQuantizer { get; init; }

    /// <summary>The factors of the layer's product for a batch with one row per sample.</summary>
    public LayerPass FactorsFor(Matrix activation) => new(activation, InputQuantizer?.Quantize(activation) ?? activation, WeightQuantizer?.Quantize(Weight) ?? Weight);

    /// <summary>Applies the layer to every row of the input.</summary>
    public Matrix Forward(LayerPass pass)
    {
        var output = new Matrix(pass.Input.Rows, pass.Weight.Rows);
        MatrixProduct.Multiply(pass.Input.View, pass.Weight.Transposed, output);
        for (var row = 0; row < output.Rows; row++)
        {
            var values = output.Row(row);
            for (var i = 0; i < values.Length; i++)
                values[i] += Bias[i];
        }

        return output;
    }
}
