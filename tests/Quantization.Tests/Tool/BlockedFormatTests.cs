using Quantization.Tool.Classifier;
using Quantization.Tool.Demo;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class BlockedFormatTests
{
    // Two blocks of 32 for each row of 40: a row's noise is its own, however large its neighbour is.
    [Fact]
    public void Each_row_has_blocks_of_its_own_with_zeros_to_their_end()
    {
        Matrix weights = Ramp(rows: 2, columns: 40);
        foreach (ref float value in weights.Row(1))
            value *= 1000f;
        StoredWeights stored = new BlockedFormat<Q8Blocks>("q8_0", 8).Store(weights);
        Assert.Equal(2 * 2 * 34, stored.Bytes);
        Assert.Equal("40→64", stored.Remark);

        Matrix restored = stored.Restore();
        Assert.Equal((2, 40), (restored.Rows, restored.Columns));
        for (var row = 0; row < 2; row++)
        {
            var (kept, values) = (restored.Row(row).ToArray(), weights.Row(row).ToArray());
            for (var first = 0; first < 40; first += 32)
            {
                var last = Math.Min(first + 32, 40);
                var greatest = values[first..last].Max(Math.Abs);
                // Half a step of max|x| / 127, and the rounding of the scale to a half.
                for (var i = first; i < last; i++)
                    Assert.InRange(Math.Abs(kept[i] - values[i]), 0, greatest * ((0.5 / 127) + Math.Pow(2, -11)));
            }
        }
    }

    [Fact]
    public void Rows_of_whole_blocks_are_not_padded()
    {
        StoredWeights stored = new BlockedFormat<Q4Blocks>("q4_0", 4).Store(Ramp(rows: 3, columns: 64));
        Assert.Equal(3 * 2 * 18, stored.Bytes);
        Assert.Null(stored.Remark);
    }

    [Fact]
    public void Rows_shorter_than_a_super_block_are_stored_in_the_other_format()
    {
        var format = new SuperBlockedFormat<Q4SuperBlocks>("q4_K", 4, shorter: new BlockedFormat<Q4Blocks>("q4_0", 4));
        Matrix weights = Ramp(rows: 3, columns: 128);
        StoredWeights stored = format.Store(weights);
        Assert.Equal(3 * 4 * 18, stored.Bytes);
        Assert.Equal("128 in q4_0", stored.Remark);
        Assert.Equal(new BlockedFormat<Q4Blocks>("q4_0", 4).Store(weights).Restore().Values, stored.Restore().Values);

        stored = format.Store(Ramp(rows: 3, columns: 300));
        Assert.Equal(3 * 2 * 144, stored.Bytes);
        Assert.Equal("300→512", stored.Remark);
    }

    private static Matrix Ramp(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < matrix.Values.Length; i++)
            matrix.Values[i] = (i % 37) - 18.25f;
        return matrix;
    }
}
