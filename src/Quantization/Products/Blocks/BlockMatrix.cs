using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>Products of rows of floats with packed matrices of 4-bit blocks. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockMatrix
{
    /// <summary>The product of rows of values, quantized on the way, with a packed matrix of blocks.</summary>
    /// <typeparam name="TTile">The generated tiles.</typeparam>
    /// <param name="activations">The values, [rows × inputs].</param>
    /// <param name="weights">The matrix.</param>
    /// <param name="destination">Receives the sums, [rows × outputs].</param>
    /// <param name="bias">What is added to the sums of each output; empty for nothing.</param>
    /// <param name="relu">Whether what is not above 0 then becomes 0.</param>
    /// <param name="degreeOfParallelism">The most threads that take part.</param>
    public static void Multiply<TTile>(
        ReadOnlySpan<float> activations, PackedMatrix weights, Span<float> destination, ReadOnlySpan<float> bias, bool relu, int degreeOfParallelism)
        where TTile : IBlockMatrixTile
    {
        QuantizerGuard.RequireBlockLayout(weights, TTile.Zero);
        int rows = QuantizerGuard.RequireRows(activations, destination, weights.Outputs, weights.Inputs, bias);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        if (rows == 0) return;
        BlockMatrixProduct<TTile>.Run(activations, weights.Bytes, destination, weights.Outputs, weights.Inputs, bias, relu, .., ..);
    }
}
