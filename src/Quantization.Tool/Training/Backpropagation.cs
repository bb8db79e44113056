using Quantization.Tool.Classifier;

namespace Quantization.Tool.Training;

/// <summary>The gradient of a loss with respect to one layer's parameters.</summary>
internal readonly record struct LayerGradient(Matrix Weight, float[] Bias);

/// <summary>Carries the gradient of a loss from the scores back to every parameter.</summary>
internal static class Backpropagation
{
    /// <summary>The gradients of all layers, first layer first.</summary>
    /// <param name="model">The network.</param>
    /// <param name="activations">What its forward pass over the batch returned; the last matrix is not read.</param>
    /// <param name="scoreGradient">The gradient of the loss with respect to the scores.</param>
    public static LayerGradient[] Gradients(Model model, IReadOnlyList<Matrix> activations, Matrix scoreGradient)
    {
        var gradients = new LayerGradient[model.Layers.Count];
        var outputGradient = scoreGradient;
        for (var i = model.Layers.Count - 1; i >= 0; i--)
        {
            var weight = model.Layers[i].Weight;
            var weightGradient = new Matrix(weight.Rows, weight.Columns);
            MatrixProduct.Multiply(outputGradient.Transposed, activations[i].View, weightGradient);
            gradients[i] = new LayerGradient(weightGradient, ColumnSums(outputGradient));
            if (i > 0)
                outputGradient = InputGradient(weight, outputGradient, activations[i]);
        }

        return gradients;
    }

    private static float[] ColumnSums(Matrix matrix)
    {
        var sums = new float[matrix.Columns];
        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = matrix.Row(row);
            for (var i = 0; i < values.Length; i++)
                sums[i] += values[i];
        }

        return sums;
    }

    /// <summary>The gradient of a layer's input, which the ReLU before it lets through only where that input is positive.</summary>
    private static Matrix InputGradient(Matrix weight, Matrix outputGradient, Matrix input)
    {
        var result = new Matrix(input.Rows, input.Columns);
        MatrixProduct.Multiply(outputGradient.View, weight.View, result);
        for (var i = 0; i < result.Values.Length; i++)
            result.Values[i] = input.Values[i] > 0f ? result.Values[i] : 0f;
        return result;
    }
}
