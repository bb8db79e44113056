using Quantization.Tool.Classifier;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(4, 16, 16)]
    [InlineData(5, 33, 17)]
    [InlineData(129, 7, 10)]
    [InlineData(8, 0, 8)]
    public void A_product_is_the_plain_triple_loop_bit_for_bit(int rows, int depth, int columns)
    {
        var random = new Random(rows * 1000 + depth);
        var left = RandomMatrix(random, rows, depth);
        var right = RandomMatrix(random, depth, columns);
        var expected = Plain(left, right);

        var result = new Matrix(rows, columns);
        MatrixProduct.Multiply(left.View, right.View, result);
        AssertSameBits(expected, result);

        MatrixProduct.Multiply(Transpose(left).Transposed, right.View, result);
        AssertSameBits(expected, result);

        MatrixProduct.Multiply(left.View, Transpose(right).Transposed, result);
        AssertSameBits(expected, result);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("result", () => MatrixProduct.Multiply(new Matrix(2, 3).View, new Matrix(2, 3).View, new Matrix(2, 3)));
        Assert.Throws<ArgumentException>("result", () => MatrixProduct.Multiply(new Matrix(2, 3).View, new Matrix(3, 4).View, new Matrix(4, 2)));
    }

    private static Matrix Plain(Matrix left, Matrix right)
    {
        var result = new Matrix(left.Rows, right.Columns);
        for (var r = 0; r < left.Rows; r++)
        {
            for (var c = 0; c < right.Columns; c++)
            {
                var sum = 0f;
                for (var k = 0; k < left.Columns; k++)
                    sum += left.Row(r)[k] * right.Row(k)[c];
                result.Row(r)[c] = sum;
            }
        }

        return result;
    }

    private static Matrix Transpose(Matrix matrix)
    {
        var result = new Matrix(matrix.Columns, matrix.Rows);
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var c = 0; c < matrix.Columns; c++)
                result.Row(c)[r] = matrix.Row(r)[c];
        }

        return result;
    }

    private static Matrix RandomMatrix(Random random, int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        foreach (ref var value in matrix.Values.AsSpan())
            value = random.NextSingle() * 2 - 1;
        return matrix;
    }

    private static void AssertSameBits(Matrix expected, Matrix actual) =>
        Assert.Equal(expected.Values.Select(BitConverter.SingleToUInt32Bits), actual.Values.Select(BitConverter.SingleToUInt32Bits));
}
