using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>
/// Fields of 1 to 16 bits in a little-endian bit stream (<see cref="Packing.Dense"/>), one at a time. Called by generated code where
/// no vector is left.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedCodes
{
    /// <summary>The bytes that a dense stream takes.</summary>
    /// <param name="count">The number of codes.</param>
    /// <param name="bits">The width of a code: 1 to 16.</param>
    /// <returns>⌈count · bits / 8⌉.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the bytes are more than a span can have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GetLength(int count, int bits)
    {
        long bytes = (((long)count * bits) + 7) >> 3;
        if (count < 0 || bytes > int.MaxValue) ThrowCount(count, bits);
        return (int)bytes;
    }

    /// <summary>The part of a dense stream that begins with an element.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="firstElement">The index of the element: a multiple of 8.</param>
    /// <param name="bits">The width of a code: 1 to 16.</param>
    /// <returns>The rest of the stream.</returns>
    /// <exception cref="ArgumentException">The stream ends before it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> From(ReadOnlySpan<byte> source, int firstElement, int bits)
    {
        long offset = (long)firstElement * bits >> 3;
        if (offset > source.Length) QuantizerGuard.ThrowTooFewBytes(nameof(source), offset, source.Length);
        return source[(int)offset..];
    }

    /// <summary>Reads a field, and no byte that has no part of it.</summary>
    /// <param name="packed">The first byte of the stream.</param>
    /// <param name="index">The field's index.</param>
    /// <param name="bits">The width of a field: 1 to 16.</param>
    /// <returns>The field's bits, the others 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref readonly byte packed, nuint index, int bits)
    {
        ulong first = (ulong)index * (uint)bits;
        ref byte start = ref Unsafe.Add(ref Unsafe.AsRef(in packed), (nuint)(first >> 3));
        int shift = (int)first & 7;
        uint field = start;
        // Fields of 1, 2, 4 and 8 bits never cross a byte; for a constant width the compiler knows.
        if (8 % bits != 0)
        {
            if (shift + bits > 8) field |= (uint)Unsafe.Add(ref start, 1) << 8;
            if (shift + bits > 16) field |= (uint)Unsafe.Add(ref start, 2) << 16;
        }

        return (field >> shift) & Mask(bits);
    }

    /// <summary>The code that a field stands for.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bits">Its width: 1 to 16.</param>
    /// <param name="signed">Whether it is two's complement.</param>
    /// <returns>The code.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(uint field, int bits, bool signed) => signed ? (int)(field << (32 - bits)) >> (32 - bits) : (int)field;

    /// <summary>The sign that a field of one bit stands for.</summary>
    /// <param name="field">0 or 1.</param>
    /// <returns>−1 or +1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SignOf(uint field) => (int)(field << 1) - 1;

    /// <summary>The field of a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="bits">The width of the field: 1 to 16.</param>
    /// <returns>The code's low bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(int code, int bits) => (uint)code & Mask(bits);

    /// <summary>The field of a sign.</summary>
    /// <param name="code">−1 or +1.</param>
    /// <returns>0 where the code is negative, otherwise 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EncodeSign(int code) => (uint)~code >> 31;

    /// <summary>The lowest bit of each two where any of them is set.</summary>
    /// <param name="bits">The bits.</param>
    /// <returns>One bit in two.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LowestOfPairs(ulong bits) => (bits | (bits >> 1)) & 0x5555555555555555;

    /// <summary>The lowest bit of each four where any of them is set.</summary>
    /// <param name="bits">The bits.</param>
    /// <returns>One bit in four.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LowestOfFours(ulong bits)
    {
        bits |= bits >> 1;
        return (bits | (bits >> 2)) & 0x1111111111111111;
    }

    private static uint Mask(int bits) => (1u << bits) - 1;

    private static void ThrowCount(int count, int bits) => throw new ArgumentOutOfRangeException(
        nameof(count), count, count < 0 ? "A number of codes is not negative." : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"So many codes of {bits} bits take more bytes than a span can have."));

    /// <summary>Writes fields one behind the other, and exactly the bytes that they take.</summary>
    /// <param name="destination">The first byte to write.</param>
    /// <param name="bits">The width of a field: 1 to 16.</param>
    public ref struct DenseWriter(ref byte destination, int bits)
    {
        private readonly int bits = bits;
        private ref byte next = ref destination;
        private uint pending;
        private int held;

        /// <summary>Appends a field; the bytes that it completes are written.</summary>
        /// <param name="field">The field, no wider than it may be.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(uint field)
        {
            // At most 7 bits are held back, so 23 are the most there ever are.
            pending |= field << held;
            held += bits;
            while (held >= 8)
            {
                next = (byte)pending;
                next = ref Unsafe.Add(ref next, 1);
                pending >>= 8;
                held -= 8;
            }
        }

        /// <summary>Writes the last byte where it is incomplete, its unused high bits 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Finish()
        {
            if (held > 0) next = (byte)pending;
        }
    }
}
