using System.Diagnostics.CodeAnalysis;

namespace Quantization.Runtime;

/// <content>Checks of products of rows of floats with matrices of blocks.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires the blocks of a matrix of weights.</summary>
    /// <param name="blocks">The blocks, those of an output side by side.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of outputs or inputs is less than 1.</exception>
    /// <exception cref="ArgumentException">The inputs are not whole blocks, or there are not as many bytes as their blocks have.</exception>
    internal static void RequireMatrixOfBlocks(ReadOnlySpan<byte> blocks, int outputs, int inputs, int size, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        if (inputs % size != 0) ThrowNotBlocks(inputs, size, nameof(inputs));
        long all = (long)(inputs / size) * bytes * outputs;
        if (blocks.Length != all)
        {
            throw new ArgumentException(Invariant($"A matrix of {outputs} outputs and {inputs} inputs has {all} bytes of blocks; there are {blocks.Length}."), nameof(blocks));
        }
    }

    /// <summary>Requires rows of activations, a destination for their sums, apart from them in memory, and a bias of each output or none.</summary>
    /// <param name="activations">The rows.</param>
    /// <param name="destination">Where the sums will be written.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs: the length of a row.</param>
    /// <param name="bias">A number for each output, or nothing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">
    /// The activations are not whole rows, the destination is too short or overlaps another span, or there are not as many biases as outputs.
    /// </exception>
    internal static int RequireRows(ReadOnlySpan<float> activations, Span<float> destination, int outputs, int inputs, ReadOnlySpan<float> bias)
    {
        int rows = activations.Length / inputs;
        if (rows * inputs != activations.Length) ThrowNotRows(activations.Length, inputs);
        long all = (long)rows * outputs;
        if (destination.Length < all) throw new ArgumentException(Invariant($"The destination holds {destination.Length} elements, fewer than the {all} of {rows} rows of {outputs} outputs."), nameof(destination));
        if (!bias.IsEmpty && bias.Length != outputs) throw new ArgumentException(Invariant($"There are {bias.Length} biases for {outputs} outputs."), nameof(bias));
        if (activations.Overlaps(destination[..(int)all]) || bias.Overlaps(destination[..(int)all])) ThrowOverlap();
        return rows;
    }

    /// <summary>Requires weights that were packed by a format whose fields are the same.</summary>
    /// <param name="weights">The packed weights.</param>
    /// <param name="zero">How far fields lie above their codes.</param>
    /// <exception cref="ArgumentNullException">There are none.</exception>
    /// <exception cref="ArgumentException">They have another layout.</exception>
    internal static void RequireBlockLayout(PackedMatrix weights, int zero)
    {
        ArgumentNullException.ThrowIfNull(weights);
        PackedMatrixLayout layout = BlockPanels.LayoutOf(zero);
        if (weights.Layout != layout) throw new ArgumentException(Invariant($"The matrix has the layout {weights.Layout}; this format multiplies matrices of the layout {layout}."), nameof(weights));
    }

    [DoesNotReturn]
    private static void ThrowNotRows(int length, int inputs) =>
        throw new ArgumentException(Invariant($"{length} activations are not whole rows of {inputs} inputs."), "activations");
}
