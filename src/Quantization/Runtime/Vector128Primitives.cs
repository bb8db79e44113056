using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>
/// The 128-bit operations that kernels need and the portable vector API lacks or compiles badly. Each picks its instruction when
/// it is compiled, and all agree on what kernels ask of them. Called by generated code.
/// </summary>
/// <remarks>
/// A conversion to int32 ends in the lowest integer, or close enough for saturating narrowing, for everything far below the
/// range, −∞ included. Inputs are never NaN and never above the int32 range.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vector128Primitives
{
    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32NearestEven(Vector128<float> x)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32(x);
        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToEven(x);
        return Vector128.ConvertToInt32(Vector128.Round(x));
    }

    /// <summary>Rounds down.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32Floor(Vector128<float> x)
    {
        if (Sse41.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(Sse41.Floor(x));
        if (Sse2.IsSupported)
        {
            // Truncated, then one less where that was upward; bounded first, so that "one less" does not wrap.
            x = Sse.Max(x, Vector128.Create(-2147483648f));
            Vector128<int> truncated = Sse2.ConvertToVector128Int32WithTruncation(x);
            return truncated + Sse.CompareGreaterThan(Sse2.ConvertToVector128Single(truncated), x).AsInt32();
        }

        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToNegativeInfinity(x);
        return Vector128.ConvertToInt32(Vector128.Floor(x));
    }

    /// <summary>Drops the fraction.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32TowardZero(Vector128<float> x)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(x);
        if (AdvSimd.IsSupported) return AdvSimd.ConvertToInt32RoundToZero(x);
        return Vector128.ConvertToInt32(x);
    }

    /// <summary>Narrows to unsigned bytes: what is below 0 becomes 0, what is above 255 becomes 255.</summary>
    /// <param name="lower">The first eight values.</param>
    /// <param name="upper">The last eight values.</param>
    /// <returns>Sixteen bytes in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> NarrowToBytes(Vector128<short> lower, Vector128<short> upper)
    {
        if (Sse2.IsSupported) return Sse2.PackUnsignedSaturate(lower, upper);
        if (AdvSimd.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(lower), upper);
        }

        Vector128<short> zero = Vector128<short>.Zero;
        return Vector128.NarrowWithSaturation(Vector128.Max(lower, zero).AsUInt16(), Vector128.Max(upper, zero).AsUInt16());
    }

    /// <summary>Narrows to unsigned words: what is below 0 becomes 0; nothing is above 65,535.</summary>
    /// <param name="lower">The first four values.</param>
    /// <param name="upper">The last four values.</param>
    /// <returns>Eight words in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> NarrowToUInt16(Vector128<int> lower, Vector128<int> upper)
    {
        if (Sse41.IsSupported) return Sse41.PackUnsignedSaturate(lower, upper);
        if (AdvSimd.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(lower), upper);
        }

        return Vector128.Narrow(Vector128.Max(lower, Vector128<int>.Zero).AsUInt32(), Vector128.Max(upper, Vector128<int>.Zero).AsUInt32());
    }

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    /// <param name="lower">The first two doubles.</param>
    /// <param name="upper">The last two doubles.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32NearestEven(Vector128<double> lower, Vector128<double> upper)
    {
        if (Sse2.IsSupported) return Join(Sse2.ConvertToVector128Int32(lower), Sse2.ConvertToVector128Int32(upper));
        return ToInt32TowardZero(Vector128.Round(lower), Vector128.Round(upper));
    }

    /// <summary>Rounds down.</summary>
    /// <param name="lower">The first two doubles.</param>
    /// <param name="upper">The last two doubles.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32Floor(Vector128<double> lower, Vector128<double> upper) =>
        ToInt32TowardZero(Vector128.Floor(lower), Vector128.Floor(upper));

    /// <summary>Drops the fraction.</summary>
    /// <param name="lower">The first two doubles.</param>
    /// <param name="upper">The last two doubles.</param>
    /// <returns>Four integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32TowardZero(Vector128<double> lower, Vector128<double> upper)
    {
        if (Sse2.IsSupported) return Join(Sse2.ConvertToVector128Int32WithTruncation(lower), Sse2.ConvertToVector128Int32WithTruncation(upper));
        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUpper(
                AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.Arm64.ConvertToInt64RoundToZero(lower)),
                AdvSimd.Arm64.ConvertToInt64RoundToZero(upper));
        }

        // Bounded, so that narrowing does not wrap.
        Vector128<double> least = Vector128.Create(-2147483648d);
        return Vector128.Narrow(Vector128.ConvertToInt64(Vector128.Max(lower, least)), Vector128.ConvertToInt64(Vector128.Max(upper, least)));
    }

    /// <summary>The first two of four integers as doubles.</summary>
    /// <param name="x">Four integers.</param>
    /// <returns>Two doubles.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> ToDoubleLower(Vector128<int> x) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Double(x) : Vector128.ConvertToDouble(Vector128.WidenLower(x));

    /// <summary>The last two of four integers as doubles.</summary>
    /// <param name="x">Four integers.</param>
    /// <returns>Two doubles.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> ToDoubleUpper(Vector128<int> x) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Double(Sse2.Shuffle(x, 0b11_10_11_10)) : Vector128.ConvertToDouble(Vector128.WidenUpper(x));

    private static Vector128<int> Join(Vector128<int> lower, Vector128<int> upper) => Sse2.UnpackLow(lower.AsInt64(), upper.AsInt64()).AsInt32();

    /// <summary>By how much products of floats that were rounded are more than the products are, exactly.</summary>
    /// <param name="a">Four factors.</param>
    /// <param name="b">Four others.</param>
    /// <param name="product">Their products, rounded; none of them subnormal.</param>
    /// <returns><c>product − a · b</c>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ProductExcess(Vector128<float> a, Vector128<float> b, Vector128<float> product)
    {
        if (Fma.IsSupported) return Fma.MultiplyAddNegated(a, b, product);
        if (AdvSimd.IsSupported) return AdvSimd.FusedMultiplySubtract(product, a, b);

        // The product of two floats is exact in double, and what it lacks of a float is a float.
        (Vector128<double> lowerA, Vector128<double> upperA) = Vector128.Widen(a);
        (Vector128<double> lowerB, Vector128<double> upperB) = Vector128.Widen(b);
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(product);
        return Vector128.Narrow(lower - (lowerA * lowerB), upper - (upperA * upperB));
    }

    /// <summary>Products of unsigned with signed bytes, neighbours added.</summary>
    /// <param name="unsigned">Sixteen bytes.</param>
    /// <param name="signed">Sixteen signed bytes; no sum of two products is outside 16 bits.</param>
    /// <returns>Eight sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyAddAdjacent(Vector128<byte> unsigned, Vector128<sbyte> signed)
    {
        if (Ssse3.IsSupported) return Ssse3.MultiplyAddAdjacent(unsigned, signed);
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<short> lower = Vector128.WidenLower(unsigned).AsInt16() * Vector128.WidenLower(signed);
            return AdvSimd.Arm64.AddPairwise(lower, Vector128.WidenUpper(unsigned).AsInt16() * Vector128.WidenUpper(signed));
        }

        // Even and odd bytes by themselves: the odd ones are at the top of a word, the even ones are brought there first.
        Vector128<short> even = (unsigned.AsInt16() & Vector128.Create((short)0xFF)) * ((signed.AsInt16() << 8) >> 8);
        return even + ((unsigned.AsUInt16() >> 8).AsInt16() * (signed.AsInt16() >> 8));
    }

    /// <summary>Whether <see cref="AddDots"/> is one instruction.</summary>
    public static bool HasDots => Dp.IsSupported;

    /// <summary>Adds products of signed bytes, four neighbours each.</summary>
    /// <param name="sums">Four sums.</param>
    /// <param name="a">Sixteen signed bytes.</param>
    /// <param name="b">Sixteen others.</param>
    /// <returns>The sums with four products each.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddDots(Vector128<int> sums, Vector128<sbyte> a, Vector128<sbyte> b)
    {
        if (Dp.IsSupported) return Dp.DotProduct(sums, a, b);
        Vector128<int> lower = MultiplyAddAdjacent(Vector128.WidenLower(a), Vector128.WidenLower(b)), upper = MultiplyAddAdjacent(Vector128.WidenUpper(a), Vector128.WidenUpper(b));
        return sums + Vector128.Narrow(lower.AsInt64() + (lower.AsInt64() >>> 32), upper.AsInt64() + (upper.AsInt64() >>> 32));
    }

    /// <summary>Products of words, neighbours added in 32 bits.</summary>
    /// <param name="a">Eight words.</param>
    /// <param name="b">Eight words.</param>
    /// <returns>Four sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAddAdjacent(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyAddAdjacent(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()), AdvSimd.MultiplyWideningUpper(a, b));
        return ((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16) + ((a.AsInt32() >> 16) * (b.AsInt32() >> 16));
    }

    /// <summary>The upper halves of the products of words with 3.</summary>
    /// <param name="x">Eight words whose low bytes are 0.</param>
    /// <returns>0, 1 or 2 for each.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> TimesThreeHigh(Vector128<ushort> x) =>
        Sse2.IsSupported ? Sse2.MultiplyHigh(x, Vector128.Create((ushort)3)) : ((x >> 8) * 3) >> 8;

    /// <summary>The low bytes of sixteen integers.</summary>
    /// <param name="a">The first four.</param>
    /// <param name="b">The next four.</param>
    /// <param name="c">The next four.</param>
    /// <param name="d">The last four.</param>
    /// <returns>Their low bytes, in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> LowBytes(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d)).AsByte();

    /// <summary>The floats of a table of four at the low two bits of each index.</summary>
    /// <param name="table">The table.</param>
    /// <param name="indices">The indices.</param>
    /// <returns>The floats.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LookUp(Vector128<float> table, Vector128<int> indices)
    {
        // The four bytes of a float: 4·index and the three after it.
        Vector128<int> bytes = ((indices & Vector128.Create(3)) * Vector128.Create(0x04040404)) + Vector128.Create(0x03020100);
        return Vector128.ShuffleNative(table.AsByte(), bytes.AsByte()).AsSingle();
    }

    /// <summary>Each of two bytes eight times.</summary>
    /// <param name="two">The bytes, the first in the lower bits.</param>
    /// <returns>Sixteen bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> RepeatBytes(ushort two) => Vector128.Create((two & 0xFFul) * 0x0101010101010101ul, (ulong)(two >> 8) * 0x0101010101010101ul).AsByte();

    /// <summary>The number of bits that are set in each byte.</summary>
    /// <param name="x">Sixteen bytes.</param>
    /// <returns>Numbers from 0 to 8.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> CountBits(Vector128<byte> x)
    {
        if (AdvSimd.IsSupported) return AdvSimd.PopCount(x);
        Vector128<byte> low = Vector128.Create((byte)0x0F);
        Vector128<byte> high = (x.AsUInt16() >> 4).AsByte() & low;
        if (Ssse3.IsSupported)
        {
            Vector128<byte> counts = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
            return Ssse3.Shuffle(counts, x & low) + Ssse3.Shuffle(counts, high);
        }

        // Bits, then pairs, then fours added to their neighbours.
        Vector128<byte> pairs = x - ((x.AsUInt16() >> 1).AsByte() & Vector128.Create((byte)0x55));
        Vector128<byte> fours = (pairs & Vector128.Create((byte)0x33)) + ((pairs.AsUInt16() >> 2).AsByte() & Vector128.Create((byte)0x33));
        return (fours + (fours.AsUInt16() >> 4).AsByte()) & low;
    }

    /// <summary>Sums of the bytes of each half.</summary>
    /// <param name="x">Sixteen bytes.</param>
    /// <returns>Two sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> AddBytes(Vector128<byte> x)
    {
        if (Sse2.IsSupported) return Sse2.SumAbsoluteDifferences(x, Vector128<byte>.Zero).AsInt64();
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(x))).AsInt64();
        Vector128<ushort> words = (x.AsUInt16() & Vector128.Create((ushort)0xFF)) + (x.AsUInt16() >> 8);
        Vector128<uint> doubles = (words.AsUInt32() & Vector128.Create(0xFFFFu)) + (words.AsUInt32() >> 16);
        return ((doubles.AsUInt64() & Vector128.Create(0xFFFFFFFFul)) + (doubles.AsUInt64() >> 32)).AsInt64();
    }

    /// <summary>Sums of neighbours; they wrap.</summary>
    /// <param name="a">Four integers.</param>
    /// <param name="b">Four others.</param>
    /// <returns>The two sums of the first, then those of the second.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddAdjacent(Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<float> x = a.AsSingle(), y = b.AsSingle();
            return Sse.Shuffle(x, y, 0b10_00_10_00).AsInt32() + Sse.Shuffle(x, y, 0b11_01_11_01).AsInt32();
        }

        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.AddPairwise(a, b);
        return Vector128.Narrow(a.AsInt64() + (a.AsInt64() >> 32), b.AsInt64() + (b.AsInt64() >> 32));
    }
}
