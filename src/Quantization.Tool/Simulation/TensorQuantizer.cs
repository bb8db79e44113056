using System.Runtime.CompilerServices;
using Quantization.Models;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Simulation;

/// <summary>
/// What quantization with fixed ranges does to a matrix of a network, in floats: in a forward pass each value becomes the one that its code stands for, and in a
/// backward pass gradients go straight through.
/// </summary>
/// <param name="kernels">The quantizer.</param>
/// <param name="parameters">One for all values, or one for each row of the matrix.</param>
internal sealed class TensorQuantizer(ScaleKernels kernels, ScaleParameters[] parameters) : IMatrixQuantizer
{
    /// <summary>The scales, one for all values or one for each row.</summary>
    public IReadOnlyList<ScaleParameters> Parameters => parameters;

    public long ParameterBytes => parameters.Length * (long)Unsafe.SizeOf<ScaleParameters>();

    /// <inheritdoc/>
    public Matrix Quantize(Matrix values)
    {
        var quantized = new Matrix(values.Rows, values.Columns);
        foreach (var (slice, each) in Slices(values))
            kernels.FakeQuantize(values.Values.AsSpan(slice), quantized.Values.AsSpan(slice), each);
        return quantized;
    }

    /// <inheritdoc/>
    public void CarryBack(Matrix values, Matrix gradient)
    {
        foreach (var (slice, each) in Slices(values))
        {
            var carried = gradient.Values.AsSpan(slice);
            kernels.Generic.FakeQuantizeGradient(values.Values.AsSpan(slice), carried, carried, each);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ModelTensor> Describe(string name) => [new ModelTensor(name + "_scale", [parameters.Length], [.. parameters.Select(static each => each.Scale)])];

    private IEnumerable<(Range Slice, ScaleParameters Parameters)> Slices(Matrix values)
    {
        if (parameters.Length != 1 && parameters.Length != values.Rows)
            throw new ArgumentException($"{parameters.Length} parameters are neither one for all values nor one for each of {values.Rows} rows.", nameof(values));
        var length = values.Values.Length / parameters.Length;
        for (var i = 0; i < parameters.Length; i++)
            yield return (new Range(i * length, (i + 1) * length), parameters[i]);
    }
}
