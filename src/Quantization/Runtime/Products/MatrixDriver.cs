using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>Runs a matrix product: blocks of rows, whose activations stay in the second-level cache; for each of them the panels; for each panel the tiles of the block.</summary>
/// <remarks>Threads share the panels. Whoever computes a result computes it from the same integers, so that any number of threads gives the same bits.</remarks>
/// <typeparam name="TTiles">The kernels.</typeparam>
/// <typeparam name="TCode">The type of an activation.</typeparam>
/// <typeparam name="TResult">The type of a result.</typeparam>
/// <typeparam name="TEpilogue">What becomes of sums.</typeparam>
internal static unsafe class MatrixDriver<TTiles, TCode, TResult, TEpilogue>
    where TTiles : struct, IMatrixTiles
    where TCode : unmanaged
    where TResult : unmanaged
    where TEpilogue : struct, IMatrixEpilogue<TEpilogue, TResult>
{
    private const int Line = 64;
    private const int PanelOutputs = SignedBytePanels.Outputs;

    // Half of a common second-level cache: panels and results pass through it, too.
    private const int BlockBytes = 256 << 10;

    // The rows of the largest tile of any processor.
    private const int MostRows = 16;

    /// <summary>Runs it; the caller has checked everything.</summary>
    internal static void Run(ReadOnlySpan<TCode> activations, int rows, PackedMatrix weights, Span<TResult> destination, in MatrixResults results, int degreeOfParallelism)
    {
        if (rows == 0) return;
        MatrixTile tile = TTiles.Tile;
        int groups = SignedBytePanels.GroupsOf(weights.Inputs), panels = SignedBytePanels.PanelsOf(weights.Outputs);
        long rowBytes = (long)groups * SignedBytePanels.Group * tile.ActivationBytes;
        // Blocks of about the same size: a short one would read all the weights for little.
        int tiles = (int)((rows + (tile.Rows - 1L)) / tile.Rows), mostTiles = (int)Math.Max(1, BlockBytes / rowBytes / tile.Rows);
        int blocks = ((tiles - 1) / mostTiles) + 1, blockRows = (((tiles - 1) / blocks) + 1) * tile.Rows;
        long tableBytes = (long)panels * PanelOutputs * MatrixTables.BytesAnOutput, sumBytes = (long)blockRows * sizeof(int);
        byte[] scratch = ArrayPool<byte>.Shared.Rent(checked((int)(Line + tableBytes + (blockRows * rowBytes) + sumBytes)));
        fixed (byte* memory = scratch)
        fixed (TCode* codes = activations)
        fixed (TResult* to = destination)
        {
            byte* aligned = memory + ((nuint)(-(nint)memory) & (Line - 1));
            Block block = new()
            {
                Tile = tile,
                Tables = new MatrixTables(results, weights, tile.Offset, aligned),
                Weights = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(weights.Bytes)),
                Groups = groups,
                Outputs = weights.Outputs,
                Activations = aligned + tableBytes,
                RowSums = (int*)(aligned + tableBytes + (blockRows * rowBytes)),
                RowBytes = (nint)rowBytes,
            };
            int parts = Math.Min(degreeOfParallelism, panels);
            for (long first = 0; first < rows; first += blockRows)
            {
                block.Rows = (int)Math.Min(blockRows, rows - first);
                block.Destination = to + ((nint)first * weights.Outputs);
                Pack(block, codes + ((nint)first * weights.Inputs), weights.Inputs);
                if (parts <= 1) Multiply(block, 0, panels);
                else MultiplyInParts(block, panels, parts);
            }
        }

        // Memory that is pinned is collected all the same.
        GC.KeepAlive(weights);
        ArrayPool<byte>.Shared.Return(scratch);
    }

    // Apart, because what threads share is on the heap.
    private static void MultiplyInParts(Block block, int panels, int parts) => PanelParts.Run(panels, parts, (first, end) => Multiply(block, first, end));

    // The rows that the tile at a row takes. One that is left over is by itself, and goes through the panels in twos.
    private static int TileRows(in MatrixTile tile, int left) => left > tile.FewRows ? tile.Rows : left > 1 ? tile.FewRows : 1;

    private static int RowsOfTiles(in Block block) => block.Rows - ((block.Rows - 1) % block.Tile.Rows == 0 ? 1 : 0);

    private static void Pack(in Block block, TCode* codes, int inputs)
    {
        MatrixTile tile = block.Tile;
        for (int row = 0; row < block.Rows;)
        {
            int rows = TileRows(tile, block.Rows - row);
            byte* to = block.Activations + (row * block.RowBytes);
            for (int r = 0; r < rows && row + r < block.Rows; r++)
            {
                ReadOnlySpan<TCode> from = new(codes + ((nint)(row + r) * inputs), inputs);
                MatrixActivations.Pack(MemoryMarshal.AsBytes(from), tile.Offset, to + (r * SignedBytePanels.Group * tile.ActivationBytes), rows, tile.ActivationBytes);
                if (block.Tables.WeightZeroPoints != null) block.RowSums[row + r] = MatrixActivations.Sum(from, tile.Offset);
            }

            row += rows;
        }
    }

    private static void Multiply(in Block block, int firstPanel, int endPanel)
    {
        int* memory = stackalloc int[(MostRows * PanelOutputs) + PanelOutputs];
        int* sums = (int*)(((nuint)memory + (Line - 1)) & ~(nuint)(Line - 1));
        TResult* results = stackalloc TResult[MostRows * PanelOutputs];
        MatrixTile tile = block.Tile;
        nint panelBytes = (nint)block.Groups * SignedBytePanels.Group * PanelOutputs;
        int rowsOfTiles = RowsOfTiles(block);
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            ref byte weights = ref block.Weights[panel * panelBytes];
            for (int row = 0; row < rowsOfTiles;)
            {
                int rows = TileRows(tile, block.Rows - row);
                ref byte activations = ref block.Activations[row * block.RowBytes];
                if (rows == tile.Rows) TTiles.Multiply(ref activations, ref weights, (nuint)block.Groups, ref *sums);
                else TTiles.MultiplyFew(ref activations, ref weights, (nuint)block.Groups, ref *sums);
                Finish(block, sums, row, Math.Min(rows, rowsOfTiles - row), panel, results);
                row += rows;
            }
        }

        if (rowsOfTiles == block.Rows) return;
        for (int panel = firstPanel; panel < endPanel; panel += 2)
        {
            nint next = panel + 1 < endPanel ? panelBytes : 0;
            TTiles.MultiplyOne(ref block.Activations[rowsOfTiles * block.RowBytes], ref block.Weights[panel * panelBytes], (nuint)next, (nuint)block.Groups, ref *sums);
            Finish(block, sums, rowsOfTiles, 1, panel, results);
            if (next != 0) Finish(block, sums + PanelOutputs, rowsOfTiles, 1, panel + 1, results);
        }
    }

    // Sums of some rows and a panel to results.
    private static void Finish(in Block block, int* sums, int row, int rows, int panel, TResult* results)
    {
        int output = panel * PanelOutputs, left = block.Outputs - output;
        TResult* to = block.Destination + ((nint)row * block.Outputs) + output;
        int* rowSums = block.RowSums + row;
        if (left >= PanelOutputs)
        {
            Write(block.Tables, sums, rowSums, rows, output, to, block.Outputs);
            return;
        }

        Write(block.Tables, sums, rowSums, rows, output, results, PanelOutputs);
        for (int r = 0; r < rows; r++, to += block.Outputs) new ReadOnlySpan<TResult>(results + (r * PanelOutputs), left).CopyTo(new Span<TResult>(to, left));
    }

    // What is the same for all rows of some outputs is read once.
    private static void Write(in MatrixTables tables, int* sums, int* rowSums, int rows, int output, TResult* results, nint stride)
    {
        for (int n = 0; n < PanelOutputs; n += Vector256<int>.Count)
        {
            TEpilogue epilogue = TEpilogue.Of(tables, output + n);
            Vector256<int> corrections = Vector256.Load(tables.Corrections + output + n);
            int* from = sums + n;
            TResult* to = results + n;
            if (tables.WeightZeroPoints == null)
            {
                for (int r = 0; r < rows; r++, from += PanelOutputs, to += stride) epilogue.Write(Vector256.Load(from) + corrections, tables, to);
                continue;
            }

            Vector256<int> zeroPoints = Vector256.Load(tables.WeightZeroPoints + output + n);
            for (int r = 0; r < rows; r++, from += PanelOutputs, to += stride) epilogue.Write(Vector256.Load(from) + corrections - (zeroPoints * rowSums[r]), tables, to);
        }
    }

    /// <summary>A block of rows, and all that is the same for each.</summary>
    private struct Block
    {
        internal MatrixTile Tile;
        internal MatrixTables Tables;
        internal byte* Weights;
        internal byte* Activations;
        internal int* RowSums;
        internal TResult* Destination;
        internal nint RowBytes;
        internal int Rows, Groups, Outputs;
    }
}
