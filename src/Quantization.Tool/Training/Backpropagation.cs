using Quantization.Tool.Classifier;

namespace Quantization.Tool.Training;

/// <summary>The gradient of a loss with respect to one layer's parameters.</summary>
internal readonly record struct LayerGradient(Matrix Weight, float[] Bias);

/// <summary>Carries the gradient of a loss from the scores back to every parameter.</summary>
internal static class Backpropagation
{
    /// <summary>
    /// The gradients of all layers, first layer first. Where a layer quantizes, its product had the quantized factors, and the gradient of a factor goes straight
    /// through to what was quantized.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="pass">Its forward pass over the batch; the scores are not read.</param>
    /// <param name="scoreGradient">The gradient of the loss with respect to the scores.</param>
    public static LayerGradient[] Gradients(Model model, ForwardPass pass, Matrix scoreGradient)
    {
        var gradients = new LayerGradient[model.Layers.Count];
        var outputGradient = scoreGradient;
        for (var i = model.Layers.Count - 1; i >= 0; i--)
        {
            var layer = model.Layers[i];
            var factors = pass.Layers[i];
            var weightGradient = new Matrix(layer.Weight.Rows, layer.Weight.Columns);
            MatrixProduct.Multiply(outputGradient.Transposed, factors.Input.View, weightGradient);
            layer.WeightQuantizer?.CarryBack(layer.Weight, weightGradient);
            gradients[i] = new LayerGradient(weightGradient, ColumnSums(outputGradient));
            if (i > 0)
                outputGradient = ActivationGradient(layer, factors, outputGradient);
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

    /// <summary>The gradient of what reached a layer, which the ReLU before it lets through only where that is positive.</summary>
    private static Matrix ActivationGradient(LinearLayer layer, LayerPass factors, Matrix outputGradient)
    {
        var activation = factors.Activation;
        var result = new Matrix(activation.Rows, activation.Columns);
        MatrixProduct.Multiply(outputGradient.View, factors.Weight.View, result);
        layer.InputQuantizer?.CarryBack(activation, result);
        for (var i = 0; i < result.Values.Length; i++)
            result.Values[i] = activation.Values[i] > 0f ? result.Values[i] : 0f;
        return result;
    }
}
