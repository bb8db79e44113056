using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>The loops around the tiles of products of 4-bit blocks with rows that are quantized on the way.</summary>
/// <typeparam name="TTile">The generated tiles.</typeparam>
internal static class BlockMatrixProduct<TTile>
    where TTile : IBlockMatrixTile
{
    // So many bytes of quantized rows stay in the second-level cache beside a panel.
    private const int ChunkBytes = 1 << 18;

    private const int MostTileRows = 16, MostTilePanels = 16;

    /// <summary>The sums of some rows and panels; every sum is the same whichever others are computed with it.</summary>
    internal static void Run(
        ReadOnlySpan<float> activations, ReadOnlySpan<byte> panels, Span<float> destination, int outputs, int inputs, ReadOnlySpan<float> bias, bool relu,
        Range rowRange, Range panelRange)
    {
        (int firstRow, int rows) = rowRange.GetOffsetAndLength(activations.Length / inputs);
        int rowBytes = inputs / ActivationBlocks.Size * ActivationBlocks.RecordBytes;
        int most = Math.Max(TTile.Rows, ChunkBytes / rowBytes / TTile.Rows * TTile.Rows);
        byte[] records = ArrayPool<byte>.Shared.Rent(Math.Min(rows, most) * rowBytes);
        for (int end = firstRow + rows; firstRow < end; firstRow += most)
        {
            int count = Math.Min(most, end - firstRow);
            Quantize(activations.Slice(firstRow * inputs, count * inputs), ref MemoryMarshal.GetArrayDataReference(records), count, inputs);
            Multiply(
                ref MemoryMarshal.GetArrayDataReference(records), panels, destination.Slice(firstRow * outputs, count * outputs), count, outputs, inputs, bias, relu, panelRange);
        }

        ArrayPool<byte>.Shared.Return(records);
    }

    // Tile after tile, so that each has its records side by side.
    private static void Quantize(ReadOnlySpan<float> activations, ref byte records, int rows, int inputs)
    {
        for (int tile; rows > 0; rows -= tile)
        {
            tile = TTile.Fit(rows);
            nuint distance = (nuint)(tile * ActivationBlocks.RecordBytes);
            for (int row = 0; row < tile; row++, activations = activations[inputs..])
            {
                ActivationBlocks.Quantize(activations[..inputs], ref Unsafe.Add(ref records, row * ActivationBlocks.RecordBytes), distance, TTile.Zero);
            }

            records = ref Unsafe.Add(ref records, distance * (nuint)(inputs / ActivationBlocks.Size));
        }
    }

    private static void Multiply(
        ref byte records, ReadOnlySpan<byte> panels, Span<float> destination, int rows, int outputs, int inputs, ReadOnlySpan<float> bias, bool relu, Range panelRange)
    {
        int units = inputs / ActivationBlocks.Size, panelBytes = units * BlockPanels.UnitBytes, rowBytes = units * ActivationBlocks.RecordBytes;
        (int first, int length) = panelRange.GetOffsetAndLength(panels.Length / panelBytes);
        Span<float> sums = stackalloc float[Math.Max(MostTileRows, MostTilePanels) * BlockPanels.Outputs];
        for (int panel = first, group; panel < first + length; panel += group)
        {
            // Only tiles of one row take several panels: they come last, and are at most as many as the next tile has rows, less one.
            group = Math.Min(TTile.Panels, first + length - panel);
            int alone = 0;
            for (int p = panel; p < panel + group; p++)
            {
                for (int row = 0, tile; row < rows; row += tile)
                {
                    tile = TTile.Fit(rows - row);
                    if (tile == 1)
                    {
                        alone = rows - row;
                        break;
                    }

                    TTile.Run(ref Unsafe.Add(ref records, row * rowBytes), ref Panel(panels, p, panelBytes), (nuint)units, ref sums[0], tile, 1);
                    for (int r = 0; r < tile; r++) Emit(sums.Slice(r * BlockPanels.Outputs, BlockPanels.Outputs), destination.Slice((row + r) * outputs, outputs), p, bias, relu);
                }
            }

            for (int row = rows - alone; row < rows; row++)
            {
                TTile.Run(ref Unsafe.Add(ref records, row * rowBytes), ref Panel(panels, panel, panelBytes), (nuint)units, ref sums[0], 1, group);
                Emit(sums[..(group * BlockPanels.Outputs)], destination.Slice(row * outputs, outputs), panel, bias, relu);
            }
        }
    }

    private static ref byte Panel(ReadOnlySpan<byte> panels, int panel, int panelBytes) => ref Unsafe.Add(ref MemoryMarshal.GetReference(panels), (nint)panel * panelBytes);

    // The sums of the outputs of a panel on; of the last panel only those that there are.
    private static void Emit(ReadOnlySpan<float> sums, Span<float> row, int panel, ReadOnlySpan<float> bias, bool relu)
    {
        int first = panel * BlockPanels.Outputs, count = Math.Min(sums.Length, row.Length - first);
        Span<float> target = row.Slice(first, count);
        sums[..count].CopyTo(target);
        if (!bias.IsEmpty) for (int i = 0; i < target.Length; i++) target[i] += bias[first + i];
        if (relu) for (int i = 0; i < target.Length; i++) target[i] = target[i] > 0f ? target[i] : 0f;
    }
}
