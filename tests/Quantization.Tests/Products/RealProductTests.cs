using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Products of what codes stand for: against the formula of the contract over exact sums, and against exact arithmetic.</summary>
public sealed class RealProductTests
{
    private static readonly int[] lengths = [0, 1, 2, 7, 15, 16, 31, 33, 64, 100, 255, 256, 1029];

    public static TheoryData<string> Names => [.. RealProductCase.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void DotIsTheFormulaRoundedOnce(string name)
    {
        RealProductCase tried = Case(name);
        foreach (int length in tried.Lengths(lengths))
        {
            (int[] left, int[] right) = (tried.Left.Codes(length, 1), tried.Right.Codes(length, 2));
            float expected = Formula(left, right, tried.Left, tried.Right);
            Assert.Equal(expected, tried.Dot(left, right, tried.Left, tried.Right));
            if (tried.DotWithSums is { } withSums) Assert.Equal(expected, withSums(left, right));
            Close(Exact.Dot(left, right, tried.Left, tried.Right), expected);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SquaredDistanceIsThatOfTheValues(string name)
    {
        RealProductCase tried = Case(name);
        foreach (int length in tried.Lengths(lengths))
        {
            (int[] left, int[] own) = (tried.Left.Codes(length, 3), tried.Own.Codes(length, 4));
            Close(Exact.SquaredDistance(left, own, tried.Left, tried.Own), tried.SquaredDistance(left, own, tried.Left, tried.Own));
            Assert.Equal(0f, tried.SquaredDistance(left, left, tried.Left, tried.Left));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CosineIsThatOfTheValues(string name)
    {
        RealProductCase tried = Case(name);
        foreach (int length in tried.Lengths(lengths))
        {
            (int[] left, int[] own) = (tried.Left.Codes(length, 5), tried.Own.Codes(length, 6));
            double squares = (double)Exact.Dot(left, left, tried.Left, tried.Left) * (double)Exact.Dot(own, own, tried.Own, tried.Own);
            double expected = squares == 0 ? 0 : (double)Exact.Dot(left, own, tried.Left, tried.Own) / Math.Sqrt(squares);
            Assert.InRange(tried.CosineSimilarity(left, own, tried.Left, tried.Own), (float)expected - 1e-6f, (float)expected + 1e-6f);
        }
    }

    [Fact]
    public void ZeroHasNoDirection()
    {
        sbyte[] zeros = new sbyte[40], ones = [.. Enumerable.Repeat((sbyte)1, 40)];
        Assert.Equal(0f, DotScale8.CosineSimilarity(zeros, ones));
        Assert.Equal(0f, DotScale8.CosineSimilarity(ones, zeros));
        Assert.Equal(0f, DotScale8.CosineSimilarity([], []));
        Assert.Equal(1f, DotScale8.CosineSimilarity(ones, ones));
        byte[] zeroPoints = [.. Enumerable.Repeat((byte)9, 40)], others = [.. Enumerable.Repeat((byte)10, 40)];
        Assert.Equal(0f, DotAffine8.CosineSimilarity(zeroPoints, others, new(0.5f, 9), new(2f, 0)));
        Assert.Equal(-1f, DotAffine8.CosineSimilarity(others, others, new(0.5f, 9), new(2f, 11)));
    }

    /// <summary>Where sides are alike nothing cancels: the difference is of integers.</summary>
    [Fact]
    public void DistancesOfNeighboursFarFromZeroAreExact()
    {
        ushort[] left = [.. Enumerable.Repeat((ushort)65535, 5000)], right = [.. Enumerable.Repeat((ushort)65534, 5000)];
        Assert.Equal(5000f * 0.25f, DotAffine16.SquaredDistance(left, right, new(0.5f, 0), new(0.5f, 0)));
        Assert.Equal(5000f, DotAffine16.SquaredDistance(left, left, new(1f, 0), new(1f, 1)));
    }

    private static RealProductCase Case(string name) => RealProductCase.All.Single(each => each.Name == name);

    // The formula of the contract, in double, over sums that are exact.
    private static float Formula(int[] left, int[] right, Side a, Side b)
    {
        long d = 0, sumA = 0, sumB = 0;
        for (int i = 0; i < left.Length; i++)
        {
            checked
            {
                d += (long)(left[i] - a.ZeroPoint) * (right[i] - b.ZeroPoint);
                sumA += left[i] - a.ZeroPoint;
                sumB += right[i] - b.ZeroPoint;
            }
        }

        double result = (double)a.Scale * b.Scale * d;
        if (b.Offset != 0) result += a.Scale * b.Offset * sumA;
        if (a.Offset != 0) result += b.Scale * a.Offset * sumB;
        if (a.Offset != 0 && b.Offset != 0) result += left.Length * (a.Offset * b.Offset);
        return (float)result;
    }

    // Sums of a few thousand terms in double, rounded to float.
    private static void Close(Exact expected, float actual) => Assert.InRange(Math.Abs(actual - (double)expected), 0, (Math.Abs((double)expected) * 6e-8) + (expected.Magnitude * 1e-14));
}
