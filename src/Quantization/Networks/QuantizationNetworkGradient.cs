namespace Quantization;

/// <summary>
/// Sums of the gradients with respect to the parameters of a <see cref="QuantizationNetwork"/>. Every
/// <see cref="QuantizationNetwork.Backward(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, QuantizationNetworkGradient)"/> adds to them, so that a network that
/// serves several tensors, or a batch in pieces, has one gradient.
/// </summary>
public sealed class QuantizationNetworkGradient
{
    private readonly double[] biases;

    /// <summary>Makes sums that are 0.</summary>
    /// <param name="biases">How many biases have a gradient: as many as the network has, or 0 where they are not learned, which takes less time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public QuantizationNetworkGradient(int biases = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(biases);
        this.biases = new double[biases];
    }

    /// <summary>The gradient with respect to α.</summary>
    public double Alpha { get; set; }

    /// <summary>The gradient with respect to β.</summary>
    public double Beta { get; set; }

    /// <summary>The gradients with respect to the biases; none where they are not learned.</summary>
    public Span<double> Biases => biases;

    /// <summary>Makes all sums 0.</summary>
    public void Clear()
    {
        Alpha = 0;
        Beta = 0;
        biases.AsSpan().Clear();
    }
}
