using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>From sums of codes in the lanes of vectors to one sum, exactly. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodeSums
{
    /// <summary>The fewest bytes on a side that are worth asking for early: fewer may be in the caches, where that costs more than it gains.</summary>
    public const int LeastBytesFetched = Streaming.LeastBytes / 2;

    // Four pages: beyond those that the processor fetches of its own accord.
    private const int BytesAhead = 16384;

    private const int Bias = 0x7FFF0000;

    /// <summary>Asks for the cache line of a code that is still to come, where the processor can be asked; nothing is read, so the code need not exist.</summary>
    /// <typeparam name="T">The type of a code.</typeparam>
    /// <param name="codes">The first code.</param>
    /// <param name="index">The index of the code that is being read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void FetchAhead<T>(ref T codes, nuint index)
        where T : unmanaged
    {
        // Codes may move meanwhile; then the wrong line is asked for, and the right one comes when it is read.
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AddByteOffset(ref codes, (index * (nuint)sizeof(T)) + BytesAhead)));
    }

    /// <summary>Sums of lanes as 64 bits: half as many.</summary>
    /// <param name="sums">Sums in 32 bits.</param>
    /// <returns>Each sum of the lower half and one of the upper half.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Widen(Vector512<int> sums) => Vector512.WidenLower(sums) + Vector512.WidenUpper(sums);

    /// <inheritdoc cref="Widen(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Widen(Vector256<int> sums) => Vector256.WidenLower(sums) + Vector256.WidenUpper(sums);

    /// <inheritdoc cref="Widen(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> Widen(Vector128<int> sums) => Vector128.WidenLower(sums) + Vector128.WidenUpper(sums);

    /// <summary>Sums of two products of words each, as 64 bits, neighbours added.</summary>
    /// <param name="pairs">
    /// The sums as 32 bits. They are −2^31 + 2^16 to 2^31, of which the last wraps: with 2^31 − 2^16 more than they are they have no sign, and every one fits.
    /// </param>
    /// <returns>Half as many sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> WidenPairs(Vector512<int> pairs)
    {
        Vector512<ulong> biased = (pairs + Vector512.Create(Bias)).AsUInt64();
        return ((biased & Vector512.Create(0xFFFFFFFFul)) + (biased >> 32)).AsInt64() - Vector512.Create(2L * Bias);
    }

    /// <inheritdoc cref="WidenPairs(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> WidenPairs(Vector256<int> pairs)
    {
        Vector256<ulong> biased = (pairs + Vector256.Create(Bias)).AsUInt64();
        return ((biased & Vector256.Create(0xFFFFFFFFul)) + (biased >> 32)).AsInt64() - Vector256.Create(2L * Bias);
    }

    /// <inheritdoc cref="WidenPairs(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> WidenPairs(Vector128<int> pairs)
    {
        Vector128<ulong> biased = (pairs + Vector128.Create(Bias)).AsUInt64();
        return ((biased & Vector128.Create(0xFFFFFFFFul)) + (biased >> 32)).AsInt64() - Vector128.Create(2L * Bias);
    }

    /// <summary>The sum of all lanes.</summary>
    /// <param name="sums">Sums in 64 bits.</param>
    /// <returns>Their sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Total(Vector512<long> sums) => Total(sums.GetLower() + sums.GetUpper());

    /// <inheritdoc cref="Total(Vector512{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Total(Vector256<long> sums) => Total(sums.GetLower() + sums.GetUpper());

    /// <inheritdoc cref="Total(Vector512{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Total(Vector128<long> sums) => sums.ToScalar() + sums.GetElement(1);

    /// <summary>The sums of all lanes of four vectors.</summary>
    /// <param name="a">The lanes of the first sum.</param>
    /// <param name="b">Of the second.</param>
    /// <param name="c">Of the third.</param>
    /// <param name="d">Of the fourth.</param>
    /// <returns>The four sums; they wrap.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) =>
        Totals(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <inheritdoc cref="Totals(Vector512{int}, Vector512{int}, Vector512{int}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d) =>
        Totals(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <inheritdoc cref="Totals(Vector512{int}, Vector512{int}, Vector512{int}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128Primitives.AddAdjacent(Vector128Primitives.AddAdjacent(a, b), Vector128Primitives.AddAdjacent(c, d));
}
