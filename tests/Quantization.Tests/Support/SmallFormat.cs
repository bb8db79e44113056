using Xunit;

namespace Quantization.Tests;

/// <summary>A float of 8 bits by the formula of its codes, in doubles; rounding by comparison with the midpoints between its numbers.</summary>
internal sealed class SmallFormat
{
    internal static readonly SmallFormat E4M3 = new(fractionBits: 3, bias: 7, greatestCode: 0x7E, overflow: 0x7F);
    internal static readonly SmallFormat E5M2 = new(fractionBits: 2, bias: 15, greatestCode: 0x7B, overflow: 0x7C);

    private const byte Sign = 0x80, NaN = 0x7F;

    private readonly int greatestCode, overflow, fractionBits, bias;
    private readonly double[] midpoints;

    private SmallFormat(int fractionBits, int bias, int greatestCode, int overflow)
    {
        (this.fractionBits, this.bias, this.greatestCode, this.overflow) = (fractionBits, bias, greatestCode, overflow);
        // The last is that with the number which would be next.
        midpoints = [.. Enumerable.Range(0, greatestCode + 1).Select(code => (Number(code) + Number(code + 1)) / 2)];
    }

    /// <summary>The greatest number.</summary>
    internal double Greatest => Number(greatestCode);

    /// <summary>The numbers that are not negative, and the midpoints between neighbours.</summary>
    internal IEnumerable<double> Landmarks => Enumerable.Range(0, greatestCode + 2).Select(Number).Concat(midpoints);

    /// <summary>The value of a code.</summary>
    internal float Value(byte code)
    {
        int magnitude = code & NaN;
        double value = magnitude <= greatestCode ? Number(magnitude) : magnitude == overflow && overflow != NaN ? double.PositiveInfinity : double.NaN;
        return (float)((code & Sign) != 0 ? -value : value);
    }

    /// <summary>The code of a value.</summary>
    internal byte Code(float value, bool saturate)
    {
        byte sign = float.IsNegative(value) ? Sign : (byte)0;
        if (float.IsNaN(value)) return (byte)(sign | NaN);
        int found = Array.BinarySearch(midpoints, Math.Abs((double)value));
        // On a midpoint, the even one of its two neighbours.
        int nearest = found >= 0 ? found + (found % 2) : ~found;
        return (byte)(sign | (nearest <= greatestCode ? nearest : saturate ? greatestCode : overflow));
    }

    /// <summary>Requires a value to be the number of a code, or NaN with its sign.</summary>
    internal void AssertValue(byte code, float actual)
    {
        float expected = Value(code);
        Assert.True(
            float.IsNaN(expected) ? float.IsNaN(actual) && float.IsNegative(actual) == code >= Sign : expected.Equals(actual) && float.IsNegative(expected) == float.IsNegative(actual),
            $"{code:X2}: {Floats.Show(expected)} expected, got {Floats.Show(actual)}.");
    }

    // (1 + fraction / 2^f) · 2^(exponent − bias), without the 1 and with the next exponent where it is 0.
    private double Number(int code)
    {
        double ones = 1 << fractionBits;
        int exponent = (int)(code / ones);
        double fraction = code % ones / ones;
        return exponent == 0 ? fraction * Math.Pow(2, 1 - bias) : (1 + fraction) * Math.Pow(2, exponent - bias);
    }
}
