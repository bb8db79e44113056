namespace Quantization;

/// <summary>How a value is divided by the scale. The two differ in rare ties.</summary>
public enum ScaleOperation
{
    /// <summary>The exact quotient <c>x / s</c>, rounded once to float (as ONNX does).</summary>
    Divide,

    /// <summary>The product <c>x · (1 / s)</c> with the reciprocal rounded to float first (as PyTorch does).</summary>
    MultiplyByReciprocal,
}
