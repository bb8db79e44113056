namespace Quantization.Tool.Classifier;

/// <summary>What quantization does to a matrix of a network in forward and backward passes.</summary>
internal interface IMatrixQuantizer
{
    /// <summary>The scales, one for all values or one for each row.</summary>
    IReadOnlyList<ScaleParameters> Parameters { get; }

    /// <summary>A new matrix of the values that codes stand for.</summary>
    Matrix Quantize(Matrix values);

    /// <summary>Turns the gradient with respect to quantized values into the one with respect to <paramref name="values"/>, in place.</summary>
    void CarryBack(Matrix values, Matrix gradient);
}
