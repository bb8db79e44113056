using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Interop.Tests;

/// <summary>Bit-for-bit comparison of tensors.</summary>
internal static class Bits
{
    internal static void AssertSame<T>(string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        int same = MemoryMarshal.AsBytes(expected).CommonPrefixLength(MemoryMarshal.AsBytes(actual)) / Unsafe.SizeOf<T>();
        if (same < expected.Length) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}, element {same} of {expected.Length}: expected {expected[same]}, got {actual[same]}."));
    }
}
