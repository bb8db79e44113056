using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Tool.Classifier;

/// <summary>
/// The matrix product of forward and backward passes. Each element of the result is one sum in ascending order of the inner index, every
/// product and every sum rounded to float, nothing fused: the same bits on every processor, and what the plain triple loop gives.
/// </summary>
internal static class MatrixProduct
{
    // A tile of the result stays in registers: TileRows × TileColumns / 8 accumulators of 256 bits.
    private const int TileRows = 4;
    private const int TileColumns = 16;

    /// <summary>Replaces <paramref name="result"/> by <paramref name="left"/> · <paramref name="right"/>.</summary>
    public static void Multiply(MatrixView left, MatrixView right, Matrix result)
    {
        if (left.Columns != right.Rows || result.Rows != left.Rows || result.Columns != right.Columns)
            throw new ArgumentException($"({left.Rows} × {left.Columns}) · ({right.Rows} × {right.Columns}) does not give ({result.Rows} × {result.Columns}).", nameof(result));

        var depth = left.Columns;
        var rowTiles = (left.Rows + TileRows - 1) / TileRows;
        var leftPack = ArrayPool<float>.Shared.Rent(rowTiles * TileRows * depth);
        var rightPack = ArrayPool<float>.Shared.Rent(TileColumns * depth);
        Span<float> tile = stackalloc float[TileRows * TileColumns];

        for (var i = 0; i < rowTiles; i++)
            PackRows(left, i * TileRows, leftPack.AsSpan(i * TileRows * depth, TileRows * depth));
        for (var column = 0; column < right.Columns; column += TileColumns)
        {
            PackColumns(right, column, rightPack.AsSpan(0, TileColumns * depth));
            var width = Math.Min(TileColumns, right.Columns - column);
            for (var i = 0; i < rowTiles; i++)
            {
                MultiplyTile(leftPack.AsSpan(i * TileRows * depth, TileRows * depth), rightPack.AsSpan(0, TileColumns * depth), tile);
                for (var r = 0; r < TileRows && i * TileRows + r < result.Rows; r++)
                    tile.Slice(r * TileColumns, width).CopyTo(result.Row(i * TileRows + r).Slice(column, width));
            }
        }

        ArrayPool<float>.Shared.Return(leftPack);
        ArrayPool<float>.Shared.Return(rightPack);
    }

    /// <summary>Interleaves a tile's rows: element k of each row, then element k + 1; rows beyond the matrix are zero and their sums unused.</summary>
    private static void PackRows(MatrixView source, int firstRow, Span<float> destination)
    {
        for (var r = 0; r < TileRows; r++)
        {
            var row = firstRow + r;
            for (var k = 0; k < source.Columns; k++)
                destination[k * TileRows + r] = row < source.Rows ? source.Values[row * source.RowStride + k * source.ColumnStride] : 0f;
        }
    }

    /// <summary>Lays a tile's columns out row by row; columns beyond the matrix are zero and their sums unused.</summary>
    private static void PackColumns(MatrixView source, int firstColumn, Span<float> destination)
    {
        var width = Math.Min(TileColumns, source.Columns - firstColumn);
        for (var k = 0; k < source.Rows; k++)
        {
            var packed = destination.Slice(k * TileColumns, TileColumns);
            var start = k * source.RowStride + firstColumn * source.ColumnStride;
            if (source.ColumnStride == 1)
            {
                source.Values.AsSpan(start, width).CopyTo(packed);
            }
            else
            {
                for (var c = 0; c < width; c++)
                    packed[c] = source.Values[start + c * source.ColumnStride];
            }

            packed[width..].Clear();
        }
    }

    private static void MultiplyTile(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> tile)
    {
        // Without vectors in hardware their emulation is many times slower than plain code.
        if (!Vector128.IsHardwareAccelerated)
        {
            MultiplyTileByElement(left, right, tile);
            return;
        }

        Vector256<float> sum00 = default, sum01 = default, sum10 = default, sum11 = default;
        Vector256<float> sum20 = default, sum21 = default, sum30 = default, sum31 = default;
        ref var leftStart = ref MemoryMarshal.GetReference(left);
        ref var rightStart = ref MemoryMarshal.GetReference(right);
        var depth = left.Length / TileRows;
        for (nuint k = 0; k < (nuint)depth; k++)
        {
            var right0 = Vector256.LoadUnsafe(ref rightStart, k * TileColumns);
            var right1 = Vector256.LoadUnsafe(ref rightStart, k * TileColumns + 8);
            ref var lefts = ref Unsafe.Add(ref leftStart, k * TileRows);
            var left0 = Vector256.Create(lefts);
            sum00 += left0 * right0;
            sum01 += left0 * right1;
            var left1 = Vector256.Create(Unsafe.Add(ref lefts, 1));
            sum10 += left1 * right0;
            sum11 += left1 * right1;
            var left2 = Vector256.Create(Unsafe.Add(ref lefts, 2));
            sum20 += left2 * right0;
            sum21 += left2 * right1;
            var left3 = Vector256.Create(Unsafe.Add(ref lefts, 3));
            sum30 += left3 * right0;
            sum31 += left3 * right1;
        }

        sum00.CopyTo(tile);
        sum01.CopyTo(tile[8..]);
        sum10.CopyTo(tile[16..]);
        sum11.CopyTo(tile[24..]);
        sum20.CopyTo(tile[32..]);
        sum21.CopyTo(tile[40..]);
        sum30.CopyTo(tile[48..]);
        sum31.CopyTo(tile[56..]);
    }

    private static void MultiplyTileByElement(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> tile)
    {
        tile.Clear();
        for (var k = 0; k < left.Length / TileRows; k++)
        {
            var rights = right.Slice(k * TileColumns, TileColumns);
            for (var r = 0; r < TileRows; r++)
            {
                var factor = left[k * TileRows + r];
                var sums = tile.Slice(r * TileColumns, TileColumns);
                for (var c = 0; c < rights.Length; c++)
                    sums[c] += factor * rights[c];
            }
        }
    }
}
