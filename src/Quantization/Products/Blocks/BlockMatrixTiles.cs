using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Tiles of products of 4-bit blocks for processors without vectors. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockMatrixTiles
{
    /// <summary>The sums of a tile, in plain loops.</summary>
    /// <param name="records">The first record of the rows; those of one block side by side.</param>
    /// <param name="panels">The first panel; the others follow it.</param>
    /// <param name="units">The number of blocks of 32 inputs.</param>
    /// <param name="sums">Receives the sums, [rows × 16] or [panels × 16].</param>
    /// <param name="rows">The number of rows; with several panels 1.</param>
    /// <param name="count">The number of panels; with several rows 1.</param>
    public static void Run(ref byte records, ref byte panels, nuint units, ref float sums, int rows, int count)
    {
        for (int at = 0; at < rows * count * BlockPanels.Outputs; at++)
        {
            int row = at / BlockPanels.Outputs % rows, panel = at / BlockPanels.Outputs / rows;
            ref byte record = ref Unsafe.Add(ref records, row * ActivationBlocks.RecordBytes);
            ref byte unit = ref Unsafe.Add(ref panels, (nuint)panel * units * BlockPanels.UnitBytes);
            float sum = 0f;
            for (nuint u = 0; u < units; u++)
            {
                sum += Term(ref record, ref unit, at % BlockPanels.Outputs);
                record = ref Unsafe.Add(ref record, rows * ActivationBlocks.RecordBytes);
                unit = ref Unsafe.Add(ref unit, BlockPanels.UnitBytes);
            }

            Unsafe.Add(ref sums, at) = sum;
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

        products -= Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref record, ActivationBlocks.SumOffset));
        float scale = Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref unit, output * sizeof(float)));
        return products * (Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref record, ActivationBlocks.ScaleOffset)) * scale);
    }
}
