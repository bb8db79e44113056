namespace Quantization.Gen.Kernels;

/// <summary>A table of 2^b floats, of which the low b bits of an index say which: constants, or floats that lie in memory at run time.</summary>
/// <param name="Name">The name of its variables.</param>
/// <param name="Bits">The bits of an index, b.</param>
/// <param name="Values">The floats, where they are constants.</param>
/// <param name="Memory">The C# expression of a reference to the first, where they are not; sixteen can be read from any of them on.</param>
/// <param name="First">The number of the first from that reference on.</param>
/// <param name="Factor">The variable that each is multiplied by, or null.</param>
internal sealed record FloatTable(string Name, int Bits, IReadOnlyList<float>? Values, string? Memory = null, int First = 0, string? Factor = null)
{
    /// <summary>How many there are.</summary>
    internal int Count => 1 << Bits;

    /// <summary>A table of constants; as many as a power of two.</summary>
    internal static FloatTable Of(string name, IReadOnlyList<float> values)
    {
        int bits = 0;
        while (1 << bits < values.Count) bits++;
        return new FloatTable(name, bits, values);
    }

    /// <summary>Constants from one of them on, again from the first on after the last: as many as a register holds.</summary>
    internal IEnumerable<float> Repeated(int first, int count) => Enumerable.Range(first, count).Select(k => Values![k % Count]);
}
