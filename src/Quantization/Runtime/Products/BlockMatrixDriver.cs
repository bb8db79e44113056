using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>
/// The loops around the tiles of products of 4-bit blocks: rows are quantized, as many as stay in the second-level cache; for each group of panels, all tiles of those rows.
/// </summary>
/// <remarks>Threads share the panels. A sum is the same whichever others are computed with it, so that any number of threads gives the same bits.</remarks>
/// <typeparam name="TTiles">The generated tiles.</typeparam>
internal static unsafe class BlockMatrixDriver<TTiles>
    where TTiles : IBlockMatrixTiles
{
    // Half of a common second-level cache: panels and results pass through it, too.
    private const int ChunkBytes = 256 << 10;

    // The rows of the largest tile of any processor, and the panels.
    private const int MostRows = 12, MostPanels = 4;

    private const int Outputs = BlockPanels.Outputs;

    /// <summary>Runs it; the caller has checked everything.</summary>
    internal static void Run(
        ReadOnlySpan<float> activations, int rows, PackedMatrix weights, Span<float> destination, ReadOnlySpan<float> bias, bool relu, int degreeOfParallelism)
    {
        if (rows == 0) return;
        int units = weights.Inputs / ActivationBlocks.Size, rowBytes = units * ActivationBlocks.RecordBytes, panels = BlockPanels.PanelsOf(weights.Outputs);
        // At least a tile, unless so much is more than an array has.
        int most = Math.Max(ChunkBytes / rowBytes / TTiles.Rows * TTiles.Rows, Math.Min(TTiles.Rows, Array.MaxLength / rowBytes));
        byte[] scratch = ArrayPool<byte>.Shared.Rent(Math.Min(rows, most) * rowBytes);
        fixed (byte* records = scratch)
        fixed (float* addends = bias)
        fixed (float* to = destination)
        {
            Chunk chunk = new()
            {
                Records = records,
                Panels = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(weights.Bytes)),
                Bias = addends,
                Units = (nuint)units,
                Outputs = weights.Outputs,
                Relu = relu,
            };
            int parts = Math.Min(degreeOfParallelism, panels);
            for (int first = 0; first < rows; first += most)
            {
                chunk.Rows = Math.Min(most, rows - first);
                chunk.Destination = to + ((nint)first * weights.Outputs);
                Quantize(activations.Slice(first * weights.Inputs, chunk.Rows * weights.Inputs), chunk.Rows, weights.Inputs, records);
                if (parts <= 1) Multiply(chunk, 0, panels);
                else MultiplyInParts(chunk, panels, parts);
            }
        }

        // Memory that is pinned is collected all the same.
        GC.KeepAlive(weights);
        ArrayPool<byte>.Shared.Return(scratch);
    }

    // Apart, because what threads share is on the heap.
    private static void MultiplyInParts(Chunk chunk, int panels, int parts) => PanelParts.Run(panels, parts, (first, end) => Multiply(chunk, first, end));

    // Tile after tile, so that each has its records side by side.
    private static void Quantize(ReadOnlySpan<float> activations, int rows, int inputs, byte* records)
    {
        for (int tile; rows > 0; rows -= tile)
        {
            tile = TTiles.Fit(rows);
            nint distance = tile * ActivationBlocks.RecordBytes;
            for (int row = 0; row < tile; row++, activations = activations[inputs..])
            {
                ActivationBlocks.Quantize(activations[..inputs], ref records[row * ActivationBlocks.RecordBytes], (nuint)distance, TTiles.Zero);
            }

            records += distance * (inputs / ActivationBlocks.Size);
        }
    }

    private static void Multiply(in Chunk chunk, int firstPanel, int endPanel)
    {
        float* sums = stackalloc float[Math.Max(MostRows, MostPanels) * Outputs];
        for (int panel = firstPanel, group; panel < endPanel; panel += group)
        {
            // Only tiles of one row take several panels, and they come last.
            group = Math.Min(TTiles.Panels, endPanel - panel);
            int together = 0;
            for (int tile; together < chunk.Rows && (tile = TTiles.Fit(chunk.Rows - together)) > 1; together += tile)
            {
                for (int p = panel; p < panel + group; p++) Multiply(chunk, together, tile, p, 1, sums);
            }

            for (int row = together; row < chunk.Rows; row++) Multiply(chunk, row, 1, panel, group, sums);
        }
    }

    // A tile, whose sums go where they belong, but by way of memory of our own where the last panel has more outputs than there are.
    private static void Multiply(in Chunk chunk, int row, int rows, int panel, int panels, float* sums)
    {
        int output = panel * Outputs, count = Math.Min(panels * Outputs, chunk.Outputs - output);
        float* to = chunk.Destination + ((nint)row * chunk.Outputs) + output;
        bool whole = count == panels * Outputs;
        TTiles.Run(
            ref chunk.Records[row * (nint)chunk.Units * ActivationBlocks.RecordBytes],
            ref chunk.Panels[panel * (nint)chunk.Units * BlockPanels.UnitBytes],
            chunk.Units,
            ref whole ? ref *to : ref *sums,
            whole ? (nuint)chunk.Outputs : Outputs,
            rows,
            panels);
        for (int r = 0; r < rows && (!whole || chunk.Bias != null || chunk.Relu); r++, to += chunk.Outputs)
        {
            if (!whole) new ReadOnlySpan<float>(sums + (r * Outputs), count).CopyTo(new Span<float>(to, count));
            Finish(to, count, chunk.Bias == null ? null : chunk.Bias + output, chunk.Relu);
        }
    }

    private static void Finish(float* sums, int count, float* bias, bool relu)
    {
        int i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            Vector128<float> x = Vector128.Load(sums + i);
            if (bias != null) x += Vector128.Load(bias + i);
            if (relu) x &= Vector128.GreaterThan(x, Vector128<float>.Zero);
            x.Store(sums + i);
        }

        for (; i < count; i++)
        {
            float x = sums[i];
            if (bias != null) x += bias[i];
            sums[i] = relu && !(x > 0f) ? 0f : x;
        }
    }

    /// <summary>Some rows, and all that is the same for every tile of them.</summary>
    private struct Chunk
    {
        internal byte* Records;
        internal byte* Panels;
        internal float* Bias;
        internal float* Destination;
        internal nuint Units;
        internal int Rows, Outputs;
        internal bool Relu;
    }
}
