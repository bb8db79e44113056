using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests;

/// <summary>Floats by their bits: NaNs differ by payload, and −0 is not 0.</summary>
internal static class Floats
{
    internal static readonly float TwoToMinus149 = float.Epsilon;
    internal static readonly float TwoToMinus126 = BitConverter.UInt32BitsToSingle(0x00800000);

    internal static float FromBits(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    internal static string Show(float x) => string.Create(CultureInfo.InvariantCulture, $"{x:R} (0x{BitConverter.SingleToUInt32Bits(x):X8})");

    /// <summary>A power of two within the floats' range.</summary>
    internal static float PowerOfTwo(int exponent) => MathF.ScaleB(1f, exponent);

    internal static void AssertSameBits(float expected, float actual) =>
        Assert.True(BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual), $"Expected {Show(expected)}, got {Show(actual)}.");

    internal static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        ReadOnlySpan<int> e = MemoryMarshal.Cast<float, int>(expected), a = MemoryMarshal.Cast<float, int>(actual);
        int same = e.CommonPrefixLength(a);
        Assert.True(same == e.Length, same == e.Length ? null : $"At {same}: expected {Show(expected[same])}, got {Show(actual[same])}.");
    }
}
