using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Products of rows of floats with packed matrices of 4-bit blocks. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockMatrix
{
    /// <summary>The product of rows of values, quantized on the way, with a packed matrix of blocks.</summary>
    /// <typeparam name="TTiles">The generated tiles.</typeparam>
    /// <param name="activations">The values, [rows × inputs].</param>
    /// <param name="weights">The matrix.</param>
    /// <param name="destination">Receives the sums, [rows × outputs].</param>
    /// <param name="bias">What is added to the sums of each output; empty for nothing.</param>
    /// <param name="relu">Whether what is not above 0 then becomes 0.</param>
    /// <param name="degreeOfParallelism">The most threads that take part.</param>
    public static void Multiply<TTiles>(
        ReadOnlySpan<float> activations, PackedMatrix weights, Span<float> destination, ReadOnlySpan<float> bias, bool relu, int degreeOfParallelism)
        where TTiles : IBlockMatrixTiles
    {
        QuantizerGuard.RequireBlockLayout(weights, TTiles.Zero);
        int rows = QuantizerGuard.RequireRows(activations, destination, weights.Outputs, weights.Inputs, bias);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        BlockMatrixDriver<TTiles>.Run(activations, rows, weights, destination, bias, relu, degreeOfParallelism);
    }

    /// <summary>The sums of a tile in plain loops, for processors without vectors.</summary>
    /// <inheritdoc cref="IBlockMatrixTiles.Run"/>
    public static void RunTile(ref byte records, ref byte panels, nuint units, ref float destination, nuint stride, int rows, int count)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int output = 0; output < count * BlockPanels.Outputs; output++)
            {
                ref byte record = ref Unsafe.Add(ref records, row * ActivationBlocks.RecordBytes);
                ref byte unit = ref Unsafe.Add(ref panels, (nuint)(output / BlockPanels.Outputs) * units * BlockPanels.UnitBytes);
                float sum = 0f;
                for (nuint left = units; left > 0; left--)
                {
                    sum += Term(ref record, ref unit, output % BlockPanels.Outputs);
                    record = ref Unsafe.Add(ref record, rows * ActivationBlocks.RecordBytes);
                    unit = ref Unsafe.Add(ref unit, BlockPanels.UnitBytes);
                }

                Unsafe.Add(ref destination, ((nuint)row * stride) + (nuint)output) = sum;
            }
        }
    }

    private static float Term(ref byte record, ref byte unit, int output)
    {
        int products = 0;
        for (int input = 0; input < ActivationBlocks.Size; input++)
        {
            (int at, int shift) = BlockPanels.PlaceOf(output, input);
            products += (Unsafe.Add(ref unit, at) >> shift & 15) * (sbyte)Unsafe.Add(ref record, input);
        }

        products -= Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref record, ActivationBlocks.ExcessOffset));
        float scale = Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref unit, output * sizeof(float)));
        return products * (Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref record, ActivationBlocks.ScaleOffset)) * scale);
    }
}
