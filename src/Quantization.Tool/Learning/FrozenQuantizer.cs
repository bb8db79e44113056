using Quantization.Models;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Learning;

/// <summary>A learned quantizer as it is run: the steps that it hardened into.</summary>
internal sealed class FrozenQuantizer(StepFunction steps) : IMatrixQuantizer
{
    public StepFunction Steps => steps;

    /// <inheritdoc/>
    public Matrix Quantize(Matrix values)
    {
        var quantized = new Matrix(values.Rows, values.Columns);
        for (var i = 0; i < values.Values.Length; i++)
            quantized.Values[i] = steps.ValueOf(steps.CodeOf(values.Values[i]));
        return quantized;
    }

    /// <summary>Leaves nothing: steps are flat, which is why they are learned while they are soft.</summary>
    public void CarryBack(Matrix values, Matrix gradient) => gradient.Values.AsSpan().Clear();

    /// <inheritdoc/>
    public IEnumerable<ModelTensor> Describe(string name) =>
    [
        new ModelTensor(name + "_thresholds", [steps.Thresholds.Length], steps.Thresholds.ToArray()),
        new ModelTensor(name + "_levels", [steps.Levels.Length], steps.Levels.ToArray()),
    ];
}
