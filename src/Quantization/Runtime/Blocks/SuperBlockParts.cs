using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>
/// Scales and minima of the parts of super-blocks, one for every 16 elements: where parts have 32, each stands twice. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SuperBlockParts
{
    /// <summary>Sixteen bytes with a scale in the low and a minimum in the high half (Q2_K).</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first byte within it.</param>
    /// <param name="scales">Receives the scales, 0 to 15.</param>
    /// <param name="minima">Receives the minima, 0 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Nibbles(ref byte block, nuint offset, out Vector128<sbyte> scales, out Vector128<sbyte> minima)
    {
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref block, offset);
        scales = (bytes & Vector128.Create((byte)15)).AsSByte();
        minima = ((bytes.AsUInt16() >> 4).AsByte() & Vector128.Create((byte)15)).AsSByte();
    }

    /// <summary>
    /// Eight scales and eight minima of 6 bits in 12 bytes (Q4_K, Q5_K): the first four scales in the low bits of bytes 0 to 3, the first four
    /// minima in those of bytes 4 to 7; bytes 8 to 11 hold the low halves of the others, whose upper two bits are at the top of the first eight bytes.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first byte within it.</param>
    /// <param name="scales">Receives each scale twice, 0 to 63.</param>
    /// <param name="minima">Receives each minimum twice, 0 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SixBitPairs(ref byte block, nuint offset, out Vector128<sbyte> scales, out Vector128<sbyte> minima)
    {
        SixBitScales.Unpack(in Unsafe.Add(ref block, offset), out ulong eightScales, out ulong eightMinima);
        scales = Twice(eightScales);
        minima = Twice(eightMinima);
    }

    /// <summary>
    /// Sixteen scales of 6 bits about 32 in 12 bytes (Q3_K): four low bits of scale j in the low half of byte j or the high half of byte
    /// j − 8, the upper two at 2·(j / 4) of byte 8 + j mod 4.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first byte within it.</param>
    /// <returns>The scales, −32 to 31.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> SixBits(ref byte block, nuint offset)
    {
        SixBitScales.UnpackSigned(in Unsafe.Add(ref block, offset), out ulong first, out ulong second);
        return Vector128.Create(first, second).AsSByte();
    }

    /// <summary>Sixteen signed bytes (Q6_K).</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first byte within it.</param>
    /// <returns>The scales.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> SignedBytes(ref byte block, nuint offset) => Vector128.LoadUnsafe(ref block, offset).AsSByte();

    /// <summary>The products of sixteen numbers with a factor.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="products">The first of sixteen that receive them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector128<sbyte> numbers, float factor, ref float products)
    {
        if (Avx512F.IsSupported)
        {
            (Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(numbers)) * Vector512.Create(factor)).StoreUnsafe(ref products);
            return;
        }

        if (Avx2.IsSupported)
        {
            Vector256<float> eight = Vector256.Create(factor);
            (Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(numbers)) * eight).StoreUnsafe(ref products);
            (Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.Shuffle(numbers.AsUInt64(), Vector128.Create(1ul, 1)).AsSByte())) * eight).StoreUnsafe(ref products, 8);
            return;
        }

        Vector128<short> lower = Vector128.WidenLower(numbers), upper = Vector128.WidenUpper(numbers);
        Vector128<float> factors = Vector128.Create(factor);
        (Vector128.ConvertToSingle(Vector128.WidenLower(lower)) * factors).StoreUnsafe(ref products);
        (Vector128.ConvertToSingle(Vector128.WidenUpper(lower)) * factors).StoreUnsafe(ref products, 4);
        (Vector128.ConvertToSingle(Vector128.WidenLower(upper)) * factors).StoreUnsafe(ref products, 8);
        (Vector128.ConvertToSingle(Vector128.WidenUpper(upper)) * factors).StoreUnsafe(ref products, 12);
    }

    /// <summary>Sixteen numbers as words.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <returns>The same.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Words(Vector128<sbyte> numbers) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int16(numbers)
        : Vector256.Create(Vector128.WidenLower(numbers), Vector128.WidenUpper(numbers));

    private static Vector128<sbyte> Twice(ulong bytes) => (Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()) * 0x0101).AsSByte();
}
