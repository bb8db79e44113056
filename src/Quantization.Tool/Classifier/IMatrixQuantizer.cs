using Quantization.Models;

namespace Quantization.Tool.Classifier;

/// <summary>What quantization does to a matrix of a network in forward and backward passes.</summary>
internal interface IMatrixQuantizer
{
    /// <summary>A new matrix of the values that codes stand for, or, while a quantizer is being learned, of what is on the way to them.</summary>
    Matrix Quantize(Matrix values);

    /// <summary>Turns the gradient with respect to quantized values into the one with respect to <paramref name="values"/>, in place.</summary>
    void CarryBack(Matrix values, Matrix gradient);

    /// <summary>What a model file says of the quantizer.</summary>
    /// <param name="name">The name of what is quantized, which those of the tensors begin with.</param>
    IEnumerable<ModelTensor> Describe(string name);
}
