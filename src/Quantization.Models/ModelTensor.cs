namespace Quantization.Models;

/// <summary>A named tensor of float32 values in row-major order.</summary>
public sealed class ModelTensor
{
    private readonly int[] _shape;

    /// <summary>Names <paramref name="values"/> and gives them a shape.</summary>
    /// <param name="name">The name within the model, for example <c>fc1.weight</c>.</param>
    /// <param name="shape">The length of each dimension, outermost first; empty for a scalar.</param>
    /// <param name="values">The elements, kept without a copy; as many as the shape says.</param>
    /// <exception cref="ArgumentException">The name is empty, a dimension is negative, or the shape holds another number of elements.</exception>
    public ModelTensor(string name, ReadOnlySpan<int> shape, float[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        long elements = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
                throw new ArgumentException($"Tensor '{name}' has a negative dimension ({dimension}).", nameof(shape));
            // Never more than the largest array, so that the product cannot overflow.
            elements = Math.Min(elements * dimension, int.MaxValue);
        }

        if (elements != values.Length)
            throw new ArgumentException($"Tensor '{name}' has the shape [{string.Join(", ", shape.ToArray())}] but {values.Length} values.", nameof(values));

        Name = name;
        _shape = shape.ToArray();
        Values = values;
    }

    /// <summary>The name within the model.</summary>
    public string Name { get; }

    /// <summary>The length of each dimension, outermost first.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The elements in row-major order: the last dimension varies fastest.</summary>
    public float[] Values { get; }
}
