using System.Numerics;

namespace Quantization.Tests.Products;

/// <summary>How the codes of one side stand for values: <c>x̂ = s · (q − z) + m</c>, and half a step more for midpoints.</summary>
internal sealed record Side(int MinCode, int MaxCode, float Scale, int ZeroPoint = 0, float Minimum = 0f, bool IsMidpoint = false)
{
    internal double Offset => Minimum + (IsMidpoint ? 0.5 * Scale : 0);

    internal ScaleParameters AsScale => new(Scale);

    internal AffineParameters AsAffine => new(Scale, ZeroPoint);

    internal UniformParameters AsUniform => new(Minimum, Scale);

    /// <summary>Some codes, both ends of the range among them; of signs no 0.</summary>
    internal int[] Codes(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(i => i % 5 == 0 ? MaxCode : i % 7 == 0 || (MinCode, MaxCode) == (-1, 1) ? MinCode : random.Next(MinCode, MaxCode + 1))];
    }
}

/// <summary>A sum over values without any rounding, and the sum of the magnitudes of its terms.</summary>
internal readonly record struct Exact(BigInteger Units, double Magnitude)
{
    // Every float, and half of one, is a multiple of 2^-150.
    private const int Bits = 150;

    /// <summary>Σ x·y.</summary>
    internal static Exact Dot(int[] left, int[] right, Side a, Side b) => Sum(left, right, a, b, (x, y) => x * y);

    /// <summary>Σ (x − y)².</summary>
    internal static Exact SquaredDistance(int[] left, int[] right, Side a, Side b)
    {
        Exact sum = Sum(left, right, a, b, (x, y) => (x - y) * (x - y));
        // Squares and products of values are what the result is made of.
        return sum with { Magnitude = Sum(left, right, a, b, (x, y) => (x * x) + (y * y)).Magnitude };
    }

    public static explicit operator double(Exact value) => Real(value.Units);

    private static Exact Sum(int[] left, int[] right, Side a, Side b, Func<BigInteger, BigInteger, BigInteger> term)
    {
        BigInteger sum = 0, magnitude = 0;
        for (int i = 0; i < left.Length; i++)
        {
            BigInteger each = term(Value(left[i], a), Value(right[i], b));
            sum += each;
            magnitude += BigInteger.Abs(each);
        }

        // With the terms of zero points and offsets, which are taken off again.
        double parts = left.Length * (Largest(a) * Largest(b));
        return new Exact(sum, Real(magnitude) + parts);
    }

    private static double Largest(Side side) => (side.Scale * 2.0 * Math.Max(Math.Abs(side.MinCode), Math.Abs(side.MaxCode))) + Math.Abs(side.Offset);

    private static BigInteger Value(int code, Side side) => (Of(side.Scale) * (code - side.ZeroPoint)) + Of(side.Offset);

    private static BigInteger Of(double real)
    {
        long bits = BitConverter.DoubleToInt64Bits(real);
        int exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0) return 0;
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        int shift = exponent - 1075 + Bits;
        BigInteger units = shift >= 0 ? significand << shift : significand >> -shift;
        return bits < 0 ? -units : units;
    }

    // A product of two values is counted in 2^-300; a quotient of 64 bits and more is exact enough.
    private static double Real(BigInteger units)
    {
        int excess = (int)Math.Max(0, (long)units.GetBitLength() - 100);
        return Math.ScaleB((double)(units >> excess), excess - (2 * Bits));
    }
}
