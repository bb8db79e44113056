using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>
/// Sums over two spans of codes a and b, exact, and what follows from them of the values that the codes stand for: in double, in the order that is written,
/// rounded once to float. Called by generated code.
/// </summary>
/// <param name="products">Σ a·b.</param>
/// <param name="leftSquares">Σ a².</param>
/// <param name="rightSquares">Σ b².</param>
/// <param name="leftSum">Σ a.</param>
/// <param name="rightSum">Σ b.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CodeMoments(long products, long leftSquares, long rightSquares, long leftSum, long rightSum)
{
    // With zero points taken off products and squares are still below 2^32 and their sums below 2^63 in magnitude, because there are fewer than 2^31 of them. A difference is up to twice as large, and the sum of its squares four times.

    /// <summary>The sum of products of values: <c>(sₐ·s_b)·D + (sₐ·m_b)·A + (s_b·mₐ)·B + n·(mₐ·m_b)</c>, where D = Σ (a − zₐ)(b − z_b), A = Σ (a − zₐ), B = Σ (b − z_b).</summary>
    /// <param name="count">The number of codes on each side, n.</param>
    /// <param name="left">What a stand for.</param>
    /// <param name="right">What b stand for.</param>
    /// <returns>The sum.</returns>
    public float Dot(int count, in CodeReconstruction left, in CodeReconstruction right) => (float)DotOf(count, left, right);

    /// <summary>The sum of squared differences of values; <c>s²·Σ ((a − zₐ) − (b − z_b))²</c> where both sides have one scale and one offset.</summary>
    /// <param name="count">The number of codes on each side, n.</param>
    /// <param name="left">What a stand for.</param>
    /// <param name="right">What b stand for.</param>
    /// <returns>The sum; never negative.</returns>
    public float SquaredDistance(int count, in CodeReconstruction left, in CodeReconstruction right)
    {
        long d = Products(count, left, right), a = Squares(leftSquares, leftSum, count, left), b = Squares(rightSquares, rightSum, count, right);
        if (left.Is(right)) return (float)(left.Scale * left.Scale * (double)((Int128)a - (2 * (Int128)d) + b));
        double apart = (left.Scale * left.Scale * a) - (2 * left.Scale * right.Scale * d) + (right.Scale * right.Scale * b);
        double between = left.Offset - right.Offset;
        double linear = 2 * between * ((left.Scale * Sum(leftSum, count, left)) - (right.Scale * Sum(rightSum, count, right)));
        return (float)Math.Max(0, apart + linear + (count * between * between));
    }

    /// <summary>The cosine of the angle between the values: their product by the roots of their squares.</summary>
    /// <param name="count">The number of codes on each side, n.</param>
    /// <param name="left">What a stand for.</param>
    /// <param name="right">What b stand for.</param>
    /// <returns>−1 to 1; 0 where all values of a side are 0.</returns>
    public float CosineSimilarity(int count, in CodeReconstruction left, in CodeReconstruction right)
    {
        double norms = Math.Sqrt(Norm(leftSquares, leftSum, count, left)) * Math.Sqrt(Norm(rightSquares, rightSum, count, right));
        // Scales without offsets are on both sides of the fraction.
        double dot = left.HasOffset || right.HasOffset ? DotOf(count, left, right) : Products(count, left, right);
        if (left.HasOffset != right.HasOffset) norms *= left.HasOffset ? right.Scale : left.Scale;
        return norms > 0 ? (float)Math.Clamp(dot / norms, -1, 1) : 0f;
    }

    private double DotOf(int count, in CodeReconstruction left, in CodeReconstruction right)
    {
        double dot = left.Scale * right.Scale * Products(count, left, right);
        if (right.HasOffset) dot += left.Scale * right.Offset * Sum(leftSum, count, left);
        if (left.HasOffset) dot += right.Scale * left.Offset * Sum(rightSum, count, right);
        return left.HasOffset && right.HasOffset ? dot + (count * (left.Offset * right.Offset)) : dot;
    }

    private long Products(int count, in CodeReconstruction left, in CodeReconstruction right) =>
        unchecked(products - (left.ZeroPoint * rightSum) - (right.ZeroPoint * leftSum) + (count * left.ZeroPoint * right.ZeroPoint));

    private static long Sum(long sum, int count, in CodeReconstruction codes) => unchecked(sum - (count * codes.ZeroPoint));

    private static long Squares(long squares, long sum, int count, in CodeReconstruction codes) =>
        unchecked(squares - (2 * codes.ZeroPoint * sum) + (count * codes.ZeroPoint * codes.ZeroPoint));

    // Of values with an offset their squares, of others those of codes.
    private static double Norm(long squares, long sum, int count, in CodeReconstruction codes)
    {
        double whole = Squares(squares, sum, count, codes);
        if (!codes.HasOffset) return whole;
        return Math.Max(0, (codes.Scale * codes.Scale * whole) + (2 * codes.Scale * codes.Offset * Sum(sum, count, codes)) + (count * codes.Offset * codes.Offset));
    }
}
