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

    /// <summary>Applies the layer to every row of <paramref name="input"/>.</summary>
    public Matrix Forward(Matrix input)
    {
        var output = new Matrix(input.Rows, Weight.Rows);
        MatrixProduct.Multiply(input.View, Weight.Transposed, output);
        for (var row = 0; row < output.Rows; row++)
        {
            var values = output.Row(row);
            for (var i = 0; i < values.Length; i++)
                values[i] += Bias[i];
        }

        return output;
    }
}
