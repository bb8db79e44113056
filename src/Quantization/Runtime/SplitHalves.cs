using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Fields of 4 bits in blocks of split halves (<see cref="Packing.SplitHalves"/>), one at a time. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SplitHalves
{
    /// <summary>Reads a field.</summary>
    /// <param name="packed">The first byte of the blocks.</param>
    /// <param name="index">The field's index.</param>
    /// <param name="blockSize">The fields of a block.</param>
    /// <returns>The field's bits, the others 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte packed, nuint index, int blockSize)
    {
        (nuint place, bool high) = Find(index, (nuint)blockSize);
        uint pair = Unsafe.Add(ref packed, place);
        return high ? pair >> 4 : pair & 15;
    }

    /// <summary>Writes a field. Those of a block come in order: the second of a byte is added to the first.</summary>
    /// <param name="packed">The first byte of the blocks.</param>
    /// <param name="index">The field's index.</param>
    /// <param name="blockSize">The fields of a block.</param>
    /// <param name="field">The field, of 4 bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref byte packed, nuint index, int blockSize, uint field)
    {
        (nuint place, bool high) = Find(index, (nuint)blockSize);
        ref byte pair = ref Unsafe.Add(ref packed, place);
        pair = (byte)(high ? pair | (field << 4) : field);
    }

    private static (nuint Place, bool High) Find(nuint index, nuint blockSize)
    {
        nuint block = index / blockSize, within = index % blockSize, half = blockSize / 2;
        return (block * half + (within % half), within >= half);
    }
}
