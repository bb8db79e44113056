using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Scales of 6 bits, as the parts of super-blocks have them: in 12 bytes, and a byte each.</summary>
internal static class SixBitScales
{
    private const ulong LowBytes = 0x0F0F0F0F0F0F0F0F, TopBits = 0x8080808080808080;

    /// <summary>Reads eight scales and eight minima of 6 bits (Q4_K, Q5_K).</summary>
    /// <param name="packed">The first of 12 bytes.</param>
    /// <param name="scales">The scales, a byte each, the first in the lowest.</param>
    /// <param name="minima">The minima likewise.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Unpack(ref readonly byte packed, out ulong scales, out ulong minima)
    {
        uint a = Read(in packed, 0), b = Read(in packed, 4), c = Read(in packed, 8);
        scales = (a & 0x3F3F3F3F) | ((ulong)((c & 0x0F0F0F0F) | ((a >> 2) & 0x30303030)) << 32);
        minima = (b & 0x3F3F3F3F) | ((ulong)(((c >> 4) & 0x0F0F0F0F) | ((b >> 2) & 0x30303030)) << 32);
    }

    /// <summary>Writes eight scales and eight minima of 6 bits (Q4_K, Q5_K).</summary>
    /// <param name="scales">The scales, a byte of 0 to 63 each, the first in the lowest.</param>
    /// <param name="minima">The minima likewise.</param>
    /// <param name="packed">The first of 12 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Pack(ulong scales, ulong minima, ref byte packed)
    {
        uint scale = (uint)(scales >> 32), minimum = (uint)(minima >> 32);
        Write(ref packed, 0, (uint)scales | ((scale & 0x30303030) << 2));
        Write(ref packed, 4, (uint)minima | ((minimum & 0x30303030) << 2));
        Write(ref packed, 8, (scale & 0x0F0F0F0F) | ((minimum & 0x0F0F0F0F) << 4));
    }

    /// <summary>Reads sixteen scales of 6 bits about 32 (Q3_K).</summary>
    /// <param name="packed">The first of 12 bytes.</param>
    /// <param name="first">The first eight scales, less 32, a signed byte each, the first in the lowest.</param>
    /// <param name="second">The last eight likewise.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void UnpackSigned(ref readonly byte packed, out ulong first, out ulong second)
    {
        ulong low = Read(in packed, 0) | ((ulong)Read(in packed, 4) << 32);
        uint high = Read(in packed, 8);
        first = LessThirtyTwo((low & LowBytes) | ((ulong)(high & 0x03030303) << 4) | ((ulong)(high & 0x0C0C0C0C) << 34));
        second = LessThirtyTwo(((low >> 4) & LowBytes) | (high & 0x30303030) | ((ulong)((high >> 2) & 0x30303030) << 32));
    }

    /// <summary>Writes sixteen scales of 6 bits about 32 (Q3_K).</summary>
    /// <param name="first">The first eight scales, a signed byte of −32 to 31 each, the first in the lowest.</param>
    /// <param name="second">The last eight likewise.</param>
    /// <param name="packed">The first of 12 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void PackSigned(ulong first, ulong second, ref byte packed)
    {
        // Adding 32 to a number of 6 bits turns its highest bit over.
        const ulong Half = 0x2020202020202020;
        first = (first & 0x3F3F3F3F3F3F3F3F) ^ Half;
        second = (second & 0x3F3F3F3F3F3F3F3F) ^ Half;
        ulong low = (first & LowBytes) | ((second & LowBytes) << 4);
        uint a = (uint)first & 0x30303030, b = (uint)(first >> 32) & 0x30303030, c = (uint)second & 0x30303030, d = (uint)(second >> 32) & 0x30303030;
        Write(ref packed, 0, (uint)low);
        Write(ref packed, 4, (uint)(low >> 32));
        Write(ref packed, 8, (a >> 4) | (b >> 2) | c | (d << 2));
    }

    // The lowest bit of a byte that is at least 0x80 lends nothing to its neighbour.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LessThirtyTwo(ulong bytes) => ((bytes | TopBits) - 0x2020202020202020) ^ TopBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read(ref readonly byte start, nuint offset) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref Unsafe.AsRef(in start), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ref byte start, nuint offset, uint value) => Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, offset), value);
}
